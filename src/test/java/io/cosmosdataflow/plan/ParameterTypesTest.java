package io.cosmosdataflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.FlowRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A parameter of a data flow has a value of its type, or the run does not begin.
 *
 * <p>Source: Microsoft Learn, data-flow-troubleshoot-errors, DF-Executor-InvalidType. That a text which is such a value is
 * taken for one is ours.
 */
class ParameterTypesTest {

    private static String value(String type, String expression) {
        return new FlowRows()
                .source("s", "a INT", "{\"a\":1}")
                .parameter("p", expression)
                .run(
                        "parameters{\n p as " + type + "\n}\nsource(output(a as integer)) ~> s\n"
                                + "s derive(x = $p) ~> d\nd select(mapColumn(x)) ~> o",
                        "o")
                .toJSON()
                .first();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer        | 5                             | 5",
                "integer        | 2 + 3                         | 5",
                "integer        | 5L                            | 5",
                "integer        | 5.0                           | 5",
                "integer        | '5'                           | 5",
                "short          | 5                             | 5",
                "long           | 5                             | 5",
                "long           | 5000000000                    | 5000000000",
                "double         | 5                             | 5.0",
                "double         | 0.1                           | 0.1",
                "double         | '1e3'                         | 1000.0",
                "float          | 1.5                           | 1.5",
                "decimal(10,2)  | 12.5                          | 12.50",
                "decimal(10,2)  | '12.50'                       | 12.50",
                "string         | 'abc'                         | ~abc~",
                "string         | 29485                         | ~29485~",
                "string         | true()                        | ~true~",
                "string         | toDate('2026-01-31')          | ~2026-01-31~",
                "boolean        | false()                       | false",
                "boolean        | 'true'                        | true",
                "boolean        | 1                             | true",
                "date           | toDate('2026-01-31')          | ~2026-01-31~",
                "date           | '2026-01-31'                  | ~2026-01-31~",
                "date           | toTimestamp('2026-01-31 00:00:00') | ~2026-01-31~",
                "timestamp      | toDate('2026-01-31')          | ~2026-01-31T00:00:00.000Z~",
                "timestamp      | toTimestamp('2026-01-31 10:00:00') | ~2026-01-31T10:00:00.000Z~",
                "string[]       | ['a', 'b']                    | [~a~,~b~]",
                "string[]       | [1, 2]                        | [~1~,~2~]",
                "integer[]      | [1, 2]                        | [1,2]",
                "integer[]      | ['1', '2']                    | [1,2]",
                "[string,string] | ['k' -> 'v']                 | {~k~:~v~}"
            })
    void aValueThatFitsIsTaken(String type, String expression, String value) {
        assertThat(value(type, expression)).isEqualTo("{\"x\":" + value.replace('~', '"') + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"integer", "string", "date", "boolean", "timestamp", "decimal(5,2)", "string[]"})
    void nullIsAValueOfEachType(String type) {
        assertThat(value(type, "null()")).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer        | 'abc'",
                "integer        | ''",
                "integer        | '12.9'",
                "integer        | 1.5",
                "integer        | 5000000000",
                "integer        | true()",
                "integer        | toDate('2026-01-31')",
                "integer        | [1]",
                "byte           | 300",
                "short          | 40000",
                "long           | 'x'",
                "long           | toTimestamp('2026-01-31 00:00:00')",
                "double         | 'x'",
                "double         | false()",
                "float          | 'x'",
                "decimal(4,2)   | 123.45",
                "decimal(10,2)  | 1.555",
                "decimal(10,2)  | 'x'",
                "boolean        | 'perhaps'",
                "boolean        | 2",
                "date           | 2026-01-31",
                "date           | 20260131",
                "date           | 'tomorrow'",
                "date           | true()",
                "date           | toTimestamp('2026-01-31 10:00:00')",
                "timestamp      | 2026-01-31",
                "timestamp      | 1574127407",
                "timestamp      | 'noon'",
                "string[]       | 'a'",
                "integer[]      | ['a']",
                "integer[]      | [1, 2.5]",
                "integer[]      | 1",
                "[string,integer] | ['k' -> 'v']",
                "(a as integer) | @(a = 'x')",
                "(a as integer) | @(a = 1, b = 2)",
                "(a as integer) | 1"
            })
    void aValueThatDoesNotFitIsAnError(String type, String expression) {
        assertThatThrownBy(() -> value(type, expression))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.InvalidParameter))
                .hasMessageContaining("flow:2:2: ")
                .hasMessageContaining("does not fit");
    }

    @Test
    void aDefaultThatDoesNotFitIsReportedAtItsPlace() {
        assertThatThrownBy(() -> new FlowRows()
                        .source("s", "a INT", "{\"a\":1}")
                        .plan("parameters{\n p as integer ('abc')\n}\nsource(output(a as integer)) ~> s"))
                .hasMessageContaining("Parameter 'p' of the data flow is integer, and its value is string: 'abc'");
    }

    @Test
    void twoParametersOfANameAreReported() {
        assertThatThrownBy(
                        () -> new FlowRows()
                                .source("s", "a INT", "{\"a\":1}")
                                .plan(
                                        "parameters{\n p as integer (1),\n p as integer (2)\n}\nsource(output(a as integer)) ~> s"))
                .hasMessageContaining("There are two parameters 'p'.");
    }
}
