package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.NamedColumns;
import io.cosmosdataflow.store.type.PlainNumbers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Typed values as delimited text has them: times in ISO 8601 (a point in time in
 * UTC with {@code Z}), booleans and numbers as .NET writes them ({@code True},
 * {@code 8} for a double), bytes in Base64.
 */
final class ValueText {

    private static final String TIME = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS";
    private static final String ENDING_ZEROS = "\\.?0+$";

    private ValueText() {}

    static Column of(Dataset<Row> data, StructField field) {
        Column value = column(data, field.name());
        return of(value, field.dataType()).as(field.name());
    }

    /** The column of that very name, whatever characters it has. */
    static Column column(Dataset<Row> data, String name) {
        return NamedColumns.column(data, name);
    }

    private static Column of(Column value, DataType type) {
        if (type instanceof StringType) {
            return value;
        }
        if (type instanceof TimestampType) {
            Column utc = functions.to_utc_timestamp(value, functions.expr("current_timezone()"));
            return functions.concat(time(utc), functions.lit("Z"));
        }
        if (type instanceof TimestampNTZType) {
            return time(value);
        }
        if (type instanceof BooleanType) {
            return functions
                    .when(value.isNull(), functions.lit(null).cast("string"))
                    .when(value, "True")
                    .otherwise("False");
        }
        if (type instanceof BinaryType) {
            // Spark 3.4 breaks the text into lines
            return functions.regexp_replace(functions.base64(value), "[\r\n]", "");
        }
        return PlainNumbers.text(value, type);
    }

    private static Column time(Column value) {
        return functions.regexp_replace(functions.date_format(value, TIME), ENDING_ZEROS, "");
    }
}
