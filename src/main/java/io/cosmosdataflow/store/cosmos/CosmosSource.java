package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.document.SystemProperties;
import io.cosmosdataflow.store.cosmos.read.DocumentsToRead;
import io.cosmosdataflow.store.cosmos.read.ReadMeter;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A container as a source: one column {@link io.cosmosdataflow.store.Columns#DOCUMENT}.
 *
 * <p>Whole documents come without their system properties unless one is asked for by name, the rest byte for byte as
 * stored. A query may
 * give values that are no objects ({@code SELECT VALUE c.name}): each comes as {@code {"_value": ...}}, as the
 * Spark connector has it. The rows of a query with ORDER BY come in its order, in one partition.
 */
public final class CosmosSource implements SourceStore {

    private final ContainerAddress address;
    private final CosmosSourceSettings settings;
    private final List<String> columns;
    private final boolean systemProperties;
    private ReadMeter meter;

    /** No member is asked for by name. */
    public CosmosSource(ContainerAddress address, CosmosSourceSettings settings, List<String> columns) {
        this(address, settings, columns, Set.of());
    }

    /**
     * @param columns that the dataset's schema or structure names, for a source without a query; may be empty
     * @param named members that a mapping names; with one of {@link SystemProperties#NAMES} among them, documents
     *     keep what the service adds to them
     */
    public CosmosSource(
            ContainerAddress address, CosmosSourceSettings settings, List<String> columns, Set<String> named) {
        this.address = new ContainerAddress(
                settings.preferredRegions().isEmpty()
                        ? address.account()
                        : address.account().withPreferredRegions(settings.preferredRegions()),
                address.database(),
                address.container());
        this.settings = settings;
        this.columns = List.copyOf(columns);
        this.systemProperties = named.stream().anyMatch(SystemProperties.NAMES::contains);
    }

    @Override
    public boolean hierarchical() {
        return true;
    }

    /**
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CosmosUnreachable}, {@code CosmosUnauthorized} or
     *     {@code CosmosNotFound}, at once; what is wrong with a query shows when the rows are used
     */
    @Override
    public Dataset<Row> read(SparkSession spark) {
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            containers.partitionKey(address.database(), address.container());
        }
        meter = new ReadMeter(spark.sparkContext());
        return new DocumentsToRead(address, settings.queryFor(columns), settings.pageSize(), systemProperties)
                .dataset(spark, meter);
    }

    /** {@inheritDoc} Rows, bytes, and requests where the connector tells what they cost. */
    @Override
    public StoreMetrics metrics() {
        if (meter == null) {
            return StoreMetrics.NONE;
        }
        StoreMetrics metrics = StoreMetrics.ofRows(meter.documents()).withBytes(meter.bytes());
        return meter.requestCharge() > 0
                ? metrics.withRequests(meter.requestCharge(), meter.throttledRequests())
                : metrics;
    }

    @Override
    public void close() {
        if (meter != null) {
            meter.ended();
        }
    }
}
