package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.sql.database.SqlConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The driver's side of a {@link TaskLedger}: the table is made before the write, and dropped after it. A task that has
 * outlived the write cannot commit any more, since it cannot note itself.
 */
final class OpenLedger implements AutoCloseable {

    static final OpenLedger NONE = new OpenLedger(null, null, nothing -> {});

    private static final int MOST_SECONDS = 60;

    private final TableToWrite written;
    private final TaskLedger ledger;
    private final Consumer<String> remark;

    private OpenLedger(TableToWrite written, TaskLedger ledger, Consumer<String> remark) {
        this.written = written;
        this.ledger = ledger;
        this.remark = remark;
    }

    /** Without a ledger where the database does not allow one, which is said. */
    static OpenLedger of(TableToWrite table, Consumer<String> remark) {
        TaskLedger ledger = TaskLedger.beside(table.name(), table.statements());
        OpenLedger open = new OpenLedger(table, ledger, remark);
        try {
            open.execute(ledger.create());
            return open;
        } catch (SQLException e) {
            remark.accept("rows go to table " + table.name() + " of "
                    + table.database().name() + " at least once: a table that knows which tasks have committed cannot"
                    + " be made beside it ("
                    + SqlFault.of(table.database().dialect(), e).text()
                    + "). An executor that is lost right after a commit"
                    + " doubles the rows of its task. Allow the user to create tables in this schema, or upsert.");
            return NONE;
        }
    }

    Optional<TaskLedger> table() {
        return Optional.ofNullable(ledger);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = SqlConnections.open(written.database());
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(MOST_SECONDS);
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        if (ledger == null) {
            return;
        }
        try {
            execute(ledger.drop());
        } catch (SQLException | RuntimeException e) {
            remark.accept("table " + ledger.name() + " of " + written.database().name()
                    + " was made for this write, and could not be dropped. Drop it.");
        }
    }
}
