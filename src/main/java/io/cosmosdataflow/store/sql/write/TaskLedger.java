package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.sql.dialect.TableName;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A table of one write, with a row for each task that has committed its rows: the row comes in the task's own
 * transaction, and there can be one of a task. So an attempt at a task knows that an earlier one has committed, though
 * its executor was lost before it could say so, and waits for one that is about to.
 */
record TaskLedger(WriteStatements statements, TableName name) implements Serializable {

    private static final String TASK = "task";
    private static final String UNMATCHED = "unmatched";
    private static final String REFUSED = "refused";
    private static final List<RowOperation> OPERATIONS =
            List.of(RowOperation.INSERT, RowOperation.UPDATE, RowOperation.UPSERT, RowOperation.DELETE);
    private static final List<String> COLUMNS =
            List.of(TASK, "inserted", "updated", "upserted", "deleted", UNMATCHED, REFUSED);

    /** All databases have this type, and it has room for any count. */
    private static final String NUMBER = "DECIMAL(19)";

    /** Its name begins like that; older ones of Oracle have 30 letters at most. */
    static final String PREFIX = "cdf_ledger_";

    /** A name of its own, beside the table that is written. */
    static TaskLedger beside(TableName target, WriteStatements statements) {
        String own = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return new TaskLedger(statements, new TableName(target.schema(), PREFIX + own));
    }

    String create() {
        Map<String, String> columns = new LinkedHashMap<>();
        COLUMNS.forEach(column ->
                columns.put(column, column.equals(TASK) ? NUMBER + " NOT NULL PRIMARY KEY" : NUMBER + " NOT NULL"));
        return statements.create(name, columns);
    }

    String drop() {
        return statements.drop(name);
    }

    /** What an earlier attempt at the task has committed. */
    Optional<RowCounts> committed(Connection connection, int task) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(statements.select(name, COLUMNS, TASK))) {
            query.setLong(1, task);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(counts(rows)) : Optional.empty();
            }
        }
    }

    private static RowCounts counts(ResultSet row) throws SQLException {
        Map<RowOperation, Long> byOperation = new EnumMap<>(RowOperation.class);
        for (int i = 0; i < OPERATIONS.size(); i++) {
            long count = row.getLong(i + 2);
            if (count > 0) {
                byOperation.put(OPERATIONS.get(i), count);
            }
        }
        return new RowCounts(
                byOperation, row.getLong(COLUMNS.indexOf(UNMATCHED) + 1), row.getLong(COLUMNS.indexOf(REFUSED) + 1));
    }

    /**
     * Begins the task, in the transaction that its rows will be part of.
     *
     * @throws SQLException a duplicate key, if another attempt has committed; where one is under way this waits for its
     *     end, so that the two never meet each other's rows
     */
    void begin(Connection connection, int task) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statements.insert(name, COLUMNS))) {
            insert.setLong(1, task);
            for (int i = 2; i <= COLUMNS.size(); i++) {
                insert.setLong(i, 0);
            }
            insert.executeUpdate();
        }
    }

    /** Notes what the task has done; to be committed with its rows. */
    void finish(Connection connection, int task, RowCounts counts) throws SQLException {
        List<String> set = COLUMNS.subList(1, COLUMNS.size());
        String sql = statements.update(name, set, List.of(TASK), Set.of());
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (RowOperation operation : OPERATIONS) {
                update.setLong(parameter++, counts.of(operation));
            }
            update.setLong(parameter++, counts.unmatched());
            update.setLong(parameter++, counts.rejected());
            update.setLong(parameter, task);
            update.executeUpdate();
        }
    }
}
