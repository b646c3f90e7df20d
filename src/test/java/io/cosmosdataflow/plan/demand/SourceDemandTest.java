package io.cosmosdataflow.plan.demand;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.demand.ColumnPath;
import io.cosmosdataflow.demand.RowCondition;
import io.cosmosdataflow.demand.RowCondition.Absent;
import io.cosmosdataflow.demand.RowCondition.All;
import io.cosmosdataflow.demand.RowCondition.Any;
import io.cosmosdataflow.demand.RowCondition.Compared;
import io.cosmosdataflow.demand.RowCondition.OneOf;
import io.cosmosdataflow.demand.RowCondition.Operator;
import io.cosmosdataflow.demand.RowCondition.Present;
import io.cosmosdataflow.demand.RowCondition.StartsWith;
import io.cosmosdataflow.demand.SourceDemand;
import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDemandTest {

    private static final StructType INNER = new StructType().add("x", "string").add("y", "integer");
    private static final String SOURCES =
            "source(output(k as integer, name as string, n as long, flag as boolean, price as double, made as date,"
                    + " tags as string[], inner as (x as string, y as integer))) ~> s\n"
                    + "source(output(k as integer, other as string, more as string)) ~> t\n";

    private static Map<String, SourceDemand> demands(String script) {
        return SourceDemands.of(new FlowRows()
                .source(
                        "s",
                        "k INT, name STRING, n BIGINT, flag BOOLEAN, price DOUBLE, made DATE, tags ARRAY<STRING>, "
                                + "inner STRUCT<x: STRING, y: INT>")
                .source("t", "k INT, other STRING, more STRING")
                .plan(SOURCES + script));
    }

    private static List<String> columns(String script) {
        return demands(script).get("s").columns();
    }

    private static RowCondition rows(String script) {
        return demands(script).get("s").rows();
    }

    private static RowCondition filtered(String condition) {
        return rows("s filter(" + condition + ") ~> f\nf sink() ~> out");
    }

    private static ColumnPath at(String column, DataType type) {
        return ColumnPath.of(column, type);
    }

    private static final ColumnPath K = at("k", DataTypes.IntegerType);
    private static final ColumnPath NAME = at("name", DataTypes.StringType);
    private static final ColumnPath N = at("n", DataTypes.LongType);
    private static final ColumnPath FLAG = at("flag", DataTypes.BooleanType);
    private static final ColumnPath PRICE = at("price", DataTypes.DoubleType);

    private static RowCondition equal(ColumnPath path, Object value) {
        return new Compared(path, Operator.EQUAL, value);
    }

    @Test
    void aSinkUsesAllThatReachesIt() {
        assertThat(columns("s sink() ~> out"))
                .containsExactly("k", "name", "n", "flag", "price", "made", "tags", "inner");
        assertThat(columns("s select(mapColumn(k, title = name)) ~> p\np sink() ~> out"))
                .containsExactly("k", "name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s filter(flag) ~> f ; f select(mapColumn(k)) ~> p ; p sink() ~> out | k,flag",
                "s derive(v = n + 1, w = price) ~> d ; d select(mapColumn(v)) ~> p ; p sink() ~> out | n",
                "s derive(v = inner.x) ~> d ; d select(mapColumn(v)) ~> p ; p sink() ~> out | inner",
                "s, t join(s@k == t@k, joinType: 'inner') ~> j ; j select(mapColumn(name, more)) ~> p ; p sink() ~> out"
                        + " | k,name",
                "t, s join(t@k == s@k, joinType: 'left') ~> j ; j select(mapColumn(name, s@k)) ~> p ; p sink() ~> out"
                        + " | k,name",
                "t, s exists(t@k == s@k && t@other == s@name) ~> e ; e sink() ~> out | k,name",
                "s, t exists(s@k == t@k) ~> e ; e select(mapColumn(n)) ~> p ; p sink() ~> out | k,n",
                "t, s lookup(t@k == s@k, multiple: false, pickup: 'first', asc(n, true)) ~> l ; "
                        + "l select(mapColumn(name)) ~> p ; p sink() ~> out | k,name,n",
                "s select(mapColumn(k, a = name, b = made)) ~> p ; t select(mapColumn(k, a = other, b = more)) ~> q ; "
                        + "p, q union(byName: true) ~> u ; u select(mapColumn(a)) ~> v ; v sink() ~> out | name",
                "s aggregate(groupBy(name), total = sum(n)) ~> a ; a sink() ~> out | name,n",
                "s window(over(name), asc(n, true), place = rowNumber()) ~> w ; w select(mapColumn(place)) ~> p ; "
                        + "p sink() ~> out | name,n",
                "s rank(asc(price, true), output(place as long)) ~> r ; r select(mapColumn(place)) ~> p ; p sink() ~> out"
                        + " | price",
                "s keyGenerate(output(key as long), startAt: 1L, stepValue: 1L) ~> g ; g select(mapColumn(key, k)) ~> p ; "
                        + "p sink() ~> out | k",
                "s foldDown(unroll(tags), mapColumn(k, tag = tags)) ~> x ; x select(mapColumn(tag)) ~> p ; p sink() ~> out"
                        + " | tags",
                "s sort(desc(made, true)) ~> o ; o select(mapColumn(k)) ~> p ; p sink() ~> out | k,made",
                "s split(flag, disjoint: false) ~> b@(yes, no) ; b@yes select(mapColumn(k)) ~> p ; p sink() ~> out"
                        + " | k,flag",
                "s alterRow(deleteIf(isNull(made))) ~> a ; a select(mapColumn(k)) ~> p ; p sink() ~> out | k,made",
                "s assert(expectTrue(n > 0, false, 'positive')) ~> a ; a select(mapColumn(k)) ~> p ; p sink() ~> out"
                        + " | k,n",
                "s pivot(groupBy(name), pivotBy(flag, [true]), total = sum(n)) ~> v ; v sink() ~> out | name,n,flag",
                "s sink(partitionBy('hash', 2, n)) ~> out ; t sink() ~> out2" + " | k,name,n,flag,price,made,tags,inner"
            })
    void aColumnIsUsedIfSomethingBelowNamesIt(String script, String used) {
        assertThat(columns(script.replace(" ; ", "\n"))).containsExactly(used.split(","));
    }

    @Test
    void aCacheIsASinkToo() {
        Map<String, SourceDemand> demands = demands("s select(mapColumn(k, name)) ~> p\n"
                + "p sink(store: 'cache', keys: ['k'], format: 'inline', output: false) ~> cached\n"
                + "t derive(v = cached#lookup(k).name) ~> d\nd select(mapColumn(v)) ~> q\nq sink() ~> out");
        assertThat(demands.get("s").columns()).containsExactly("k", "name");
        assertThat(demands.get("t").columns()).containsExactly("k");
    }

    @Test
    void aStreamWithoutASinkUsesNothing() {
        assertThat(columns("s filter(flag) ~> f\ns select(mapColumn(k)) ~> p\np sink() ~> out"))
                .containsExactly("k");
        assertThat(rows("s filter(flag) ~> f\ns filter(k == 1) ~> p\np sink() ~> out"))
                .isEqualTo(equal(K, 1L));
    }

    @Test
    void comparisonsWithConstantsAreConditions() {
        assertThat(filtered("name == 'a'")).isEqualTo(equal(NAME, "a"));
        assertThat(filtered("'a' != name")).isEqualTo(new Compared(NAME, Operator.DIFFERENT, "a"));
        assertThat(filtered("n > 5")).isEqualTo(new Compared(N, Operator.GREATER, 5L));
        assertThat(filtered("5 > n")).isEqualTo(new Compared(N, Operator.LESS, 5L));
        assertThat(filtered("!(price < 2.5)")).isEqualTo(new Compared(PRICE, Operator.AT_LEAST, 2.5));
        assertThat(filtered("flag")).isEqualTo(equal(FLAG, true));
        assertThat(filtered("!flag")).isEqualTo(equal(FLAG, false));
        assertThat(filtered("flag == false()")).isEqualTo(equal(FLAG, false));
        assertThat(filtered("in(['a', 'b'], name)")).isEqualTo(new OneOf(NAME, List.of("a", "b")));
        assertThat(filtered("startsWith(name, 'ab')")).isEqualTo(new StartsWith(NAME, "ab"));
        assertThat(filtered("isNull(name)")).isEqualTo(new Absent(NAME));
        assertThat(filtered("!isNull(made)")).isEqualTo(new Present(at("made", DataTypes.DateType)));
        assertThat(filtered("between(k, 1, 3)"))
                .isEqualTo(new All(
                        List.of(new Compared(K, Operator.AT_LEAST, 1L), new Compared(K, Operator.AT_MOST, 3L))));
        assertThat(filtered("inner.y == 3")).isEqualTo(equal(at("inner", INNER).field("y", DataTypes.IntegerType), 3L));
    }

    @Test
    void andOrAndNotAreTakenApart() {
        assertThat(filtered("name == 'a' && length(name) > 1")).isEqualTo(equal(NAME, "a"));
        assertThat(filtered("name == 'a' || length(name) > 1")).isEqualTo(RowCondition.ANYTHING);
        assertThat(filtered("!(name != 'a' || !flag)"))
                .isEqualTo(new All(List.of(equal(NAME, "a"), equal(FLAG, true))));
        assertThat(filtered("!(name == 'a' && flag)"))
                .isEqualTo(new Any(List.of(new Compared(NAME, Operator.DIFFERENT, "a"), equal(FLAG, false))));
        assertThat(filtered("flag && true()")).isEqualTo(equal(FLAG, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name > 'a'",
                "name == 5",
                "n == '5'",
                "made == toDate('2024-01-01')",
                "k == n",
                "lower(name) == 'a'",
                "random(1) > 5 && k == 1",
                "n == null",
                "tags[1] == 'a'"
            })
    void whatHasNoMeaningAtTheSourceIsNoCondition(String condition) {
        assertThat(filtered(condition)).isEqualTo(RowCondition.ANYTHING);
    }

    @Test
    void filtersAreFollowedThroughRenamesAndBranches() {
        assertThat(rows("s select(mapColumn(title = name, k)) ~> p\np filter(title == 'a') ~> f\n"
                        + "f filter(k == 1) ~> g\ng sink() ~> out"))
                .isEqualTo(new All(List.of(equal(NAME, "a"), equal(K, 1L))));
        assertThat(rows("s derive(v = inner) ~> d\nd filter(v.y == 3) ~> f\nf sink() ~> out"))
                .isEqualTo(equal(at("inner", INNER).field("y", DataTypes.IntegerType), 3L));
        assertThat(rows("s split(k == 1, k == 2, disjoint: false) ~> b@(one, two, rest)\n"
                        + "b@one sink() ~> o1\nb@two filter(flag) ~> f\nf sink() ~> o2"))
                .isEqualTo(new Any(List.of(equal(K, 1L), new All(List.of(equal(K, 2L), equal(FLAG, true))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s derive(name = upper(name)) ~> d\nd filter(name == 'A') ~> f\nf sink() ~> out",
                "s cast(output(n as string)) ~> c\nc filter(n == '1') ~> f\nf sink() ~> out",
                "s filter(k == 1) ~> f\nf sink() ~> out\ns sink() ~> all",
                "s split(k == 1, disjoint: false) ~> b@(one, rest)\nb@one sink() ~> o1\nb@rest sink() ~> o2",
                "s keyGenerate(output(key as long), startAt: 1L, stepValue: 1L) ~> g\ng filter(k == 1) ~> f\n"
                        + "f sink() ~> out",
                "s rank(asc(n, true), output(place as long)) ~> r\nr filter(k == 1) ~> f\nf sink() ~> out",
                "s window(over(name), c = count()) ~> w\nw filter(k == 1) ~> f\nf sink() ~> out",
                "s aggregate(groupBy(k), c = count()) ~> a\na filter(k == 1) ~> f\nf sink() ~> out",
                "s assert(expectTrue(n > 0, false, 'a'), abort: true) ~> a\na filter(k == 1) ~> f\nf sink() ~> out",
                "s derive(v = random(1)) ~> d\nd filter(k == 1) ~> f\nf sink() ~> out",
                "s, t join(s@k == t@k, joinType: 'inner') ~> j\nj filter(s@k == 1) ~> f\nf sink() ~> out"
            })
    void aRowMayNotVanishAboveWhatLooksAtOthers(String script) {
        assertThat(rows(script)).isEqualTo(RowCondition.ANYTHING);
    }

    @Test
    void filtersAboveSuchATransformationCount() {
        assertThat(rows("s filter(k == 1) ~> f\nf aggregate(groupBy(k), c = count()) ~> a\na sink() ~> out"))
                .isEqualTo(equal(K, 1L));
    }

    @Test
    void aSourceWithALimitGivesItsFirstRowsWhateverFollows() {
        assertThat(SourceDemands.of(new FlowRows()
                                .source("l", "k INT")
                                .plan("source(output(k as integer), limit: 5) ~> l\nl filter(k == 1) ~> f\n"
                                        + "f sink() ~> out"))
                        .get("l"))
                .isEqualTo(new SourceDemand(List.of("k"), RowCondition.ANYTHING));
    }
}
