package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingTest {

    private static FlowRows people() {
        return new FlowRows()
                .source(
                        "s",
                        "g STRING, n INT, t TIMESTAMP",
                        "{\"g\":\"a\",\"n\":1,\"t\":\"2024-01-01T00:00:00Z\"}",
                        "{\"g\":\"A\",\"n\":2,\"t\":\"2024-01-01T00:00:01Z\"}",
                        "{\"g\":\"b\",\"n\":3,\"t\":\"2024-01-01T00:00:05Z\"}",
                        "{\"g\":\"a\",\"n\":4,\"t\":\"2024-01-01T00:00:06Z\"}");
    }

    private static final String SOURCE = "source(output(g as string, n as integer, t as timestamp)) ~> s\n";

    @Test
    void keysAreConsecutiveOverAllPartitions() {
        String[] documents =
                IntStream.range(0, 1000).mapToObj(i -> "{\"n\":" + i + "}").toArray(String[]::new);
        List<Long> keys = new FlowRows()
                        .source("s", "n INT", documents)
                        .run(
                                "source(output(n as integer)) ~> s\n"
                                        + "s derive(n = n, partitionBy('hash', 7, n)) ~> d\n"
                                        + "d keyGenerate(output(key as long), startAt: 10L, stepValue: 3L) ~> k\n"
                                        + "k filter(n % 2 == 0 || n % 2 == 1) ~> f",
                                "f")
                        .select("key")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getLong(0))
                        .sorted()
                        .toList();

        assertThat(keys)
                .isEqualTo(LongStream.range(0, 1000).mapToObj(i -> 10 + 3 * i).toList());
    }

    @Test
    void aKeyReplacesAColumnOfItsName() {
        assertThat(new FlowRows()
                        .source("s", "k STRING, n INT", "{\"k\":\"x\",\"n\":5}")
                        .json(
                                "source(output(k as string, n as integer)) ~> s\n"
                                        + "s keyGenerate(output(k as integer)) ~> o",
                                "o"))
                .containsExactly("{\"k\":1,\"n\":5}");
    }

    @Test
    void anEmptyStreamHasNoKeys() {
        assertThat(people().json(
                                SOURCE + "s filter(n > 9) ~> f\nf keyGenerate(output(k as long), startAt: 1L) ~> o",
                                "o"))
                .isEmpty();
    }

    @Test
    void aStartThatIsNoNumberIsReported() {
        assertThatThrownBy(() -> people().plan(SOURCE + "s keyGenerate(output(k as long), startAt: 'x') ~> o"))
                .hasMessageContaining("'startAt' of keyGenerate 'o' must be a whole number, not \"x\".");
        assertThatThrownBy(() -> people().plan(SOURCE + "s keyGenerate(output(k as string)) ~> o"))
                .hasMessageContaining("keyGenerate makes one column of numbers, not string.");
    }

    @Test
    void aRankLeavesPlacesOutUnlessItIsDense() {
        String order = SOURCE + "s rank(asc(g, true), caseInsensitive: true, output(r as long)) ~> o\n"
                + "o rank(asc(g, true), caseInsensitive: true, dense: true, output(d as integer)) ~> p\n"
                + "p rank(desc(g, true), output(c as long)) ~> q\nq sort(asc(n, true)) ~> z";
        assertThat(people().run(order, "z").select("r", "d", "c").toJSON().collectAsList())
                .containsExactly(
                        "{\"r\":1,\"d\":1,\"c\":2}",
                        "{\"r\":1,\"d\":1,\"c\":4}",
                        "{\"r\":4,\"d\":2,\"c\":1}",
                        "{\"r\":1,\"d\":1,\"c\":2}");
    }

    @Test
    void aRankWithoutOrderIsReported() {
        assertThatThrownBy(() -> people().plan(SOURCE + "s rank(output(r as long)) ~> o"))
                .hasMessageContaining("A rank needs at least one sort condition.");
    }

    @Test
    void offsetsBoundTheRows() {
        assertThat(people().run(
                                SOURCE + "s window(over(), asc(n, true), startRowOffset: -1L, endRowOffset: 0L, "
                                        + "each(match(type == 'integer'), $$ + '_sum' = sum($$))) ~> w\n"
                                        + "w window(asc(n, true), startRowOffset: 1L, rest = sum(n)) ~> x\n"
                                        + "x sort(asc(n, true)) ~> z",
                                "z")
                        .select("n_sum", "rest")
                        .toJSON()
                        .collectAsList())
                .containsExactly(
                        "{\"n_sum\":1,\"rest\":9}",
                        "{\"n_sum\":3,\"rest\":7}",
                        "{\"n_sum\":5,\"rest\":4}",
                        "{\"n_sum\":7}");
    }

    @Test
    void aRangeOverTimestampsIsInMilliseconds() {
        assertThat(people().run(
                                SOURCE + "s window(over(), asc(t, true), rangeSpecified: true, startRange: -1000L, "
                                        + "endRange: 0L, near = count()) ~> w\nw sort(asc(n, true)) ~> z",
                                "z")
                        .select("near")
                        .toJSON()
                        .collectAsList())
                .containsExactly("{\"near\":1}", "{\"near\":2}", "{\"near\":1}", "{\"near\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"toDate(t)", "toDecimal(n, 10, 2)", "toDouble(n)", "toLong(n)"})
    void aRangeOverDatesIsInDaysAndOneOverNumbersInOnes(String key) {
        assertThat(people().run(
                                SOURCE + "s window(over(), desc(" + key + ", true), rangeSpecified: true, "
                                        + "startRange: 0L, endRange: 5L, near = count()) ~> w\n"
                                        + "w sort(asc(n, true)) ~> z",
                                "z")
                        .select("near")
                        .first()
                        .getLong(0))
                .isEqualTo(key.contains("t)") && !key.contains("n") ? 4 : 1);
    }

    @Test
    void aPlaceAmongUnsortedRowsIsSome() {
        assertThat(people().run(SOURCE + "s window(over(), place = rowNumber()) ~> w", "w")
                        .select("place")
                        .distinct()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void aRangeOverTextsAndAnEndBeforeTheStartAreReported() {
        assertThatThrownBy(() -> people().plan(
                                SOURCE + "s window(over(), asc(g, true), rangeSpecified: true, startRange: -1L, "
                                        + "endRange: 0L, x = sum(n)) ~> w"))
                .hasMessageContaining(
                        "A window by range needs one sort condition over a number, a date or a timestamp.");
        assertThatThrownBy(() -> people().plan(SOURCE
                        + "s window(over(), asc(n, true), startRowOffset: 2L, endRowOffset: 1L, " + "x = sum(n)) ~> w"))
                .hasMessageContaining("The window starts at 2, behind its end at 1.");
    }
}
