package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.col;

import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.ShownValue;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.expression.ExpressionAnalyzer;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.FlowNames;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.ScriptParser;
import io.cosmosdataflow.script.ScriptText;
import io.cosmosdataflow.testing.FlowRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * What examples give, from their text through parser, analysis and compiler: those of scalar functions in one
 * job, and so those of aggregates and of windows. What goes wrong with an example is its result.
 */
final class ExampleResults {

    private final SparkSession session = FlowRows.session();
    private final Map<String, String> results = new HashMap<>();

    String of(Kind kind, String expression) {
        return results.computeIfAbsent(expression, text -> {
            evaluate(kind, List.of(text));
            return results.get(text);
        });
    }

    void evaluate(Kind kind, List<String> expressions) {
        List<String> texts = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (String text : expressions) {
            column(kind, text).ifPresent(column -> {
                texts.add(text);
                columns.add(column.as("example" + columns.size()));
            });
        }
        try {
            show(texts, run(kind, columns));
        } catch (AnalysisException e) {
            for (int i = 0; i < texts.size(); i++) {
                evaluateAlone(kind, texts.get(i), columns.get(i));
            }
        }
    }

    private void evaluateAlone(Kind kind, String text, Column column) {
        try {
            show(List.of(text), run(kind, List.of(column)));
        } catch (AnalysisException e) {
            results.put(text, "refused by Spark: " + e.getMessage());
        }
    }

    private Optional<Column> column(Kind kind, String text) {
        Issues issues = new Issues();
        Optional<Expression> expression = ScriptParser.expression(ScriptText.of(text, "example"), issues);
        FlowNames flow = new FlowNames(Map.of(), Map.of(), Map.of(), FlowRows.START, true);
        ExpressionScope scope =
                ExpressionScope.of(flow, SampleStream.schema(), Map.of()).withKinds(Kind.SCALAR, Kind.STREAM, kind);
        try {
            Optional<Column> column = expression
                    .map(each -> new ExpressionAnalyzer(scope, issues).analyze(each))
                    .filter(typed -> !issues.hasErrors())
                    .map(typed -> builder(kind).column(typed));
            if (column.isEmpty()) {
                results.put(text, "refused: " + issues.all());
            }
            return column;
        } catch (RuntimeException e) {
            results.put(text, "failed: " + e);
            return Optional.empty();
        }
    }

    private static ColumnBuilder builder(Kind kind) {
        ColumnBuilder builder = ColumnBuilder.of(FlowRows.START);
        UnaryOperator<Column> over = function -> function.over(Window.orderBy(col("sales")));
        return kind == Kind.WINDOW ? builder.withWindow(over, over) : builder;
    }

    private Dataset<Row> run(Kind kind, List<Column> columns) throws AnalysisException {
        Dataset<Row> rows = SampleStream.rows(session);
        Column[] all = columns.toArray(Column[]::new);
        // Sources refuse nothing that the analysis let through; so the declared exception is Spark's own.
        return switch (kind) {
            case AGGREGATE -> rows.groupBy().agg(all[0], java.util.Arrays.copyOfRange(all, 1, all.length));
            case WINDOW -> rows.select(all);
            default -> rows.limit(1).select(all);
        };
    }

    private void show(List<String> texts, Dataset<Row> shown) {
        List<Row> rows = shown.collectAsList();
        for (int i = 0; i < texts.size(); i++) {
            int column = i;
            results.put(
                    texts.get(i),
                    rows.stream()
                            .map(row -> ShownValue.of(
                                    row.get(column),
                                    shown.schema().fields()[column].dataType()))
                            .collect(Collectors.joining(", ")));
        }
    }
}
