package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.TableName;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SQL of writes. Values are always parameters, in the order that each method says; identifiers are quoted. The
 * embedded database has standard SQL in all its modes.
 */
record WriteStatements(SqlDatabase database) implements Serializable {

    /** Whether an answer of the driver says that there is no such table, schema or database. */
    boolean missing(SQLException thrown) {
        String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
        return dialect().tableMissing(state, thrown.getErrorCode()) || dialect().schemaMissing(thrown.getErrorCode());
    }

    SqlDialect dialect() {
        return database.dialect();
    }

    private String quoted(String identifier) {
        return dialect().quote(identifier);
    }

    String table(TableName name) {
        return dialect().quote(name);
    }

    /** A query without rows, for the columns. */
    String nothing(TableName name) {
        return "SELECT * FROM " + table(name) + " WHERE 1 = 0";
    }

    /** Parameters: the columns. */
    String insert(TableName name, List<String> columns) {
        return "INSERT INTO " + table(name) + " (" + dialect().list(columns) + ") VALUES (" + SqlDialect.marks(columns)
                + ")";
    }

    /** Parameters: the columns to set, then the keys that are not null. A table of keys alone sets nothing new. */
    String update(TableName name, List<String> set, List<String> keys, Set<String> nullKeys) {
        String assigned = set.isEmpty()
                ? dialect().assignments(keys.subList(0, 1), key -> key)
                : dialect().assignments(set, column -> "?");
        return "UPDATE " + table(name) + " SET " + assigned + where(keys, nullKeys);
    }

    /** How many rows have these values. Parameters: the columns that are not null. */
    String count(TableName name, List<String> columns, Set<String> nulls) {
        return "SELECT COUNT(*) FROM " + table(name) + where(columns, nulls);
    }

    /** Parameter: the key. */
    String select(TableName name, List<String> columns, String key) {
        return "SELECT " + dialect().list(columns) + " FROM " + table(name) + where(List.of(key), Set.of());
    }

    /** Parameters: the keys that are not null. */
    String delete(TableName name, List<String> keys, Set<String> nullKeys) {
        return "DELETE FROM " + table(name) + where(keys, nullKeys);
    }

    /**
     * One statement that updates or inserts, atomically. Parameters: the columns.
     *
     * @return empty where the database has none that goes by exactly these keys
     */
    Optional<String> upsert(TargetTable table, List<String> columns, List<String> keys) {
        List<String> set =
                columns.stream().filter(column -> !keys.contains(column)).toList();
        boolean unique = table.uniqueKeys().contains(Set.copyOf(keys));
        return unique && columns.containsAll(keys)
                ? dialect()
                        .orUpdate(keys, set, table.uniqueKeys().size())
                        .map(update -> insert(table.name(), columns) + update)
                : Optional.empty();
    }

    /** @param columns DDL type by name, in order */
    String create(TableName name, Map<String, String> columns) {
        return "CREATE TABLE " + table(name) + " ("
                + columns.entrySet().stream()
                        .map(column -> quoted(column.getKey()) + " " + column.getValue())
                        .collect(Collectors.joining(", "))
                + ")";
    }

    String drop(TableName name) {
        return "DROP TABLE " + table(name);
    }

    String truncate(TableName name) {
        return "TRUNCATE TABLE " + table(name);
    }

    private String where(List<String> keys, Set<String> nullKeys) {
        return keys.stream()
                .map(key -> quoted(key) + (nullKeys.contains(key) ? " IS NULL" : " = ?"))
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }
}
