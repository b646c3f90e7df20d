package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Containers of the shared emulator, and documents in and out of them through the stores. */
final class CosmosFixture {

    private CosmosFixture() {}

    static CosmosAccount account() {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        return EmulatorAccount.of(emulator);
    }

    /** A new, empty container of a database of its own. */
    static ContainerAddress container(String partitionKeyPath) {
        String database = SharedEmulator.newDatabaseName();
        SharedEmulator.instance().createContainer(database, "items", partitionKeyPath);
        return new ContainerAddress(account(), database, "items");
    }

    static Dataset<Row> documents(List<String> texts) {
        return SharedSpark.session().createDataset(texts, Encoders.STRING()).toDF(Columns.DOCUMENT);
    }

    static StoreMetrics insert(ContainerAddress to, List<String> texts) {
        return write(to, CosmosSinkSettings.defaults(), documents(texts));
    }

    static StoreMetrics upsert(ContainerAddress to, List<String> texts) {
        return write(to, CosmosSinkSettings.defaults().with(WriteBehavior.UPSERT), documents(texts));
    }

    static StoreMetrics write(ContainerAddress to, CosmosSinkSettings settings, Dataset<Row> data) {
        try (CosmosSink sink = new CosmosSink(to, settings)) {
            return sink.write(data);
        }
    }

    /**
     * All documents. On the newest SDK, where the build has no connector that could read with it, through the SDK: by a
     * query that merges.
     */
    static List<String> read(ContainerAddress from) {
        return Boolean.getBoolean("connector.for.linking.only")
                ? query(from, "SELECT * FROM c ORDER BY c._ts")
                : read(from, CosmosSourceSettings.defaults());
    }

    static List<String> query(ContainerAddress from, String query) {
        return read(from, querying(query));
    }

    static CosmosSourceSettings querying(String query) {
        return new CosmosSourceSettings(
                java.util.Optional.of(query),
                java.util.OptionalInt.empty(),
                List.of(),
                true,
                java.util.Optional.empty());
    }

    static List<String> read(ContainerAddress from, CosmosSourceSettings settings) {
        try (CosmosSource source = new CosmosSource(from, settings, List.of())) {
            return source.read(SharedSpark.session()).as(Encoders.STRING()).collectAsList();
        }
    }
}
