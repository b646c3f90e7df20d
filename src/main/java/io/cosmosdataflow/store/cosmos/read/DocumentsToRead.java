package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What to read from where.
 *
 * @param query empty for all documents
 * @param pageSize documents per request; empty leaves it to the service
 */
public record DocumentsToRead(ContainerAddress address, Optional<String> query, OptionalInt pageSize) {

    /** Lazily; one column {@link io.cosmosdataflow.store.Columns#DOCUMENT}. {@code meter} counts while tasks run. */
    public Dataset<Row> dataset(SparkSession spark, ReadMeter meter) {
        String ticket = OpenReads.add(new OpenReads.Read(this, meter));
        return spark.read()
                .format(DocumentsProvider.class.getName())
                .option(DocumentsProvider.TICKET, ticket)
                .load();
    }

    /** Takes back what {@link #dataset} keeps on the driver for {@code meter}; its Dataset can no longer start. */
    public static void forget(ReadMeter meter) {
        OpenReads.remove(meter);
    }

    String shown() {
        return address.database() + "." + address.container()
                + query.map(text -> ": " + text).orElse("");
    }
}
