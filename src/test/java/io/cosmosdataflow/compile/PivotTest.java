package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.testing.FlowRows;
import org.junit.jupiter.api.Test;

class PivotTest {

    private static final String SOURCE = "source(output(g as string, k as string, n as integer)) ~> s\n";

    private static FlowRows sales() {
        return new FlowRows()
                .source(
                        "s",
                        "g STRING, k STRING, n INT",
                        "{\"g\":\"a\",\"k\":\"x\",\"n\":1}",
                        "{\"g\":\"a\",\"k\":\"y\",\"n\":2}",
                        "{\"g\":\"a\",\"k\":\"x\",\"n\":4}",
                        "{\"g\":\"b\",\"n\":8}");
    }

    @Test
    void valuesThatTheScriptNamesBecomeColumns() {
        assertThat(sales().run(
                                SOURCE + "s pivot(groupBy(g), pivotBy(k, ['y', 'x', null]), total_ = sum(n), "
                                        + "rows_ = count(), columnNaming: '$N$V', lateral: false) ~> p\n"
                                        + "p sort(asc(g, true)) ~> z",
                                "z")
                        .toJSON()
                        .collectAsList())
                .containsExactly(
                        "{\"g\":\"a\",\"total_y\":2,\"total_x\":5,\"rows_y\":1,\"rows_x\":2}",
                        "{\"g\":\"b\",\"total_null\":8,\"rows_null\":1}");
    }

    @Test
    void valuesThatOnlyTheDataHasBecomeDriftedColumns() {
        assertThat(sales().run(
                                SOURCE + "s pivot(groupBy(g), pivotBy(k), {} = sum(n), m = max(n), "
                                        + "columnNaming: 'a$Nb$Vc', lateral: true) ~> p\n"
                                        + "p sort(asc(g, true)) ~> z\n"
                                        + "z select(mapColumn(each(match(true())))) ~> c",
                                "c")
                        .columns())
                .containsExactly("g", "abnullc", "ambnullc", "abxc", "ambxc", "abyc", "ambyc");
    }

    @Test
    void aPivotWithoutKeyOrAggregateIsReported() {
        assertThatThrownBy(() -> sales().plan(SOURCE + "s pivot(groupBy(g), x = sum(n)) ~> p"))
                .hasMessageContaining("A pivot needs a key.");
        assertThatThrownBy(() -> sales().plan(SOURCE + "s pivot(groupBy(g), pivotBy(k)) ~> p"))
                .hasMessageContaining("A pivot needs at least one aggregate.");
        assertThatThrownBy(() -> sales().plan(SOURCE + "s pivot(groupBy(g), pivotBy(k, [g]), x = sum(n)) ~> p"))
                .hasMessageContaining("A value of the pivot key must be a constant or a parameter.");
    }

    @Test
    void anEmptyStreamHasNoDynamicColumns() {
        assertThat(sales().run(SOURCE + "s filter(n > 100) ~> f\nf pivot(groupBy(g), pivotBy(k), x = sum(n)) ~> p", "p")
                        .columns())
                .containsExactly("g");
    }

    @Test
    void columnsBecomeRows() {
        String source = "source(output(id as integer, a as integer, b as string)) ~> s\n";
        FlowRows rows = new FlowRows()
                .source(
                        "s",
                        "id INT, a INT, b STRING, late DOUBLE",
                        "{\"id\":1,\"a\":5,\"b\":\"7\",\"late\":2.5}",
                        "{\"id\":2,\"b\":\"x\"}");

        assertThat(rows.json(
                        source + "s unpivot(output(k as string, v as double), ungroupBy(id), lateral: true, "
                                + "ignoreNullPivots: false) ~> u",
                        "u"))
                .containsExactly(
                        "{\"id\":1,\"k\":\"a\",\"v\":5.0}",
                        "{\"id\":1,\"k\":\"b\",\"v\":7.0}",
                        "{\"id\":1,\"k\":\"late\",\"v\":2.5}",
                        "{\"id\":2,\"k\":\"a\"}",
                        "{\"id\":2,\"k\":\"b\"}",
                        "{\"id\":2,\"k\":\"late\"}");
        assertThat(rows.json(
                        source + "s unpivot(output(k as string, v as double), ungroupBy(id), "
                                + "ignoreNullPivots: true) ~> u",
                        "u"))
                .hasSize(3);
        assertThatThrownBy(() -> rows.plan(source + "s unpivot(output(k as string), ungroupBy(id)) ~> u"))
                .hasMessageContaining("An unpivot makes two columns, a key and a value, not 1.");
    }
}
