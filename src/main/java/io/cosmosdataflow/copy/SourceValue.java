package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.convert.ColumnType;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A value of the source on its way to the sink.
 *
 * @param name in the source, for messages
 * @param type that the column has
 * @param declared type that the definitions give it, to be converted to
 * @param json whether it is the JSON text of a value
 */
record SourceValue(String name, Column column, ColumnType type, Optional<ColumnType> declared, boolean json) {

    SourceValue {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(declared, "declared");
    }
}
