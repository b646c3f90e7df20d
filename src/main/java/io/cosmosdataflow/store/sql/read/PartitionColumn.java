package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.sql.dialect.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the column by which a table is divided: the first of its primary key, else of an index, if ranges can be made
 * of it. Source: Microsoft Learn, connector-azure-sql-database, {@code partitionColumnName}.
 */
record PartitionColumn(SqlDatabase database, TableName table, String what) {

    /** @param columns of the table; empty if any will do */
    Optional<String> find(Connection connection, List<SqlColumn> columns) {
        try {
            DatabaseMetaData catalogue = connection.getMetaData();
            boolean catalogs = database.dialect().schemasAreCatalogs();
            String schema = !table.schema().isEmpty() ? table.schema() : catalogs ? null : connection.getSchema();
            String in = catalogs && schema != null ? schema : connection.getCatalog();
            String under = catalogs ? null : schema;
            Map<Integer, String> key = new TreeMap<>();
            try (ResultSet keys = catalogue.getPrimaryKeys(in, under, table.table())) {
                while (keys.next()) {
                    key.put(keys.getInt("KEY_SEQ"), keys.getString("COLUMN_NAME"));
                }
            }
            Optional<String> found = key.values().stream().findFirst().filter(name -> divides(name, columns));
            return found.isPresent() ? found : index(catalogue, in, under, columns);
        } catch (SQLException e) {
            throw SqlFaults.reading(database, what, e);
        }
    }

    private Optional<String> index(DatabaseMetaData catalogue, String in, String under, List<SqlColumn> columns)
            throws SQLException {
        try (ResultSet indexes = catalogue.getIndexInfo(in, under, table.table(), false, true)) {
            while (indexes.next()) {
                String name = indexes.getString("COLUMN_NAME");
                if (name != null && indexes.getInt("ORDINAL_POSITION") == 1 && divides(name, columns)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean divides(String name, List<SqlColumn> columns) {
        return columns.isEmpty()
                || columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name) && column.ranges());
    }
}
