package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.project.ExactNames;
import io.cosmosdataflow.spark.PlainNumbers;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Typed columns as the texts that a data flow writes to delimited text: as Spark's writer has them, {@code true}
 * and {@code 2020-02-03T04:05:06.000Z}; but numbers as {@link PlainNumbers}, and no digit of a second is lost. The Copy
 * activity writes other booleans and times.
 *
 * @param dateFormat pattern; empty for ISO 8601
 * @param timestampFormat pattern; empty for ISO 8601
 */
record FlowText(String dateFormat, String timestampFormat) {

    private static final String ALL_DIGITS = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX";
    private static final String TIMESTAMP = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

    Dataset<Row> of(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            columns.add(text(ExactNames.column(rows, field.name()), field).as(field.name()));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    private Column text(Column value, StructField field) {
        DataType type = field.dataType();
        if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
            throw JobException.of(
                    ErrorCode.SchemaMismatch,
                    "Column '" + field.name() + "' is " + type.simpleString()
                            + ", which delimited text cannot hold. Make it a text with a stringify transformation,"
                            + " or leave it out of the sink's mapping.");
        }
        if (type instanceof TimestampType) {
            return timestampFormat.isEmpty() ? time(value) : functions.date_format(value, timestampFormat);
        }
        if (type instanceof DateType && !dateFormat.isEmpty()) {
            return functions.date_format(value, dateFormat);
        }
        return type instanceof BinaryType
                ? functions.regexp_replace(functions.base64(value), "[\r\n]", "")
                : PlainNumbers.text(value, type);
    }

    /** Milliseconds, as Spark writes them, and microseconds where there are some. */
    private static Column time(Column value) {
        Column micros = functions.date_format(value, "SSSSSS").substr(4, 3);
        return functions
                .when(micros.notEqual("000"), functions.date_format(value, ALL_DIGITS))
                .otherwise(functions.date_format(value, TIMESTAMP));
    }
}
