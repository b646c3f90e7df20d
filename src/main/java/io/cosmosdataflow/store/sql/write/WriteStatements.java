package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.definition.sql.SqlKind;
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
import java.util.stream.Stream;

/**
 * The SQL of writes. Values are always parameters, in the order that each method says; identifiers are quoted. The
 * embedded database has standard SQL in all its modes.
 */
record WriteStatements(SqlDatabase database) implements Serializable {

    private static final int UNKNOWN_DATABASE = 1049;

    SqlKind kind() {
        return database.kind();
    }

    boolean embedded() {
        return database.embedded();
    }

    /** Whether an answer of the driver says that there is no such table, schema or database. */
    boolean missing(SQLException thrown) {
        String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
        return dialect().tableMissing(state, thrown.getErrorCode())
                || mySql() && thrown.getErrorCode() == UNKNOWN_DATABASE;
    }

    private boolean mySql() {
        return !embedded() && (kind() == SqlKind.MYSQL || kind() == SqlKind.MARIADB);
    }

    private SqlDialect dialect() {
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
        return "INSERT INTO " + table(name) + " (" + list(columns) + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** Parameters: the columns to set, then the keys that are not null. A table of keys alone sets nothing new. */
    String update(TableName name, List<String> set, List<String> keys, Set<String> nullKeys) {
        String assigned = set.isEmpty()
                ? quoted(keys.get(0)) + " = " + quoted(keys.get(0))
                : set.stream().map(column -> quoted(column) + " = ?").collect(Collectors.joining(", "));
        return "UPDATE " + table(name) + " SET " + assigned + where(keys, nullKeys);
    }

    /** How many rows have these values. Parameters: the columns that are not null. */
    String count(TableName name, List<String> columns, Set<String> nulls) {
        return "SELECT COUNT(*) FROM " + table(name) + where(columns, nulls);
    }

    /** Parameter: the key. */
    String select(TableName name, List<String> columns, String key) {
        return "SELECT " + list(columns) + " FROM " + table(name) + where(List.of(key), Set.of());
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
        if (embedded() || !unique || !columns.containsAll(keys)) {
            return Optional.empty();
        }
        return switch (kind()) {
            case POSTGRESQL -> Optional.of(insert(table.name(), columns) + " ON CONFLICT (" + list(keys) + ") "
                    + (set.isEmpty() ? "DO NOTHING" : "DO UPDATE SET " + set(set, "EXCLUDED.", "")));
            case MYSQL, MARIADB -> table.uniqueKeys().size() > 1
                    ? Optional.empty()
                    : Optional.of(insert(table.name(), columns) + " ON DUPLICATE KEY UPDATE "
                            + set(set.isEmpty() ? keys : set, "VALUES(", ")"));
            case SQL_SERVER, ORACLE -> Optional.empty();
        };
    }

    /** @param columns DDL type by name, in order */
    String create(TableName name, Map<String, String> columns) {
        return "CREATE TABLE " + table(name) + " ("
                + columns.entrySet().stream()
                        .map(column -> quoted(column.getKey()) + " " + column.getValue())
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** Makes a schema unless it is there; empty where a schema is a database or a user. */
    Optional<String> createSchema(String schema) {
        if (embedded() || kind() == SqlKind.POSTGRESQL) {
            return Optional.of("CREATE SCHEMA IF NOT EXISTS " + quoted(schema));
        }
        return kind() == SqlKind.SQL_SERVER
                ? Optional.of("IF SCHEMA_ID(" + text(schema) + ") IS NULL EXEC("
                        + text("CREATE SCHEMA " + quoted(schema)) + ")")
                : Optional.empty();
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

    private String set(List<String> columns, String before, String after) {
        return columns.stream()
                .map(column -> quoted(column) + " = " + before + quoted(column) + after)
                .collect(Collectors.joining(", "));
    }

    private String list(List<String> columns) {
        return Stream.of(columns).flatMap(List::stream).map(this::quoted).collect(Collectors.joining(", "));
    }

    private static String text(String value) {
        return "N'" + value.replace("'", "''") + "'";
    }
}
