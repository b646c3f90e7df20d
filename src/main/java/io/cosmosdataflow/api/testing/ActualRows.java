package io.cosmosdataflow.api.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.project.DocumentText;
import io.cosmosdataflow.run.flow.DataFlowPreview.Preview;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows of a stream as Data Factory writes them into JSON files, each with its policy as {@value
 * RowComparison#POLICY}.
 *
 * @param types of the columns, in their order
 */
record ActualRows(Map<String, DataType> types, List<ObjectNode> rows) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    static ActualRows of(String stream, Preview preview) {
        StreamSchema schema = preview.schema();
        Map<String, DataType> types = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        for (StreamColumn column : schema.columns()) {
            boolean typeless = Types.isUnknown(column.type());
            Column value = ColumnBuilder.slot(column.slot());
            if (types.put(column.name(), typeless ? DataTypes.StringType : column.type()) != null) {
                throw JobException.of(
                        ErrorCode.InvalidOptionValue,
                        "Stream '" + stream + "' has two columns '" + column.name()
                                + "', which JSON cannot tell apart. Expect a stream behind a select.");
            }
            columns.add((typeless ? value.cast(DataTypes.StringType) : value).as(column.name()));
        }
        Column policy = schema.marks().contains(RowMark.POLICY)
                ? ColumnBuilder.slot(RowMark.POLICY.column())
                : functions.lit(RowPolicy.INSERT.code());
        columns.add(policy.as(RowMark.POLICY.column()));
        Dataset<Row> named = preview.rows().select(columns.toArray(Column[]::new));
        Column document = new DocumentText(false, "", "").of(named, List.copyOf(types.keySet()));
        Dataset<Row> documents = named.select(document, ColumnBuilder.slot(RowMark.POLICY.column()));
        List<ObjectNode> rows = new Preview(schema, documents)
                .all().stream()
                        .map(row -> row(row.getString(0), ((Number) row.get(1)).byteValue()))
                        .toList();
        return new ActualRows(types, rows);
    }

    private static ObjectNode row(String document, byte policy) {
        try {
            ObjectNode row = (ObjectNode) JSON.readTree(document);
            return row.put(RowComparison.POLICY, RowPolicy.of(policy).word());
        } catch (JsonProcessingException e) {
            throw JobException.of(ErrorCode.Internal, "A row could not be written as JSON.", e);
        }
    }
}
