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
 * Columns that a mapping maps twice, and names that it gives twice.
 *
 * <p>Source: Microsoft Learn, data-flow-select ("keep the first occurrence of the column"); expected columns are written
 * by hand.
 */
class DuplicatesTest {

    private static final String SOURCES = "source(output(a as string, b as string, o as (p as string, q as string), "
            + "l as (p as string)[])) ~> s\nsource(output(a as string, z as string)) ~> t\n";

    private static FlowRows rows() {
        return new FlowRows()
                .source(
                        "s",
                        "a STRING, b STRING, o STRUCT<p: STRING, q: STRING>, l ARRAY<STRUCT<p: STRING>>",
                        "{\"a\":\"x\",\"b\":\"y\",\"o\":{\"p\":\"P\",\"q\":\"Q\"},\"l\":[{\"p\":\"e\"}]}")
                .source("t", "a STRING, z STRING", "{\"a\":\"x\",\"z\":\"w\"}");
    }

    private static String settings(boolean inputs, boolean outputs) {
        return ", skipDuplicateMapInputs: " + inputs + ", skipDuplicateMapOutputs: " + outputs;
    }

    private static List<String> columns(String statement, String stream) {
        return List.of(rows().run(SOURCES + statement, stream).columns());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the same input twice
                "x1 = a, x2 = a, y1 = b               | true  | true  | x1,y1",
                "x1 = a, x2 = a, y1 = b               | true  | false | x1,y1",
                "x1 = a, x2 = a, y1 = b               | false | true  | x1,x2,y1",
                "x1 = a, x2 = a, y1 = b               | false | false | x1,x2,y1",
                // the same name twice
                "x = a, x = b                         | true  | true  | x",
                "x = a, x = b                         | false | true  | x",
                // what is skipped for its name is not mapped yet
                "x = a, x = b, y = b                  | true  | true  | x,y",
                "x = a, y = a, y = b                  | true  | true  | x,y",
                // parts of a column
                "p1 = o.p, p2 = o.p, q = o.q          | true  | true  | p1,q",
                "p1 = o.p, p2 = o.p, q = o.q          | false | true  | p1,p2,q",
                "o, p = o.p                           | true  | true  | o,p",
                // a rule for the rest
                "key = a, each(match(type == 'string')) | true  | true  | key,b",
                "key = a, each(match(type == 'string')) | false | true  | key,a,b",
                "each(match(type == 'string'), 'c_' + $$ = $$), a | true | true | c_a,c_b",
                "each(match(type == 'string'), 'c' = $$) | true | true  | c",
                "each(match(type == 'string'), 'c' = $$) | false | true | c"
            })
    void aSelectKeepsTheFirst(String mapping, boolean inputs, boolean outputs, String expected) {
        assertThat(columns("s select(mapColumn(" + mapping + ")" + settings(inputs, outputs) + ") ~> o", "o"))
                .containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x1 = a, x2 = a, y1 = b       | true  | true  | x1,y1",
                "x1 = a, x2 = a, y1 = b       | false | true  | x1,x2,y1",
                "e = l.p, f = l.p, a          | true  | true  | e,a",
                "e = l.p, f = l.p, a          | false | false | e,f,a",
                "e = l.p, e = a               | false | true  | e"
            })
    void aFlattenKeepsTheFirst(String mapping, boolean inputs, boolean outputs, String expected) {
        assertThat(columns(
                        "s foldDown(unroll(l), mapColumn(" + mapping + ")" + settings(inputs, outputs) + ") ~> o", "o"))
                .containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x1 = a, x2 = a, y1 = b  | true  | true  | x1,y1",
                "x1 = a, x2 = a, y1 = b  | false | true  | x1,x2,y1",
                "x1 = a, x2 = a, y1 = b  | false | false | x1,x2,y1",
                "x = a, x = b            | true  | true  | x"
            })
    void aSinkKeepsTheFirst(String mapping, boolean inputs, boolean outputs, String expected) {
        assertThat(columns("s sink(mapColumn(" + mapping + ")" + settings(inputs, outputs) + ") ~> o", "o"))
                .containsExactly(expected.split(","));
    }

    @Test
    void withoutSkippingBothColumnsOfANameStay() {
        String joined = "s, t join(s@a == t@a, joinType: 'inner') ~> j\n";
        assertThat(columns(
                        joined + "j select(mapColumn(s@a, t@a, z)" + settings(false, false) + ") ~> p\n"
                                + "p derive(n = size(columnNames())) ~> o",
                        "o"))
                .hasSize(4);
        assertThat(columns(joined + "j select(mapColumn(s@a, t@a, z)" + settings(false, true) + ") ~> o", "o"))
                .containsExactly("a", "z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s sink(mapColumn(x = a, x = b)SETTINGS) ~> o",
                "s select(mapColumn(x = a, x = b)SETTINGS) ~> p\np sink(allowSchemaDrift: trueSETTINGS) ~> o",
                "s, t join(s@a == t@a, joinType: 'inner') ~> p\np sink(allowSchemaDrift: trueSETTINGS) ~> o",
                "s foldDown(unroll(l), mapColumn(x = a, x = b)SETTINGS) ~> p\np sink(allowSchemaDrift: trueSETTINGS) ~> o"
            })
    void twoColumnsOfANameCannotBeWritten(String statements) {
        assertThatThrownBy(() -> rows().plan(SOURCES + statements.replace("SETTINGS", settings(false, false))))
                .hasMessageContaining("come to sink 'o', which can write one.");
    }
}
