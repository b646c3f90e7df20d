package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The partitions that a table has in its database ({@code PhysicalPartitionsOfTable}), as far as the database tells;
 * a table without any is one part.
 *
 * <p>Source: Microsoft Learn, "Parallel copy" of the connectors' pages; each database's catalogue.
 */
record PhysicalParts(SqlDatabase database, TableName table, List<String> wanted, String what) {

    private static final String POSTGRESQL =
            "SELECT relid::regclass::text FROM pg_partition_tree(CAST(? AS regclass)) WHERE isleaf ORDER BY 1";
    private static final String MYSQL = "SELECT DISTINCT PARTITION_NAME FROM information_schema.PARTITIONS"
            + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? AND PARTITION_NAME IS NOT NULL";
    private static final String ORACLE = "SELECT PARTITION_NAME FROM ALL_TAB_PARTITIONS"
            + " WHERE TABLE_OWNER = COALESCE(?, SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')) AND TABLE_NAME = ?";
    private static final String SQL_SERVER = "SELECT p.partition_number, pf.name, c.name FROM sys.partitions p"
            + " JOIN sys.indexes i ON i.object_id = p.object_id AND i.index_id = p.index_id AND i.index_id IN (0, 1)"
            + " JOIN sys.partition_schemes ps ON ps.data_space_id = i.data_space_id"
            + " JOIN sys.partition_functions pf ON pf.function_id = ps.function_id"
            + " JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id"
            + " AND ic.partition_ordinal = 1"
            + " JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id"
            + " WHERE p.object_id = OBJECT_ID(?) ORDER BY p.partition_number";

    /** Parts that select columns by name, since a partition may have them in another order. */
    List<SqlPart> ofTable(Connection connection) {
        SqlDialect dialect = database.dialect();
        String from = dialect.quote(table);
        List<SqlPart> parts = new ArrayList<>();
        for (String[] row : rows(connection)) {
            switch (database.kind()) {
                case POSTGRESQL -> parts.add(new SqlPart.Select(row[0], ""));
                case ORACLE, MYSQL, MARIADB -> parts.add(
                        new SqlPart.Select(from + " PARTITION (" + dialect.quote(row[0]) + ")", ""));
                case SQL_SERVER -> parts.add(new SqlPart.Select(
                        from, "$PARTITION." + dialect.quote(row[1]) + "(" + dialect.quote(row[2]) + ") = " + row[0]));
            }
        }
        return parts.isEmpty() ? List.of(new SqlPart.Select(from, "")) : parts;
    }

    /** A query with a hook for the partition's name. */
    List<SqlPart> ofQuery(Connection connection, QueryHooks query) {
        List<SqlPart> parts = new ArrayList<>();
        for (String[] row : rows(connection)) {
            parts.add(new SqlPart.Whole(SqlStatement.of(query.named(row[0]))));
        }
        String whole = query.named(database.dialect().quote(table));
        return parts.isEmpty() ? List.of(new SqlPart.Whole(SqlStatement.of(whole))) : parts;
    }

    private List<String[]> rows(Connection connection) {
        if (database.embedded()) {
            return List.of();
        }
        SqlDialect dialect = database.dialect();
        String sql =
                switch (database.kind()) {
                    case POSTGRESQL -> POSTGRESQL;
                    case SQL_SERVER -> SQL_SERVER;
                    case MYSQL, MARIADB -> MYSQL;
                    case ORACLE -> ORACLE;
                };
        List<String[]> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (sql.equals(POSTGRESQL) || sql.equals(SQL_SERVER)) {
                statement.setString(1, dialect.quote(table));
            } else {
                statement.setString(1, table.schema().isEmpty() ? null : table.schema());
                statement.setString(2, table.table());
            }
            try (ResultSet result = statement.executeQuery()) {
                int width = result.getMetaData().getColumnCount();
                while (result.next()) {
                    String[] row = new String[width];
                    for (int i = 0; i < width; i++) {
                        row[i] = result.getString(i + 1);
                    }
                    rows.add(row);
                }
            }
        } catch (SQLException e) {
            throw SqlFaults.reading(database, what, e);
        }
        if (!wanted.isEmpty()) {
            rows.removeIf(row -> wanted.stream().noneMatch(name -> same(name, row[0])));
        }
        return rows;
    }

    /** With or without its schema and its quotes. */
    private static boolean same(String wanted, String found) {
        String plain = found.replace("\"", "");
        String asked = wanted.replaceAll("[\"`\\[\\]]", "");
        return asked.equalsIgnoreCase(plain)
                || plain.toLowerCase(java.util.Locale.ROOT).endsWith("." + asked.toLowerCase(java.util.Locale.ROOT));
    }
}
