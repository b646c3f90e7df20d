package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.provider.OpenTables;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to read from where.
 *
 * @param query empty for all documents
 * @param pageSize documents per request; empty leaves it to the service
 * @param systemProperties whether documents keep what the service adds to them
 */
public record DocumentsToRead(
        ContainerAddress address, Optional<String> query, OptionalInt pageSize, boolean systemProperties) {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentsToRead.class);

    /** One column {@link io.cosmosdataflow.store.Columns#DOCUMENT}. */
    public static final StructType SCHEMA = DocumentsTable.SCHEMA;

    /** Without system properties. */
    public DocumentsToRead(ContainerAddress address, Optional<String> query, OptionalInt pageSize) {
        this(address, query, pageSize, false);
    }

    /** Lazily; one column {@link io.cosmosdataflow.store.Columns#DOCUMENT}. {@code meter} counts while tasks run. */
    public Dataset<Row> dataset(SparkSession spark, ReadMeter meter) {
        boolean merges = query.filter(QueryShape::merges).isPresent();
        DocumentsScan scan = merges ? new MergedScan(this, meter) : new PartitionedScan(this, meter);
        return OpenTables.read(spark, new DocumentsTable(scan));
    }

    /**
     * The same container by a query that leaves out what nobody needs.
     *
     * @throws IllegalStateException if there is a query already
     */
    public DocumentsToRead narrowed(String less) {
        if (query.isPresent()) {
            throw new IllegalStateException("There is a query already: " + shown());
        }
        DocumentsToRead narrowed = new DocumentsToRead(address, Optional.of(less), pageSize, systemProperties);
        LOG.info("Cosmos DB is asked for less than all documents: {}", narrowed.shown());
        return narrowed;
    }

    String shown() {
        return address.database() + "." + address.container()
                + query.map(text -> ": " + text).orElse("");
    }
}
