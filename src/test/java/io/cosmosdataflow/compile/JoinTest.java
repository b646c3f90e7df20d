package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTest {

    private static final String SOURCES = "source(output(k as integer, name as string)) ~> l\n"
            + "source(output(k as integer, v as string, n as integer)) ~> r\n";

    private static FlowRows rows() {
        return new FlowRows()
                .source(
                        "l",
                        "k INT, name STRING",
                        "{\"k\":1,\"name\":\"Data Factory\"}",
                        "{\"k\":2,\"name\":\"x\"}",
                        "{}")
                .source(
                        "r",
                        "k INT, v STRING, n INT",
                        "{\"k\":1,\"v\":\"DataFactory\",\"n\":7}",
                        "{\"k\":1,\"v\":\"b\",\"n\":9}",
                        "{\"k\":1,\"v\":\"c\"}",
                        "{\"v\":\"null\",\"n\":1}");
    }

    private static List<String> picked(String lookup) {
        return rows().json(
                        SOURCES + "l, r lookup(" + lookup + ") ~> j\nj derive(m = isMatch()) ~> d\n"
                                + "d sort(asc(l@k, true), asc(n, true)) ~> z\nz select(mapColumn(k = l@k, v, m)) ~> x\n"
                                + "x aggregate(groupBy(k, v, m), c = count()) ~> y\ny sort(asc(k, true)) ~> o",
                        "o");
    }

    @Test
    void aLookupPicksTheFirstOrTheLastMatchPerKey() {
        assertThat(picked("l@k == r@k, multiple: false, pickup: 'first', asc(n, true)"))
                .containsExactly(
                        "{\"m\":false,\"c\":1}",
                        "{\"k\":1,\"v\":\"c\",\"m\":true,\"c\":1}",
                        "{\"k\":2,\"m\":false,\"c\":1}");
        assertThat(picked("l@k == r@k, multiple: false, pickup: 'last', asc(n, true)"))
                .contains("{\"k\":1,\"v\":\"b\",\"m\":true,\"c\":1}");
        assertThat(picked("l@k == r@k, multiple: false, pickup: 'any'")).hasSize(3);
        assertThat(picked("l@k == r@k, multiple: true")).hasSize(5);
        assertThat(picked("l@k == r@k")).hasSize(5);
    }

    @Test
    void aNullSafeLookupFindsTheRowWithoutAKey() {
        assertThat(picked("l@k === r@k, multiple: false, pickup: 'first', asc(n, true)"))
                .contains("{\"v\":\"null\",\"m\":true,\"c\":1}");
    }

    @Test
    void aLookupByAnotherConditionPicksOneRowTooWithoutLosingAny() {
        assertThat(picked("l@k <= r@k, multiple: false, pickup: 'last', asc(n, false)"))
                .containsExactly(
                        "{\"m\":false,\"c\":1}",
                        "{\"k\":1,\"v\":\"c\",\"m\":true,\"c\":1}",
                        "{\"k\":2,\"m\":false,\"c\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "off", "none", "left", "right", "both"})
    void broadcastChangesNothingInTheResult(String broadcast) {
        String option = ", broadcast: '" + broadcast + "') ~> x";
        assertThat(rows().json(SOURCES + "l, r join(l@k == r@k, joinType: 'left'" + option, "x"))
                .hasSize(5);
        assertThat(rows().json(SOURCES + "l, r exists(l@k == r@k, negate: true" + option, "x"))
                .hasSize(2);
        assertThat(rows().json(SOURCES + "l, r lookup(l@k == r@k, multiple: false" + option, "x"))
                .hasSize(3);
    }

    @Test
    void aFuzzyJoinComparesWithoutSpacesAndScores() {
        assertThat(rows().json(
                                SOURCES + "l, r join(fuzzyCompare(name, v, 80.00), joinType:'left', matchType:'fuzzy', "
                                        + "ignoreSpaces: true, scoreColumn: 'score', broadcast: 'off') ~> j\n"
                                        + "j filter(isNull(score) == false()) ~> f\nf select(mapColumn(name, v, score)) ~> x",
                                "x"))
                .containsExactly("{\"name\":\"Data Factory\",\"v\":\"DataFactory\",\"score\":100.0}");
        assertThatThrownBy(() -> rows().plan(SOURCES
                        + "l, r join(fuzzyCompare(name, v, 80.00), joinType:'right', matchType:'fuzzy') ~> j"))
                .hasMessageContaining("A fuzzy join is inner, left or outer, not right.");
    }
}
