package io.cosmosdataflow.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/**
 * A column of a source, or a field inside of it.
 *
 * @param fields the names of the fields from the column inwards; empty for the column itself
 * @param type that of the value at the end of the path
 */
public record ColumnPath(String column, List<String> fields, DataType type) {

    public ColumnPath {
        Objects.requireNonNull(column, "column");
        fields = List.copyOf(fields);
        Objects.requireNonNull(type, "type");
    }

    public static ColumnPath of(String column, DataType type) {
        return new ColumnPath(column, List.of(), type);
    }

    public ColumnPath field(String name, DataType of) {
        List<String> deeper = new ArrayList<>(fields);
        deeper.add(name);
        return new ColumnPath(column, deeper, of);
    }
}
