package io.cosmosdataflow.copy;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows for the sink.
 *
 * @param rows lazily mapped
 * @param lostColumns names that later documents have and the first one does not, so that their values are lost;
 *     to be asked once the rows have been written
 */
public record MappedRows(Dataset<Row> rows, Supplier<List<String>> lostColumns) {

    static MappedRows complete(Dataset<Row> rows) {
        return new MappedRows(rows, List::of);
    }
}
