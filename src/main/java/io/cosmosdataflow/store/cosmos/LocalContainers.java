package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.kind.KeyChoice;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.local.SeedFiles;
import io.cosmosdataflow.store.local.SeedJobs;
import io.cosmosdataflow.store.storage.PathGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes the containers of local mode when they are first written to, or when there are documents for them, and fills them with the documents that the
 * directory of {@code --local} has for them.
 */
final class LocalContainers {

    private static final List<String> SEEDS = List.of(".json", ".jsonl");

    private final Optional<Path> directory;
    private final SeedFiles files;

    LocalContainers(Optional<Path> directory, SeedFiles files) {
        this.directory = directory;
        this.files = files;
    }

    /**
     * What the linked services of one account say about a container.
     *
     * @param linkedServices those of the account, the one that is used first: seeds may be in the folder of each
     * @param shown the account, for messages: {@code  in account 'x'}; blank where there is but one
     */
    record Wanted(ContainerAddress address, List<String> linkedServices, String shown) {

        Wanted {
            linkedServices = List.copyOf(linkedServices);
        }
    }

    /**
     * Does nothing for a container that exists: what an earlier run wrote stays.
     *
     * @param partitionKey asked only if the container is made
     */
    synchronized void prepareSink(Wanted wanted, Supplier<KeyChoice> partitionKey, Opening with) {
        requireNames(wanted);
        if (!exists(wanted.address())) {
            make(wanted, partitionKey.get(), seed(wanted), with);
        }
    }

    /**
     * Makes only what there are documents for: an empty container in the place of a misspelt one would be an empty
     * result.
     *
     * @throws JobException {@code CosmosNotFound} with the names that are near
     */
    synchronized void prepareSource(Wanted wanted, Supplier<KeyChoice> partitionKey, Opening with) {
        requireNames(wanted);
        if (exists(wanted.address())) {
            return;
        }
        Optional<Path> seed = seed(wanted);
        if (seed.isEmpty()) {
            throw missing(wanted);
        }
        make(wanted, partitionKey.get(), seed, with);
    }

    /** They are the names of a folder and a file of seeds. */
    private static void requireNames(Wanted wanted) {
        PathGuard.requireName("Database", wanted.address().database());
        PathGuard.requireName("Container", wanted.address().container());
    }

    private static boolean exists(ContainerAddress address) {
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            return containers.exists(address.database(), address.container());
        }
    }

    private void make(Wanted wanted, KeyChoice partitionKey, Optional<Path> seed, Opening with) {
        ContainerAddress address = wanted.address();
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            containers.createIfMissing(
                    address.database(), address.container(), partitionKey.paths(), OptionalInt.empty());
        }
        String made = "made container '" + address.container() + "' of database '" + address.database() + "'"
                + wanted.shown() + " with partition key " + String.join(", ", partitionKey.paths())
                + (partitionKey.reason().isEmpty() ? "" : " (" + partitionKey.reason() + ")");
        if (seed.isPresent()) {
            long documents = SeedJobs.aside(with.spark(), () -> fill(address, seed.get(), with));
            made += ", with " + documents + " documents of " + seed.get();
        }
        with.remark().accept(made + ".");
    }

    private Optional<Path> seed(Wanted wanted) {
        List<Path> seeds = folders(wanted, wanted.address().database())
                .flatMap(folder -> SEEDS.stream()
                        .map(ending -> folder.resolve(wanted.address().container() + ending))
                        .filter(Files::isRegularFile)
                        .limit(1))
                .toList();
        if (seeds.size() > 1) {
            throw JobException.of(
                    ErrorCode.FileMalformed,
                    "Both " + seeds.get(0) + " and " + seeds.get(1) + " are for " + wanted.address()
                            + ", as their linked services are of one account. Keep one of them.");
        }
        return seeds.stream().findFirst();
    }

    private Stream<Path> folders(Wanted wanted, String below) {
        return directory.stream().flatMap(base -> wanted.linkedServices().stream()
                .map(service -> base.resolve(service).resolve(below)));
    }

    private JobException missing(Wanted wanted) {
        ContainerAddress address = wanted.address();
        String service = "linked service '" + wanted.linkedServices().get(0) + "'";
        Set<String> databases = new TreeSet<>();
        Set<String> containers = new TreeSet<>();
        try (CosmosContainers present = CosmosContainers.of(address.account())) {
            databases.addAll(present.databases());
            if (databases.contains(address.database())) {
                containers.addAll(present.containers(address.database()));
            }
        }
        folders(wanted, "")
                .flatMap(LocalContainers::list)
                .filter(Files::isDirectory)
                .forEach(folder -> {
                    List<String> seeds = seedNames(folder);
                    String database = folder.getFileName().toString();
                    if (!seeds.isEmpty()) {
                        databases.add(database);
                    }
                    if (database.equals(address.database())) {
                        containers.addAll(seeds);
                    }
                });
        boolean known = databases.contains(address.database());
        String what = known
                ? "container '" + address.container() + "' in database '" + address.database() + "'"
                : "database '" + address.database() + "'";
        String near = known
                ? NearestNames.hint(address.container(), containers)
                : NearestNames.hint(address.database(), databases);
        String start = directory
                .map(base -> " A container starts with the documents of "
                        + base.resolve(wanted.linkedServices().get(0))
                                .resolve(address.database())
                                .resolve(address.container() + SEEDS.get(0))
                        + " (or " + SEEDS.get(1) + ").")
                .orElse("");
        return JobException.of(
                ErrorCode.CosmosNotFound,
                "The account of " + service + " has no " + what + ", and what is read is not made."
                        + (near.isEmpty() ? "" : " " + near) + start);
    }

    private static List<String> seedNames(Path folder) {
        return list(folder)
                .filter(Files::isRegularFile)
                .map(file -> file.getFileName().toString())
                .filter(name -> SEEDS.stream().anyMatch(name::endsWith))
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .toList();
    }

    private static Stream<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed, "The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private long fill(ContainerAddress address, Path seed, Opening with) {
        CosmosSinkSettings upsert = CosmosSinkSettings.defaults().with(WriteBehavior.UPSERT);
        try (SinkStore container = new CosmosSink(address, upsert)) {
            return container.write(files.rows(seed, with.spark())).rows().orElse(0);
        }
    }
}
