package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code columns()} and its kind stand for several values.
 *
 * <p>Source: Microsoft Learn, data-flow-script ("Check for NULLs in all columns") and data-flow-meta-functions; expected
 * values are written by hand.
 */
class SeveralColumnsTest {

    private static final String SOURCE = "source(output(a as string, b as integer, c as boolean)) ~> s\n";

    private static FlowRows rows() {
        return new FlowRows()
                .source(
                        "s",
                        "a STRING, b INT, c BOOLEAN",
                        "{\"a\":\"7\",\"b\":1,\"c\":true}",
                        "{\"a\":\"y\"}",
                        "{\"a\":\"z\",\"b\":2}");
    }

    private static List<String> values(String expression) {
        return rows().run(SOURCE + "s derive(x = " + expression + ") ~> d\nd sort(asc(a, true)) ~> o", "o")
                .select("x")
                .toJSON()
                .collectAsList();
    }

    @Test
    void theDocumentedSplitFindsRowsWithNulls() {
        String script = SOURCE
                + "s split(contains(array(toString(columns())),isNull(#item)),\n"
                + "\tdisjoint: false) ~> LookForNULLs@(hasNULLs, noNULLs)";
        assertThat(rows().json(script, "LookForNULLs@hasNULLs"))
                .containsExactly("{\"a\":\"y\"}", "{\"a\":\"z\",\"b\":2}");
        assertThat(rows().json(script, "LookForNULLs@noNULLs")).containsExactly("{\"a\":\"7\",\"b\":1,\"c\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "array(toString(columns()))                 | ['7','1','true']",
                "array(toString(columns('s')))              | ['7','1','true']",
                "array(toString(originColumns('s')))        | ['7','1','true']",
                "array(toString(byNames(['a', 'b'])))       | ['7','1']",
                "array(toString(byOrigins(['a', 'b'], 's')))| ['7','1']",
                "array(columns() ? string)                  | ['7','1','true']",
                "array((toString(columns())))               | ['7','1','true']",
                "array('q', toString(columns()), 'r')       | ['q','7','1','true','r']",
                "[toString(columns()), 'r']                 | ['7','1','true','r']",
                "[columns()]                                | ['7','1','true']",
                "toString(byNames(['a', 'c']))              | ['7','true']",
                "toInteger(byNames(['a', 'b']))             | [7,1]",
                "byNames(['a', 'b']) ? long                 | [7,1]",
                "toDouble(byNames(['b']))                   | 1.0",
                "toBoolean(byNames(['b']))                  | true",
                "array(toString(byNames(['b']), '000'))     | ['001']",
                "concatWS('-', toString(columns()))         | '7-1-true'",
                "concat(toString(columns()))                | '71true'",
                "coalesce(toInteger(columns()))             | 7",
                "size(columns())                            | 3",
                "contains(array(toString(columns())), #item == 'true') | true"
            })
    void aConversionStandsForOneOfEachColumn(String expression, String value) {
        assertThat(values(expression).get(0)).isEqualTo("{\"x\":" + value.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toString(byNames(['a', 'nobody']))",
                "byNames(['nobody', 'a']) ? string",
                "toInteger(byNames(['nobody']))",
                "concat('x', toString(byNames(['a', 'nobody'])))",
                "toString(byNames(['a'], 'other'))"
            })
    void aMissingNameMakesTheWholeNull(String expression) {
        assertThat(values("isNull(" + expression + ")").get(0)).isEqualTo("{\"x\":true}");
    }

    @Test
    void whatIsNoColumnListIsReported() {
        assertThatThrownBy(() -> rows().plan(SOURCE + "s derive(x = array(toString(byNames()))) ~> d"))
                .hasMessageContaining("byNames() takes 1 to 2 arguments, not 0.");
        assertThatThrownBy(() -> rows().plan(SOURCE + "s derive(x = array(toString(byNames([a])))) ~> d"))
                .hasMessageContaining("must be a constant or a parameter");
    }
}
