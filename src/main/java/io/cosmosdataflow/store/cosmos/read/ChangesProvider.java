package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.UnorderedRows;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The DataSource V2 that gives changed documents as text. Its only option is a ticket of this driver. */
public final class ChangesProvider implements TableProvider {

    static final String TICKET = "ticket";

    private static final Map<String, ChangesScan> OPEN = new ConcurrentHashMap<>();

    /** @return a ticket for {@link #TICKET}; options show up in plans and logs, and an account key may not */
    static String add(ChangesScan scan) {
        String ticket = UUID.randomUUID().toString();
        OPEN.put(ticket, scan);
        return ticket;
    }

    static void remove(ReadMeter meter) {
        OPEN.values().removeIf(scan -> scan.meter() == meter);
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return DocumentsProvider.SCHEMA;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        ChangesScan scan = OPEN.get(new CaseInsensitiveStringMap(properties).get(TICKET));
        if (scan == null) {
            throw new IllegalStateException("This source is closed, or was opened by another driver.");
        }
        return new ChangesTable(scan);
    }

    private record ChangesTable(ChangesScan scan) implements SupportsRead, UnorderedRows {

        @Override
        public String name() {
            return scan.description();
        }

        @Override
        public StructType schema() {
            return DocumentsProvider.SCHEMA;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return EnumSet.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return () -> scan;
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
