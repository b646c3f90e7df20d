package io.cosmosdataflow.store.sql.read;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Spark's way to a {@link SqlTable}; public because Spark makes it by its name. Options show up in plans and logs: a
 * ticket may, a password may not.
 */
public final class SqlTableProvider implements TableProvider {

    static final String TICKET = "ticket";

    private static final Map<String, SqlTable> OPEN = new ConcurrentHashMap<>();

    static String open(SqlTable table) {
        String ticket = UUID.randomUUID().toString();
        OPEN.put(ticket, table);
        return ticket;
    }

    static void close(String ticket) {
        OPEN.remove(ticket);
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return SqlTable.schema(find(options).fields());
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return find(new CaseInsensitiveStringMap(properties));
    }

    private static SqlTable find(CaseInsensitiveStringMap options) {
        SqlTable table = OPEN.get(String.valueOf(options.get(TICKET)));
        if (table == null) {
            throw new IllegalStateException("Nothing waits under this ticket; the provider is for this product alone.");
        }
        return table;
    }
}
