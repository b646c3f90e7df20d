package io.cosmosdataflow.store.sql.dialect;

import java.sql.Connection;
import java.util.OptionalInt;

/**
 * How much a transaction sees of others. Source: Microsoft Learn, connector-azure-sql-database, {@code isolationLevel}.
 */
public enum SqlIsolation {
    READ_COMMITTED("ReadCommitted", Connection.TRANSACTION_READ_COMMITTED),
    READ_UNCOMMITTED("ReadUncommitted", Connection.TRANSACTION_READ_UNCOMMITTED),
    REPEATABLE_READ("RepeatableRead", Connection.TRANSACTION_REPEATABLE_READ),
    SERIALIZABLE("Serializable", Connection.TRANSACTION_SERIALIZABLE),
    /** SQL Server's rows as they were when the transaction began; elsewhere the level that does so. */
    SNAPSHOT("Snapshot", Connection.TRANSACTION_REPEATABLE_READ),
    /** What the database does by itself. */
    NONE("None", -1);

    private final String shown;
    private final int level;

    SqlIsolation(String shown, int level) {
        this.shown = shown;
        this.level = level;
    }

    public OptionalInt level() {
        return level < 0 ? OptionalInt.empty() : OptionalInt.of(level);
    }

    /** As a Copy activity spells it. */
    @Override
    public String toString() {
        return shown;
    }
}
