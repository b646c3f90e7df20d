package io.cosmosdataflow.plan.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.script.ScriptParser;
import io.cosmosdataflow.script.ScriptText;
import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is worked out without Spark has the value that Spark gives. */
class PlainConstantsTest {

    private static TypedExpression typed(String text) {
        Issues issues = new Issues();
        FlowNames flow = new FlowNames(Map.of(), Map.of(), Map.of(), FlowRows.START, true);
        TypedExpression typed = new ExpressionAnalyzer(ExpressionScope.withoutColumns(flow), issues)
                .analyze(ScriptParser.expression(ScriptText.of(text, "test"), issues)
                        .orElseThrow());
        assertThat(issues.all()).isEmpty();
        return typed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'string' == 'string'",
                "'string' == 'STRING'",
                "1 != 2",
                "'a' == 'a' && 'b' == 'c'",
                "'a' == 'b' || 3 == 3",
                "!('a' == 'b')",
                "in(['a', 'b'], 'b')",
                "in(['a', 'b'], 'c')",
                "!in([1, 2], 2)",
                "'name' + '_x'",
                "concat('a', 'b', '')",
                "startsWith('OrderId', 'Order')",
                "endsWith('OrderId', 'order')",
                "like('yearly', '%year%')",
                "like('a%c', 'a\\\\%c')",
                "like('a.c', 'a_c')",
                "like('abc', 'a.c')",
                "instr('banana', 'na')",
                "instr('banana', 'x')",
                "length('Zoë 😀')",
                "lower('ÄB') + upper('äb')",
                "3 > 2",
                "3 <= 2",
                "2 < 3 && 3 >= 3"
            })
    void theValueIsSparks(String text) {
        TypedExpression expression = typed(text);

        assertThat(PlainConstants.value(expression)).isPresent();
        assertThat(PlainConstants.value(expression))
                .isEqualTo(ConstantEvaluation.bySpark(List.of(expression), FlowRows.START)
                        .get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null() == 'a'", "1.5 > 1", "in(['a', null()], 'b')", "trim(' a ')", "1 == '1'"})
    void whatIsLessPlainIsLeftToSpark(String text) {
        assertThat(PlainConstants.value(typed(text))).isEmpty();
    }
}
