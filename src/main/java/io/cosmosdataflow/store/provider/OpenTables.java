package io.cosmosdataflow.store.provider;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Gives Spark tables that this driver has made. Spark makes a provider by its class name, and tells it nothing but
 * options, which show up in plans and logs: the only one is a ticket for the table, for a key or a password may not. What
 * Spark has planned has the table itself, and needs the ticket no more.
 */
public final class OpenTables implements TableProvider {

    private static final String TICKET = "ticket";
    private static final Map<String, Table> OPEN = new ConcurrentHashMap<>();

    /** Lazily. */
    public static Dataset<Row> read(SparkSession spark, Table table) {
        String ticket = open(table);
        try {
            return spark.read()
                    .format(OpenTables.class.getName())
                    .option(TICKET, ticket)
                    .load();
        } finally {
            OPEN.remove(ticket);
        }
    }

    /**
     * Writes all rows, in one Spark job.
     *
     * @throws RuntimeException what Spark fails with, which may be a checked exception that no signature names
     */
    static void write(Dataset<Row> rows, Table table) {
        String ticket = open(table);
        try {
            rows.write()
                    .format(OpenTables.class.getName())
                    .option(TICKET, ticket)
                    .mode(SaveMode.Append)
                    .save();
        } finally {
            OPEN.remove(ticket);
        }
    }

    private static String open(Table table) {
        String ticket = UUID.randomUUID().toString();
        OPEN.put(ticket, table);
        return ticket;
    }

    @Override
    @SuppressWarnings("deprecation") // the only schema method of Table that Spark 3.4 knows everywhere
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return find(options).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return find(new CaseInsensitiveStringMap(properties));
    }

    private static Table find(CaseInsensitiveStringMap options) {
        Table table = OPEN.get(String.valueOf(options.get(TICKET)));
        if (table == null) {
            throw new IllegalStateException(
                    "No table waits under this ticket; the provider is for this product alone.");
        }
        return table;
    }
}
