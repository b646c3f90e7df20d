package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.RowOperation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Runs rows of one operation as JDBC batches, on one connection. Not thread-safe.
 *
 * <p>A key that is NULL finds the row whose key is NULL.
 */
final class RowStatements implements AutoCloseable {

    private final Connection connection;
    private final TableToWrite table;
    private final TableRows rows;
    private final ValueBinder[] binders;
    private final List<Integer> inserted;
    private final List<Integer> set;
    private final List<Integer> keys;
    private final Optional<String> upsert;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    RowStatements(Connection connection, TableToWrite table) {
        this.connection = connection;
        this.table = table;
        this.rows = table.rows();
        this.binders = rows.binders(table.statements().dialect());
        this.keys = rows.keys().stream().map(rows::index).toList();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            all.add(i);
        }
        this.set = all.stream().filter(column -> !keys.contains(column)).toList();
        this.inserted = table.skipKeyWrites() ? set : all;
        this.upsert = Optional.ofNullable(table.upsert());
    }

    RowCounts run(RowOperation operation, List<InternalRow> batch) throws SQLException {
        return switch (operation) {
            case INSERT -> {
                insert(batch);
                yield RowCounts.of(RowOperation.INSERT, batch.size());
            }
            case UPDATE -> {
                long missed = update(batch).size();
                yield RowCounts.of(RowOperation.UPDATE, batch.size() - missed).withUnmatched(missed);
            }
            case UPSERT -> {
                upsert(batch);
                yield RowCounts.of(RowOperation.UPSERT, batch.size());
            }
            case DELETE -> {
                long missed = delete(batch).size();
                yield RowCounts.of(RowOperation.DELETE, batch.size() - missed).withUnmatched(missed);
            }
            case SKIP -> throw new IllegalArgumentException("A row that is skipped is not written.");
        };
    }

    private void insert(List<InternalRow> batch) throws SQLException {
        if (!batch.isEmpty()) {
            PreparedStatement statement = statement(() -> table.statements().insert(table.name(), names(inserted)));
            for (InternalRow row : batch) {
                bind(statement, 1, row, inserted);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Where the database has no statement for it: updates, and inserts for those that met no row. */
    private void upsert(List<InternalRow> batch) throws SQLException {
        List<InternalRow> rest = batch;
        if (upsert.isPresent()) {
            PreparedStatement statement = statement(upsert::get);
            rest = new ArrayList<>();
            for (InternalRow row : batch) {
                if (rows.nullKeys(row).isEmpty()) {
                    bind(statement, 1, row, inserted);
                    statement.addBatch();
                } else {
                    rest.add(row);
                }
            }
            if (rest.size() < batch.size()) {
                statement.executeBatch();
            }
        }
        insert(update(rest));
    }

    /** @return rows that met none in the table */
    private List<InternalRow> update(List<InternalRow> batch) throws SQLException {
        return byKey(
                batch, nulls -> table.statements().update(table.name(), names(set), rows.keys(), nulls), set, true);
    }

    /** @return rows that met none in the table */
    private List<InternalRow> delete(List<InternalRow> batch) throws SQLException {
        return byKey(batch, nulls -> table.statements().delete(table.name(), rows.keys(), nulls), List.of(), false);
    }

    /** SQL of a statement that finds rows by their keys, of which some are NULL. */
    @FunctionalInterface
    private interface KeyedSql {
        String of(Set<String> nullKeys);
    }

    /** @param repeatable whether a statement that has been run once finds the same rows again */
    private List<InternalRow> byKey(List<InternalRow> batch, KeyedSql sql, List<Integer> columns, boolean repeatable)
            throws SQLException {
        Map<Set<String>, List<InternalRow>> byNulls = new LinkedHashMap<>();
        batch.forEach(row -> byNulls.computeIfAbsent(rows.nullKeys(row), nulls -> new ArrayList<>())
                .add(row));
        List<InternalRow> missed = new ArrayList<>();
        for (Map.Entry<Set<String>, List<InternalRow>> group : byNulls.entrySet()) {
            Set<String> nulls = group.getKey();
            List<Integer> found = keys.stream()
                    .filter(key -> !nulls.contains(rows.columns().get(key)))
                    .toList();
            PreparedStatement statement = statement(() -> sql.of(nulls));
            for (InternalRow row : group.getValue()) {
                bind(statement, bind(statement, 1, row, columns), row, found);
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                InternalRow row = group.getValue().get(i);
                boolean unknown = repeatable && counts[i] == Statement.SUCCESS_NO_INFO;
                if (counts[i] == 0 || unknown && !met(statement, row, columns, found)) {
                    missed.add(row);
                }
            }
        }
        return missed;
    }

    /** For drivers that count nothing in batches: the same statement once more, which changes nothing. */
    private boolean met(PreparedStatement statement, InternalRow row, List<Integer> columns, List<Integer> found)
            throws SQLException {
        bind(statement, bind(statement, 1, row, columns), row, found);
        return statement.executeUpdate() > 0;
    }

    /** Whether the table has this very row, with the same values in all columns that an insert gives. */
    boolean isThere(InternalRow row) throws SQLException {
        Set<String> nulls = new HashSet<>();
        List<Integer> valued = new ArrayList<>();
        for (int column : inserted) {
            if (rows.isNull(row, column)) {
                nulls.add(rows.columns().get(column));
            } else {
                valued.add(column);
            }
        }
        PreparedStatement statement = statement(() -> table.statements().count(table.name(), names(inserted), nulls));
        bind(statement, 1, row, valued);
        try (ResultSet found = statement.executeQuery()) {
            return found.next() && found.getLong(1) > 0;
        }
    }

    private int bind(PreparedStatement statement, int from, InternalRow row, List<Integer> columns)
            throws SQLException {
        int parameter = from;
        for (int i = 0; i < columns.size(); i++) {
            rows.bind(binders, statement, parameter++, row, columns.get(i));
        }
        return parameter;
    }

    private List<String> names(List<Integer> columns) {
        return columns.stream().map(rows.columns()::get).toList();
    }

    private PreparedStatement statement(Supplier<String> sql) throws SQLException {
        String text = sql.get();
        PreparedStatement statement = prepared.get(text);
        if (statement == null) {
            statement = connection.prepareStatement(text);
            statement.setQueryTimeout((int) table.limits().timeout().toSeconds());
            prepared.put(text, statement);
        }
        statement.clearBatch();
        return statement;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
    }
}
