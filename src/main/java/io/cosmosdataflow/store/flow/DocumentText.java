package io.cosmosdataflow.store.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Columns as the text of a JSON document, by Spark's own writer: times as {@code 2020-02-03T04:05:06.120Z}, bytes
 * in Base64, decimals as numbers with all their digits.
 *
 * @param keepNulls whether a null becomes a member; Data Factory's JSON sink leaves it out
 * @param dateFormat empty for {@code yyyy-MM-dd}
 * @param timestampFormat empty for ISO 8601
 */
public record DocumentText(boolean keepNulls, String dateFormat, String timestampFormat) {

    public Column of(Dataset<Row> rows, List<String> columns) {
        Column[] members =
                columns.stream().map(name -> FlowNames.column(rows, name)).toArray(Column[]::new);
        Map<String, String> options = new LinkedHashMap<>();
        options.put("ignoreNullFields", String.valueOf(!keepNulls));
        if (!dateFormat.isEmpty()) {
            options.put("dateFormat", dateFormat);
        }
        if (!timestampFormat.isEmpty()) {
            options.put("timestampFormat", timestampFormat);
        }
        return columns.isEmpty() ? functions.lit("{}") : functions.to_json(functions.struct(members), options);
    }
}
