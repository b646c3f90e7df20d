package io.cosmosdataflow.bench;

import io.cosmosdataflow.compile.DataFlowCompiler;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.table.Functions;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.plan.stream.StreamName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A call of a function and Spark's nearest expression, as {@code src/test/resources/bench/functions.txt} has them.
 *
 * @param call empty where the function needs more than rows: a cache, an assertion, a join
 * @param byHand empty where Spark has nothing like it
 */
record FunctionCase(String function, Optional<String> call, Optional<String> byHand) {

    private static final String LIST = "/bench/functions.txt";

    static List<FunctionCase> all() {
        try (InputStream list = FunctionCase.class.getResourceAsStream(LIST)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ~ "))
                    .map(parts -> new FunctionCase(parts[0], given(parts[1]), given(parts[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(any -> !any.equals("-"));
    }

    private Kind kind() {
        return Functions.find(function).orElseThrow().kind();
    }

    /** One column, made by the transformation in which the function is at home. */
    Dataset<Row> ours(Dataset<Row> rows) {
        String statement =
                switch (kind()) {
                    case AGGREGATE -> "aggregate(groupBy(g), x = " + call.orElseThrow() + ")";
                    case WINDOW -> "window(over(g), asc(id, true), x = " + call.orElseThrow() + ")";
                    case SCALAR, STREAM -> "derive(x = " + call.orElseThrow() + ")";
                };
        Issues issues = new Issues();
        String script = "source(allowSchemaDrift: true, validateSchema: false) ~> Rows\nRows " + statement
                + " ~> Made\n" + "Made sink(allowSchemaDrift: true, validateSchema: false) ~> Out\n";
        DataFlowPlan plan = DataFlowAnalysis.analyze(
                ParsedFlow.of(function, script, issues),
                Factory.empty(),
                Map.of(),
                Facts.running(Map.of("Rows", rows.schema())),
                Instant.now(),
                issues);
        issues.throwIfErrors();
        return new DataFlowCompiler(plan, Map.of("Rows", rows))
                .stream(StreamName.of("Made")).select("x");
    }

    Dataset<Row> theirs(Dataset<Row> rows) {
        String expression = byHand.orElseThrow();
        return switch (kind()) {
            case AGGREGATE -> rows.groupBy("g")
                    .agg(functions.expr(expression).as("x"))
                    .select("x");
            case WINDOW -> rows.selectExpr(expression + " over (partition by g order by id) as x");
            case SCALAR, STREAM -> rows.selectExpr(expression + " as x");
        };
    }
}
