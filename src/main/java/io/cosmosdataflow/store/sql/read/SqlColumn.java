package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.type.InterimType;
import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * A column of a result.
 *
 * @param index in the result, from 1
 * @param nativeType as the driver names it, in lower case
 * @param carrier of the values in the Dataset
 */
record SqlColumn(String name, int index, String nativeType, InterimType interim, DataType carrier)
        implements Serializable {

    SqlColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(nativeType, "nativeType");
        Objects.requireNonNull(interim, "interim");
        Objects.requireNonNull(carrier, "carrier");
    }

    StructField field() {
        return new StructField(name, carrier, true, interim.metadata());
    }

    /** Whole numbers, and dates with or without a time: what ranges can be made of. */
    boolean ranges() {
        return whole() || interim == InterimType.DATETIME || interim == InterimType.DATE;
    }

    boolean whole() {
        return switch (interim) {
            case BYTE, SBYTE, INT16, INT32, INT64, UINT16, UINT32 -> true;
            case DECIMAL -> ((org.apache.spark.sql.types.DecimalType) carrier).scale() == 0;
            default -> false;
        };
    }

    /** Whether the database's {@code =} of it and a text is true wherever Spark's is. */
    boolean comparesTexts() {
        return interim == InterimType.STRING && nativeType.matches(".*char.*");
    }

    SqlColumn at(int position) {
        return new SqlColumn(name, position, nativeType, interim, carrier);
    }
}
