package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an aggregate of a window sees where no offsets are written.
 *
 * <p>Source: Microsoft Learn, data-flow-script (snippets), and the standard of SQL for {@code OVER (ORDER BY ..)}, which
 * data-flow-window refers to. Expected values are counted by hand.
 */
class WindowTest {

    private static final String MOVIES = "source(output(sk as long, title as string, Rating as integer)) ~> s\n";

    private static FlowRows movies() {
        return new FlowRows()
                .source(
                        "s",
                        "sk BIGINT, title STRING, Rating INT",
                        "{\"sk\":3,\"title\":\"c\"}",
                        "{\"sk\":1,\"title\":\"a\",\"Rating\":7}",
                        "{\"sk\":5,\"title\":\"e\"}",
                        "{\"sk\":2,\"title\":\"b\"}",
                        "{\"sk\":4,\"title\":\"d\",\"Rating\":9}");
    }

    private static List<String> sorted(FlowRows rows, String window, String... columns) {
        return rows.run(MOVIES + "s derive(dummy = 1) ~> d\nd " + window + " ~> w\nw sort(asc(sk, true)) ~> z", "z")
                .selectExpr(columns)
                .toJSON()
                .collectAsList();
    }

    @Test
    void nullsAreFilledWithTheValueBefore() {
        assertThat(sorted(
                        movies(),
                        "window(over(dummy), asc(sk, true), Rating2 = coalesce(Rating, last(Rating, true())))",
                        "Rating2"))
                .containsExactly(
                        "{\"Rating2\":7}", "{\"Rating2\":7}", "{\"Rating2\":7}", "{\"Rating2\":9}", "{\"Rating2\":9}");
    }

    @Test
    void theLastTitleIsThatOfTheCurrentRow() {
        assertThat(sorted(
                        movies(),
                        "window(over(dummy), asc(sk, true), prevAndCurr = lag(title,1)+'-'+last(title), "
                                + "currAndNext = lead(title,1)+'-'+last(title))",
                        "prevAndCurr",
                        "currAndNext"))
                .containsExactly(
                        "{\"currAndNext\":\"b-a\"}",
                        "{\"prevAndCurr\":\"a-b\",\"currAndNext\":\"c-b\"}",
                        "{\"prevAndCurr\":\"b-c\",\"currAndNext\":\"d-c\"}",
                        "{\"prevAndCurr\":\"c-d\",\"currAndNext\":\"e-d\"}",
                        "{\"prevAndCurr\":\"d-e\"}");
    }

    /** Over n = 1, 2, 2, 4 in that order; rows with the same n are equal by the sort, and see each other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(n)                     | 1,5,5,9",
                "sum(m)                     | 10,50,50,90",
                "count()                    | 1,3,3,4",
                "count(v)                   | 1,2,2,3",
                "countDistinct(n)           | 1,2,2,3",
                "countAllDistinct(v)        | 1,3,3,4",
                "sumDistinct(n)             | 1,3,3,7",
                "avg(n)                     | 1.0,1.6666666666666667,1.6666666666666667,2.25",
                "min(n)                     | 1,1,1,1",
                "max(n)                     | 1,2,2,4",
                "maxIf(n < 4, n)            | 1,2,2,2",
                "first(n)                   | 1,1,1,1",
                "last(n)                    | 1,2,2,4",
                "first(v)                   | a,a,a,a",
                "last(v, true())            | a,c,c,d",
                "size(collect(n))           | 1,3,3,4",
                "size(collectUnique(n))     | 1,2,2,3",
                "topN(n, n, 1)[1]           | 1,2,2,4",
                "isDistinct(n)              | true,false,false,false",
                "variancePopulation(n)      | 0.0,0.2222,0.2222,1.1875",
                "rowNumber()                | 1,2,3,4",
                "rank()                     | 1,2,2,4",
                "denseRank()                | 1,2,2,3",
                "cumeDist()                 | 0.25,0.75,0.75,1.0",
                "nTile(2)                   | 1,1,2,2",
                "lag(n)                     | null,1,2,2",
                "lag(n, 2, 0 - 1)           | -1,-1,1,2",
                "lead(n)                    | 2,2,4,null",
                "lead(n, 3)                 | 4,null,null,null",
                "sum(n) - lag(n, 1, 0)      | 1,4,3,7"
            })
    void aSortedWindowGoesUpToTheCurrentRow(String expression, String values) {
        assertThat(numbers(expression, "asc(n, true), ")).isEqualTo(rounded(values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(n)                 | 9,9,9,9",
                "count(v)               | 3,3,3,3",
                "countDistinct(n)       | 3,3,3,3",
                "max(n)                 | 4,4,4,4",
                "size(collect(n))       | 4,4,4,4"
            })
    void aWindowWithoutASortIsTheWholePartition(String expression, String values) {
        assertThat(numbers(expression, "")).isEqualTo(rounded(values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "desc(n, true), | 9,8,8,4",
                "asc(n % 2, true), | 9,8,8,8",
                "asc(v, true), | 3,2,5,9",
                "asc(v, false), | 1,9,3,7",
                "asc(n, true), asc(v, false), | 1,5,3,9"
            })
    void theSortSaysWhatComesBefore(String sort, String sums) {
        assertThat(numbers("sum(n)", sort)).isEqualTo(rounded(sums));
    }

    @Test
    void anUnboundedEndIsWrittenByLeavingItOut() {
        assertThat(numbers("sum(n)", "asc(n, true), startRowOffset: 0L, ")).hasSize(4);
        assertThat(numbers("sum(n)", "asc(n, true), endRowOffset: 100L, ")).isEqualTo(rounded("9,9,9,9"));
    }

    private static List<String> numbers(String expression, String sort) {
        return new FlowRows()
                        .source(
                                "s",
                                "id INT, n INT, m DECIMAL(5,1), v STRING",
                                "{\"id\":4,\"n\":4,\"m\":40,\"v\":\"d\"}",
                                "{\"id\":2,\"n\":2,\"m\":20}",
                                "{\"id\":1,\"n\":1,\"m\":10,\"v\":\"a\"}",
                                "{\"id\":3,\"n\":2,\"m\":20,\"v\":\"c\"}")
                        .run(
                                "source(output(id as integer, n as integer, m as decimal(5,1), v as string)) ~> s\n"
                                        + "s window(over(g = 1), " + sort + "x = " + expression + ") ~> w\n"
                                        + "w sort(asc(id, true)) ~> z",
                                "z")
                        .selectExpr("string(x)")
                        .collectAsList()
                        .stream()
                        .map(row -> rounded(row.getString(0)))
                        .flatMap(List::stream)
                        .toList();
    }

    private static List<String> rounded(String values) {
        return List.of(String.valueOf(values).split(",")).stream()
                .map(each -> each.matches("-?\\d+\\.\\d{5,}") ? "%.4f".formatted(Double.parseDouble(each)) : each)
                .map(each -> each.matches("-?\\d+\\.\\d+") ? String.valueOf(Double.parseDouble(each)) : each)
                .map(each -> each.endsWith(".0") && !each.equals("1.0") ? each.substring(0, each.length() - 2) : each)
                .toList();
    }
}
