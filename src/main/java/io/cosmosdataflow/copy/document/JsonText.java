package io.cosmosdataflow.copy.document;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.cosmosdataflow.spark.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes documents, from values that are JSON texts or from typed columns. */
public final class JsonText {

    /** A value and the names of the objects that it is in, its own name last. */
    public record Placed(List<String> path, Column value) {

        public Placed {
            path = List.copyOf(path);
        }
    }

    private JsonText() {}

    /**
     * One object of typed columns; members in the order of first appearance, nulls are kept. No path may lead through
     * another.
     *
     * @param rows that the values are columns of
     */
    public static Column ofColumns(Dataset<Row> rows, List<Placed> values) {
        return written(rows, nested(values));
    }

    /** One object of values that are JSON texts; a null column is a JSON null. */
    public static Column ofJson(List<Placed> values) {
        List<Column> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        object(values, literal, pieces);
        pieces.add(lit(literal.toString()));
        return concat(pieces.toArray(Column[]::new));
    }

    /** A typed column as a JSON text. */
    public static Column of(Dataset<Row> rows, Column value) {
        Column wrapped = written(rows, struct(value.as("v")));
        return wrapped.substr(
                lit(6), org.apache.spark.sql.functions.length(wrapped).minus(6));
    }

    private static Column written(Dataset<Row> rows, Column object) {
        return JsonWriter.text(object, rows.select(object).schema().apply(0).dataType(), true);
    }

    private static Column nested(List<Placed> values) {
        return struct(byFirst(values).entrySet().stream()
                .map(entry -> (leaf(entry.getValue())
                                ? entry.getValue().get(0).value()
                                : nested(below(entry.getValue())))
                        .as(entry.getKey()))
                .toArray(Column[]::new));
    }

    private static void object(List<Placed> values, StringBuilder literal, List<Column> pieces) {
        char before = '{';
        for (Map.Entry<String, List<Placed>> entry : byFirst(values).entrySet()) {
            literal.append(before)
                    .append('"')
                    .append(JsonStringEncoder.getInstance().quoteAsString(entry.getKey()))
                    .append("\":");
            if (leaf(entry.getValue())) {
                pieces.add(lit(literal.toString()));
                literal.setLength(0);
                pieces.add(coalesce(entry.getValue().get(0).value(), lit("null")));
            } else {
                object(below(entry.getValue()), literal, pieces);
            }
            before = ',';
        }
        literal.append('}');
    }

    private static Map<String, List<Placed>> byFirst(List<Placed> values) {
        Map<String, List<Placed>> byFirst = new LinkedHashMap<>();
        values.forEach(value -> byFirst.computeIfAbsent(value.path().get(0), name -> new ArrayList<>())
                .add(value));
        return byFirst;
    }

    private static boolean leaf(List<Placed> values) {
        return values.get(0).path().size() == 1;
    }

    private static List<Placed> below(List<Placed> values) {
        return values.stream()
                .map(value -> new Placed(value.path().subList(1, value.path().size()), value.value()))
                .toList();
    }
}
