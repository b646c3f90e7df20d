package io.cosmosdataflow.store.sql.write;

import java.util.List;

/**
 * How rows of a table are found.
 *
 * @param columns of the rows that come; empty if there are inserts only
 * @param skipWrites whether these columns are left to the database
 */
public record RowKeys(List<String> columns, boolean skipWrites) {

    public static final RowKeys NONE = new RowKeys(List.of(), false);

    public RowKeys {
        columns = List.copyOf(columns);
    }

    /** Columns that are written, too. */
    public static RowKeys of(List<String> columns) {
        return new RowKeys(columns, false);
    }
}
