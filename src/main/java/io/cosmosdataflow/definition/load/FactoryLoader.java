package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Catalog;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Reads a directory in the layout in which Data Factory and Synapse keep their Git repositories: one folder
 * per kind of resource, one JSON file per resource. Folders of other kinds ({@code sqlscript}, {@code
 * notebook}, {@code managedVirtualNetwork}, ...) are passed over.
 */
public final class FactoryLoader {

    private final Path directory;
    private final Findings findings;

    private FactoryLoader(Path directory, Findings findings) {
        this.directory = directory;
        this.findings = findings;
    }

    /**
     * Reads all that can be read. What is wrong goes to {@code findings}; a file with a fault in it costs that
     * file only. {@link ErrorCode#FactoryNotFound} if the directory is none or has none of the folders.
     */
    public static Factory load(Path directory, Findings findings) {
        if (!Files.isDirectory(directory)) {
            notFound(directory, "The directory does not exist", findings.general());
            return Factory.empty();
        }
        if (folders(directory).isEmpty()) {
            notFound(directory, "The directory has none of the folders of a Data Factory", findings.general());
            return Factory.empty();
        }
        return new FactoryLoader(directory, findings).load();
    }

    /** As above, with all findings in one place. */
    public static Factory load(Path directory, Issues issues) {
        Findings findings = new Findings();
        Factory factory = load(directory, findings);
        issues.addAll(findings.all());
        return factory;
    }

    private Factory load() {
        Map<String, ParameterDefinition> globalParameters = new LinkedHashMap<>();
        String name = Factory.DEFAULT_NAME;
        for (Path path : files(ResourceKind.FACTORY)) {
            Issues issues = findings.of(ResourceKind.FACTORY.key(""));
            Optional<ResourceFile> file = ResourceFile.readFactory(path, issues);
            name = file.map(ResourceFile::name).orElse(name);
            file.map(new ResourceReader(issues)::globalParameters).ifPresent(globalParameters::putAll);
        }
        return new Factory(
                name,
                catalog(ResourceKind.LINKED_SERVICE, ResourceReader::linkedService),
                catalog(ResourceKind.DATASET, ResourceReader::dataset),
                catalog(ResourceKind.PIPELINE, ResourceReader::pipeline),
                catalog(ResourceKind.DATA_FLOW, ResourceReader::dataFlow),
                catalog(ResourceKind.CREDENTIAL, ResourceReader::credential),
                new Factory.Hosting(
                        catalog(ResourceKind.INTEGRATION_RUNTIME, ResourceReader::integrationRuntime),
                        catalog(ResourceKind.TRIGGER, ResourceReader::trigger)),
                globalParameters);
    }

    private <R extends Resource> Catalog<R> catalog(
            ResourceKind kind, BiFunction<ResourceReader, ResourceFile, R> read) {
        Map<String, R> byName = new LinkedHashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (Path path : files(kind)) {
            Issues issues = new Issues();
            Optional<ResourceFile> file = ResourceFile.read(path, issues);
            String name = file.map(ResourceFile::name).orElseGet(() -> ResourceFile.fileName(path));
            if (file.isEmpty()) {
                unreadable.add(name);
            } else {
                R resource = read.apply(new ResourceReader(issues), file.get());
                R twin = byName.putIfAbsent(Catalog.key(name), resource);
                if (twin != null) {
                    issues.error(
                            ErrorCode.DuplicateName,
                            resource.span(),
                            "The name '" + name + "' is already taken by "
                                    + twin.span().file() + ".",
                            "Give one of them another name; upper and lower case are the same.");
                }
            }
            findings.of(kind.key(name)).addAll(issues);
        }
        return new Catalog<>(byName.values(), unreadable);
    }

    private List<Path> files(ResourceKind kind) {
        return folders(directory).stream()
                .filter(found -> found.getFileName().toString().equalsIgnoreCase(kind.folder()))
                .flatMap(found -> entries(found).stream())
                .filter(path ->
                        path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json"))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> folders(Path directory) {
        return entries(directory).stream()
                .filter(path -> Arrays.stream(ResourceKind.values())
                        .map(ResourceKind::folder)
                        .anyMatch(path.getFileName().toString()::equalsIgnoreCase))
                .filter(Files::isDirectory)
                .toList();
    }

    private static void notFound(Path directory, String why, Issues issues) {
        String hint = nearby(directory)
                .map(found -> "Did you mean '" + found + "'?")
                .orElse("Name the directory that has the folders pipeline/, dataset/ and linkedService/ in it.");
        issues.error(
                ErrorCode.FactoryNotFound,
                Span.startOf(directory.toString()),
                why + " (" + directory.toAbsolutePath().normalize() + ").",
                hint);
    }

    /** The folder is often given one level too high or too low. */
    private static Optional<Path> nearby(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        Path parent = directory.toAbsolutePath().normalize().getParent();
        return Stream.concat(entries(directory).stream(), Stream.ofNullable(parent))
                .filter(Files::isDirectory)
                .filter(candidate -> !folders(candidate).isEmpty())
                .findFirst();
    }

    /** None for a directory that may not be read: it then counts as one without a factory. */
    private static List<Path> entries(Path directory) {
        if (!Files.isReadable(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
