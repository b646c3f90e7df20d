package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FlowRows;
import org.junit.jupiter.api.Test;

class CacheTest {

    private static final String SCRIPT = "source(output(k as integer, tags as string[])) ~> s\n"
            + "source(output(k as integer, v as string, n as integer)) ~> r\n"
            + "r sink(store: 'cache', format: 'inline', keys: ['k'], saveOrder: 1) ~> byKey\n"
            + "r filter(n > 100) ~> none\n"
            + "r sink(store: 'cache', format: 'inline', saveOrder: 1) ~> all\n"
            + "none sink(store: 'cache', format: 'inline', saveOrder: 1) ~> empty\n"
            + "r sink(store: 'cache', format: 'inline', keys: ['v'], saveOrder: 1) ~> byText\n";

    private static FlowRows rows() {
        return new FlowRows()
                .source(
                        "s",
                        "k INT, tags ARRAY<STRING>",
                        "{\"k\":1,\"tags\":[\"a\",\"z\"]}",
                        "{\"k\":2,\"tags\":[]}",
                        "{}")
                .source(
                        "r",
                        "k INT, v STRING, n INT",
                        "{\"k\":1,\"v\":\"a\",\"n\":7}",
                        "{\"k\":3,\"v\":\"b\",\"n\":9}",
                        "{\"k\":3,\"v\":\"c\",\"n\":1}");
    }

    @Test
    void aLookupGivesTheFirstRowOfTheKeyOrNull() {
        assertThat(rows().json(
                                SCRIPT + "s derive(v = byKey#lookup(k).v, many = size(byKey#mlookup(k + 2)), "
                                        + "again = byKey#lookup(k).n) ~> d\nd select(mapColumn(k, v, many, again)) ~> x",
                                "x"))
                .containsExactly(
                        "{\"k\":1,\"v\":\"a\",\"many\":2,\"again\":7}", "{\"k\":2,\"many\":0}", "{\"many\":0}");
    }

    @Test
    void outputIsTheFirstRowAndOutputsAreAll() {
        assertThat(rows().json(
                                SCRIPT + "s filter(k < all#output().n) ~> f\n"
                                        + "f derive(n = size(all#outputs()), nothing = empty#output().v, zero = size(empty#outputs())) ~> d\n"
                                        + "d select(mapColumn(k, n, nothing, zero)) ~> x",
                                "x"))
                .containsExactly("{\"k\":1,\"n\":3,\"zero\":0}", "{\"k\":2,\"n\":3,\"zero\":0}");
    }

    @Test
    void aLookupMayHaveTheVariableOfALambdaAsKey() {
        assertThat(rows().json(
                                SCRIPT + "s derive(t = mapIndex(tags, coalesce(byText#lookup(#item).n, 0))) ~> d\n"
                                        + "d select(mapColumn(t)) ~> x",
                                "x"))
                .containsExactly("{\"t\":[7,0]}", "{\"t\":[]}", "{}");
    }

    @Test
    void lookupsWorkInConditionsSplitsAggregatesAndPolicies() {
        assertThat(rows().json(SCRIPT + "s filter(byKey#lookup(k).v == 'a') ~> x", "x"))
                .hasSize(1);
        assertThat(rows().json(SCRIPT + "s split(isNull(byKey#lookup(k).v), disjoint: false) ~> p@(no, yes)", "p@yes"))
                .containsExactly("{\"k\":1,\"tags\":[\"a\",\"z\"]}");
        assertThat(rows().json(
                                SCRIPT + "s aggregate(groupBy(k, v = byKey#lookup(k).v), m = max(byKey#lookup(k).n), "
                                        + "o = max(all#output().v)) ~> a\na sort(asc(k, true)) ~> x",
                                "x"))
                .containsExactly("{\"o\":\"a\"}", "{\"k\":1,\"v\":\"a\",\"m\":7,\"o\":\"a\"}", "{\"k\":2,\"o\":\"a\"}");
        assertThat(rows().json(
                                SCRIPT + "s, r join(byKey#lookup(r@k).n == 7 && s@k == r@k, joinType: 'inner') ~> x",
                                "x"))
                .hasSize(1);
        assertThat(rows().json(
                                SCRIPT + "s alterRow(deleteIf(byKey#lookup(k).n == 7)) ~> a\n"
                                        + "a filter(isDelete()) ~> f\nf select(mapColumn(k)) ~> x",
                                "x"))
                .hasSize(1);
        assertThat(rows().json(
                                SCRIPT
                                        + "s window(over(k), v = first(byKey#lookup(k).v)) ~> w\nw sort(asc(byKey#lookup(k).n, "
                                        + "false)) ~> z\nz select(mapColumn(k, v)) ~> x",
                                "x"))
                .startsWith("{\"k\":1,\"v\":\"a\"}");
    }
}
