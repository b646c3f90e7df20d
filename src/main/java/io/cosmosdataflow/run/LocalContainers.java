package io.cosmosdataflow.run;

import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.cosmos.CosmosSink;
import io.cosmosdataflow.store.cosmos.CosmosSinkSettings;
import io.cosmosdataflow.store.cosmos.WriteBehavior;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.file.FileDataset;
import io.cosmosdataflow.store.file.FileReadSettings;
import io.cosmosdataflow.store.file.FileSource;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.TextEncoding;
import io.cosmosdataflow.store.file.storage.FileLocation;
import io.cosmosdataflow.store.file.storage.FileRoot;
import io.cosmosdataflow.store.file.storage.FileSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Makes the containers of local mode when they are first used, and fills them with the documents that the
 * directory of {@code --local} has for them.
 */
final class LocalContainers {

    /** For a place that has no setting for the partition key, as a Copy has none; every document has an id. */
    static final String PARTITION_KEY = "/id";

    private final Optional<Path> directory;

    LocalContainers(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Does nothing for a container that exists: what an earlier run wrote stays. */
    synchronized void prepare(
            ContainerAddress address, String linkedService, String partitionKey, ActivityContext context) {
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            if (containers.exists(address.database(), address.container())) {
                return;
            }
            containers.createIfMissing(address.database(), address.container(), partitionKey, OptionalInt.empty());
        }
        String made = "made container '" + address.container() + "' of database '" + address.database()
                + "' with partition key " + partitionKey;
        Optional<Path> seed = seed(address, linkedService);
        if (seed.isPresent()) {
            Object documents = fill(address, seed.get(), context);
            made += ", with " + documents + " documents of " + seed.get();
        }
        context.remark().accept(made + ".");
    }

    private Optional<Path> seed(ContainerAddress address, String linkedService) {
        return directory.stream()
                .map(base -> base.resolve(linkedService).resolve(address.database()))
                .flatMap(folder -> Stream.of(
                        folder.resolve(address.container() + ".json"), folder.resolve(address.container() + ".jsonl")))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Object fill(ContainerAddress address, Path seed, ActivityContext context) {
        CosmosSinkSettings upsert = CosmosSinkSettings.defaults().with(WriteBehavior.UPSERT);
        FileDataset dataset = new FileDataset(
                new FileFormat.Json(TextEncoding.UTF_8, Compression.NONE),
                new FileLocation(address.database(), "", seed.getFileName().toString()));
        FileReadSettings everything = new FileReadSettings(FileSelection.everything(), 0, false);
        FileRoot root = FileRoot.local("", seed.getParent().getParent());
        try (SourceStore documents = new FileSource(dataset, everything, root);
                SinkStore container = new CosmosSink(address, upsert)) {
            Map<String, Object> written = container.write(documents.read(context.spark()));
            return written.get("rowsCopied");
        }
    }
}
