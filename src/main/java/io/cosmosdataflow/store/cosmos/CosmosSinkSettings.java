package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a sink of type {@code CosmosDbSqlApiSink} or, older, {@code DocumentDbCollectionSink}.
 *
 * @param writeBatchSize documents that one task hands over at a time
 * @param disableMetricsCollection whether request units and throttling stay out of the activity's output
 * @param writeBatchTimeout how long documents are tried again while nothing gets through
 * @param nestingSeparator of the older type only: splits column names of a tabular source into nested
 *     properties; an empty text splits nothing
 */
public record CosmosSinkSettings(
        WriteBehavior writeBehavior,
        int writeBatchSize,
        boolean disableMetricsCollection,
        Duration writeBatchTimeout,
        Optional<String> nestingSeparator) {

    private static final int BATCH_SIZE = 10_000;
    private static final int LARGEST_BATCH_SIZE = 1_000_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final String OLDER_TYPE = "DocumentDbCollectionSink";

    public static CosmosSinkSettings defaults() {
        return new CosmosSinkSettings(WriteBehavior.INSERT, BATCH_SIZE, false, TIMEOUT, Optional.empty());
    }

    public CosmosSinkSettings with(WriteBehavior behavior) {
        return new CosmosSinkSettings(
                behavior, writeBatchSize, disableMetricsCollection, writeBatchTimeout, nestingSeparator);
    }

    /**
     * Reads the settings and reports what is wrong to the issues of {@code sink}. {@code
     * maxConcurrentConnections}, {@code sinkRetryCount} and {@code sinkRetryWait} have no effect: a task has one
     * request per range of the container under way, and retries follow the service. The caller finishes
     * {@code sink}.
     *
     * <p>Source: Microsoft Learn, connector-azure-cosmos-db, Azure Cosmos DB for NoSQL as sink.
     */
    public static CosmosSinkSettings read(Properties sink) {
        boolean older = sink.text("type").filter(OLDER_TYPE::equals).isPresent();
        sink.ignore("type", "maxConcurrentConnections", "sinkRetryCount", "sinkRetryWait");
        return new CosmosSinkSettings(
                sink.choice("writeBehavior", WriteBehavior.INSERT),
                sink.integer("writeBatchSize", BATCH_SIZE, 1, LARGEST_BATCH_SIZE),
                sink.flag("disableMetricsCollection", false),
                TimeSpan.read(sink, "writeBatchTimeout", TimeSpan::ofClock).orElse(TIMEOUT),
                older ? Optional.of(sink.text("nestingSeparator", ".")) : Optional.empty());
    }
}
