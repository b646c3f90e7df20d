package io.cosmosdataflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.table.Functions;
import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Whoever adds a function adds what {@code scripts/bench functions} compares it with. */
class FunctionCaseTest {

    @Test
    void everyFunctionHasACaseThatSparkTakes() {
        List<FunctionCase> cases = FunctionCase.all();

        assertThat(cases.stream().map(FunctionCase::function).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Functions.all().stream().map(Function::name).toList());
        Dataset<Row> rows = FlowRows.session().range(1).selectExpr(FunctionBenchmark.columns());
        for (FunctionCase one : cases) {
            if (one.call().isPresent()) {
                assertThat(one.ours(rows).columns()).as(one.function()).containsExactly("x");
            }
            if (one.byHand().isPresent()) {
                assertThat(one.theirs(rows).columns()).as(one.function()).containsExactly("x");
            }
        }
    }
}
