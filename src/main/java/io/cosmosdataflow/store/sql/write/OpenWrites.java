package io.cosmosdataflow.store.sql.write;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.types.StructType;

/**
 * The writes that this driver has open, by ticket. Options of a DataSource show up in plans and logs; a ticket may, a
 * password may not.
 */
final class OpenWrites {

    /** One write and, once its job has ended, what it did. */
    static final class Write {
        private final TableToWrite table;
        private final StructType schema;
        private volatile TaskOutcome outcome = TaskOutcome.NOTHING;

        /** @param schema of all columns that tasks get */
        Write(TableToWrite table, StructType schema) {
            this.table = table;
            this.schema = schema;
        }

        TableToWrite table() {
            return table;
        }

        StructType schema() {
            return schema;
        }

        TaskOutcome outcome() {
            return outcome;
        }

        void ended(TaskOutcome all) {
            outcome = all;
        }
    }

    private static final Map<String, Write> WRITES = new ConcurrentHashMap<>();

    private OpenWrites() {}

    static String add(Write write) {
        String ticket = UUID.randomUUID().toString();
        WRITES.put(ticket, write);
        return ticket;
    }

    static Write get(String ticket) {
        Write write = WRITES.get(ticket);
        if (write == null) {
            throw new IllegalStateException("This sink is closed, or was opened by another driver.");
        }
        return write;
    }

    static void remove(String ticket) {
        WRITES.remove(ticket);
    }
}
