package io.cosmosdataflow.store.sql.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * How a database tells of the partitions of a table.
 *
 * @param query gives a row of texts for each partition, its name first
 * @param parameters of the query; null for NULL
 * @param selection from such a row to what is selected
 */
public record TablePartitions(String query, List<String> parameters, Function<String[], Selection> selection) {

    /** What follows {@code FROM} and {@code WHERE}; the second is empty for all rows. */
    public record Selection(String from, String condition) {}

    public TablePartitions {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(selection, "selection");
    }

    /** Partitions that are selected from by their names; the query asks for those of a schema or NULL, and a table. */
    public static TablePartitions named(String query, TableName table, SqlDialect dialect) {
        return new TablePartitions(
                query,
                Arrays.asList(table.schema().isEmpty() ? null : table.schema(), table.table()),
                row -> new Selection(dialect.quote(table) + " PARTITION (" + dialect.quote(row[0]) + ")", ""));
    }
}
