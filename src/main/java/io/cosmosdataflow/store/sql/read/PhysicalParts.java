package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.dialect.TablePartitions;
import io.cosmosdataflow.store.sql.dialect.TablePartitions.Selection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The partitions that a table has in its database ({@code PhysicalPartitionsOfTable}), as far as the database tells;
 * a table without any is one part.
 *
 * <p>Source: Microsoft Learn, "Parallel copy" of the connectors' pages; each database's catalogue.
 */
record PhysicalParts(SqlDatabase database, TableName table, List<String> wanted, String what) {

    /** Parts that select columns by name, since a partition may have them in another order. */
    List<SqlPart> ofTable(Connection connection) {
        Optional<TablePartitions> partitions = database.dialect().partitions(table);
        List<SqlPart> parts = new ArrayList<>();
        for (String[] row : rows(connection)) {
            Selection found = partitions.orElseThrow().selection().apply(row);
            parts.add(new SqlPart.Select(found.from(), found.condition()));
        }
        String from = database.dialect().quote(table);
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
        Optional<TablePartitions> partitions = database.dialect().partitions(table);
        if (partitions.isEmpty()) {
            return List.of();
        }
        List<String[]> rows = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(partitions.get().query())) {
            List<String> parameters = partitions.get().parameters();
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
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
