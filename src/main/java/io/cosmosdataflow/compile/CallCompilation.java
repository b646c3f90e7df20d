package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.struct;

import io.cosmosdataflow.demand.HttpCall;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.conversion.Conversions;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.ExternalCall;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.node.TextFormat;
import io.cosmosdataflow.spark.JsonWriter;
import io.cosmosdataflow.spark.NamedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The request of each row as JSON, and what the answer says as columns. */
final class CallCompilation {

    private static final DataType HEADERS = DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);
    private static final String READ = "$$READ";

    private CallCompilation() {}

    static Dataset<Row> compile(ExternalCall node, Dataset<Row> input, ColumnBuilder columns, ExternalCalls calls) {
        Column[] request = node.request().stream()
                .map(output -> columns.column(output.value()).as(output.column().name()))
                .toArray(Column[]::new);
        Column object = struct(request);
        Column body =
                JsonWriter.text(object, input.select(object).schema().apply(0).dataType(), false);
        Dataset<Row> rows = calls.call(node, NamedColumns.with(input, ExternalCalls.REQUEST, body));
        HttpCall.Answer answer = node.call().answer();
        TextFormat format = TextFormat.ofJson(answer.form());
        List<Column> selected = new ArrayList<>();
        for (Output output : node.columns()) {
            String slot = output.column().slot();
            DataType type = output.column().type();
            Optional<String> made = Optional.of(slot);
            if (made.equals(answer.body()) && Types.isNested(type)) {
                rows = NamedColumns.with(rows, READ, Parsing.read(answer("body"), type, format));
                selected.add(Parsing.converted(ColumnBuilder.slot(READ), type, format)
                        .as(slot));
            } else if (made.equals(answer.body())) {
                selected.add(converted("body", DataTypes.StringType, output));
            } else if (made.equals(answer.headers())) {
                selected.add(converted("headers", HEADERS, output));
            } else if (made.equals(answer.status())) {
                selected.add(converted("status", DataTypes.IntegerType, output));
            } else {
                selected.add(Projections.named(output, columns));
            }
        }
        node.shape().schema().marks().forEach(mark -> selected.add(ColumnBuilder.slot(mark.column())));
        return rows.select(selected.toArray(Column[]::new));
    }

    private static Column answer(String part) {
        return ColumnBuilder.slot(ExternalCalls.RESPONSE).getField(part);
    }

    private static Column converted(String part, DataType from, Output output) {
        return Conversions.convert(answer(part), from, output.column().type())
                .as(output.column().slot());
    }
}
