package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.sql.dialect.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;

/**
 * The table that is written, as the database describes it.
 *
 * @param primaryKey columns in the order of the key; empty if there is none
 * @param uniqueKeys columns of each unique index, the primary key's among them
 */
public record TargetTable(
        TableName name, List<TargetColumn> columns, List<String> primaryKey, List<Set<String>> uniqueKeys) {

    public TargetTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = List.copyOf(uniqueKeys);
    }

    /** Empty if there is no such table. */
    static Optional<TargetTable> find(Connection connection, WriteStatements statements, TableName name)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(statements.nothing(name))) {
            ResultSetMetaData metadata = none.getMetaData();
            List<TargetColumn> columns = new ArrayList<>();
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                columns.add(new TargetColumn(
                        metadata.getColumnName(i),
                        metadata.getColumnType(i),
                        metadata.getColumnTypeName(i),
                        metadata.getPrecision(i),
                        metadata.getScale(i)));
            }
            Place place = Place.of(connection, metadata, name);
            return Optional.of(
                    new TargetTable(name, columns, primaryKey(connection, place), uniqueKeys(connection, place)));
        } catch (SQLException e) {
            if (statements.missing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** By its very name, else by the one name that differs in upper and lower case only. */
    public Optional<TargetColumn> column(String name) {
        Optional<TargetColumn> exact =
                columns.stream().filter(each -> each.name().equals(name)).findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        List<TargetColumn> folded = columns.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .toList();
        return folded.size() == 1 ? Optional.of(folded.get(0)) : Optional.empty();
    }

    /** For messages. */
    public String columnNames() {
        return columns.stream().map(TargetColumn::name).collect(Collectors.joining(", "));
    }

    /** Where the database keeps it, in its own spelling where the driver tells. */
    private record Place(String catalog, String schema, String table) {

        static Place of(Connection connection, ResultSetMetaData metadata, TableName name) throws SQLException {
            String catalog = StringUtils.defaultIfEmpty(metadata.getCatalogName(1), connection.getCatalog());
            String schema = StringUtils.defaultIfEmpty(metadata.getSchemaName(1), name.schema());
            String table = StringUtils.defaultIfEmpty(metadata.getTableName(1), name.table());
            String known = schema.isEmpty() ? connection.getSchema() : schema;
            return new Place(catalog, StringUtils.trimToNull(known), table);
        }
    }

    private static List<String> primaryKey(Connection connection, Place place) throws SQLException {
        Map<Short, String> key = new TreeMap<>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet rows = metadata.getPrimaryKeys(place.catalog(), place.schema(), place.table())) {
            while (rows.next()) {
                key.put(rows.getShort("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(key.values());
    }

    private static List<Set<String>> uniqueKeys(Connection connection, Place place) throws SQLException {
        Map<String, Set<String>> keys = new TreeMap<>();
        Set<String> partial = new HashSet<>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet rows = metadata.getIndexInfo(place.catalog(), place.schema(), place.table(), true, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (index != null && column != null) {
                    keys.computeIfAbsent(index, name -> new HashSet<>()).add(column);
                    if (rows.getString("FILTER_CONDITION") != null) {
                        partial.add(index);
                    }
                }
            }
        }
        keys.keySet().removeAll(partial);
        return List.copyOf(keys.values());
    }
}
