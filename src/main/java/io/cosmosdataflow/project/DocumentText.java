package io.cosmosdataflow.project;

import io.cosmosdataflow.spark.JsonWriter;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns as the text of a JSON document: times as {@code 2020-02-03T04:05:06.12Z}, bytes
 * in Base64, decimals as numbers with all digits of their scale.
 *
 * @param keepNulls whether a null becomes a member; Data Factory's JSON sink leaves it out
 * @param dateFormat empty for {@code yyyy-MM-dd}
 * @param timestampFormat empty for ISO 8601
 */
public record DocumentText(boolean keepNulls, String dateFormat, String timestampFormat) {

    public Column of(Dataset<Row> rows, List<String> columns) {
        Column[] members =
                columns.stream().map(name -> ExactNames.column(rows, name)).toArray(Column[]::new);
        StructType type = new StructType(
                columns.stream().map(name -> rows.schema().apply(name)).toArray(StructField[]::new));
        return columns.isEmpty()
                ? functions.lit("{}")
                : JsonWriter.text(functions.struct(members), type, keepNulls, dateFormat, timestampFormat);
    }
}
