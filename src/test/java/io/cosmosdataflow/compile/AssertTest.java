package io.cosmosdataflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.FlowRows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AssertTest {

    private static final String SOURCES =
            "source(output(id as integer, n as integer, c as string)) ~> s\n" + "source(output(id as integer)) ~> o\n";

    private static final String REPORT = "a derive(failed = isError(), m = assertErrorMessages()) ~> r\n"
            + "r sort(asc(id, true), asc(n, true)) ~> z\nz select(mapColumn(id, n, failed, m)) ~> x";

    private static FlowRows rows() {
        return new FlowRows()
                .source(
                        "s",
                        "id INT, n INT, c STRING",
                        "{\"id\":1,\"n\":5,\"c\":\"a\"}",
                        "{\"id\":2,\"n\":50,\"c\":\"a\"}",
                        "{\"id\":3,\"c\":\"b\"}")
                .source("o", "id INT", "{\"id\":1}", "{\"id\":3}", "{\"id\":1}");
    }

    private static List<String> json(FlowRows rows, String script, String stream) {
        return rows.run(script, stream).drop("$$ERRORS").toJSON().collectAsList();
    }

    @Test
    void aRowThatFailsGoesOnWithIdAndMessage() {
        assertThat(json(
                        rows(),
                        SOURCES
                                + "s assert(expectTrue(n < 10, false, 'small', null, 'not small: ' + toString(id))) ~> a\n"
                                + REPORT,
                        "x"))
                .containsExactly(
                        "{\"id\":1,\"n\":5,\"failed\":false}",
                        "{\"id\":2,\"n\":50,\"failed\":true,\"m\":{\"small\":\"not small: 2\"}}",
                        "{\"id\":3,\"failed\":true,\"m\":{\"small\":\"not small: 3\"}}");
    }

    @Test
    void nullsPassWhereTheyAreIgnoredAndTheFilterSaysWhomItConcerns() {
        assertThat(json(
                        rows(),
                        SOURCES + "s assert(expectTrue(n < 10, true, 'small', id != 2), "
                                + "expectTrue(n > 10, true, 'large')) ~> a\n" + REPORT,
                        "x"))
                .containsExactly(
                        "{\"id\":1,\"n\":5,\"failed\":true,\"m\":{\"large\":\"\"}}",
                        "{\"id\":2,\"n\":50,\"failed\":false}",
                        "{\"id\":3,\"failed\":false}");
    }

    @Test
    void allRowsOfADuplicateFail() {
        assertThat(json(
                        rows(),
                        SOURCES + "s assert(expectUnique(c, false, 'unique', null, 'twice')) ~> a\n" + REPORT,
                        "x"))
                .containsExactly(
                        "{\"id\":1,\"n\":5,\"failed\":true,\"m\":{\"unique\":\"twice\"}}",
                        "{\"id\":2,\"n\":50,\"failed\":true,\"m\":{\"unique\":\"twice\"}}",
                        "{\"id\":3,\"failed\":false}");
        assertThat(json(rows(), SOURCES + "s assert(expectUnique(c, false, 'unique', id != 1)) ~> a\n" + REPORT, "x"))
                .noneMatch(row -> row.contains("true"));
    }

    @Test
    void aRowMustExistInTheSecondStream() {
        String exists = "s, o assert(expectExists(s@id == o@id, false, 'known', null, 'who?')) ~> a\n";
        assertThat(json(rows(), SOURCES + exists + REPORT, "x"))
                .containsExactly(
                        "{\"id\":1,\"n\":5,\"failed\":false}",
                        "{\"id\":2,\"n\":50,\"failed\":true,\"m\":{\"known\":\"who?\"}}",
                        "{\"id\":3,\"failed\":false}");
        String range = "s, o assert(expectExists(s@id + 1 < o@id, false, 'known')) ~> a\n";
        assertThat(json(rows(), SOURCES + range + REPORT, "x"))
                .containsExactly(
                        "{\"id\":1,\"n\":5,\"failed\":false}",
                        "{\"id\":2,\"n\":50,\"failed\":true,\"m\":{\"known\":\"\"}}",
                        "{\"id\":3,\"failed\":true,\"m\":{\"known\":\"\"}}");
    }

    @Test
    void anAssertionAddsToWhatEarlierOnesSaid() {
        assertThat(json(
                        rows(),
                        SOURCES + "s assert(expectTrue(n < 10, false, 'small')) ~> b\n"
                                + "b assert(expectTrue(c == 'a', false, 'a')) ~> a\n"
                                + "a derive(small = hasError('small'), a = hasError('a'), any = hasError()) ~> d\n"
                                + "d sort(asc(id, true)) ~> e\ne select(mapColumn(id, small, a, any)) ~> x",
                        "x"))
                .containsExactly(
                        "{\"id\":1,\"small\":false,\"a\":false,\"any\":false}",
                        "{\"id\":2,\"small\":true,\"a\":false,\"any\":true}",
                        "{\"id\":3,\"small\":true,\"a\":true,\"any\":true}");
    }

    @Test
    void anAbortingAssertionEndsTheRunEvenIfNobodyAsksForItsMark() {
        Dataset<Row> stream = rows().run(
                        SOURCES
                                + "s assert(expectTrue(n < 10, true, 'small', null, 'n is ' + toString(n)), abort: true) ~> a\n"
                                + "a select(mapColumn(id)) ~> x",
                        "x");

        Throwable thrown = catchThrowable(stream::collectAsList);

        assertThat(RowErrors.failure(thrown)).get().satisfies(failure -> {
            assertThat(((JobException) failure).code()).isEqualTo(ErrorCode.AssertFailed);
            assertThat(failure).hasMessage("A row failed the assertion 'small' of 'a': n is 50");
        });
        assertThat(RowErrors.failure(new IllegalStateException("another"))).isEmpty();
    }

    @Test
    void anAbortingAssertionThatNoRowFailsIsSilent() {
        assertThat(json(rows(), SOURCES + "s assert(expectTrue(id > 0, false, 'p'), abort: true) ~> a", "a"))
                .hasSize(3);
    }

    @Test
    void failedRowsCanBeToldApart() {
        Dataset<Row> rows = rows().run(SOURCES + "s assert(expectTrue(n < 10, false, 'small')) ~> a", "a");

        assertThat(RowErrors.passed(rows).count()).isEqualTo(1);
        assertThat(RowErrors.failed(rows).count()).isEqualTo(2);
        assertThat(RowErrors.failed(rows.drop("$$ERRORS")).count()).isZero();
    }

    @Test
    void aCastMarksWhatItCannotConvert() {
        FlowRows texts = new FlowRows().source("s", "t STRING", "{\"t\":\"12\"}", "{\"t\":\"x\"}", "{}");
        assertThat(json(
                        texts,
                        "source(output(t as string)) ~> s\ns cast(output(t as integer), errors: true) ~> c\n"
                                + "c derive(m = assertErrorMessages(), e = isError()) ~> d\n"
                                + "d select(mapColumn(t, m, e)) ~> x",
                        "x"))
                .isEqualTo(List.of(
                        "{\"t\":12,\"e\":false}",
                        "{\"m\":{\"t\":\"'t' is no integer.\"},\"e\":true}",
                        "{\"e\":false}"));
    }

    @Test
    void whatIsNoAssertionIsReported() {
        assertThatThrownBy(() -> rows().plan(SOURCES + "s assert(n < 10) ~> a"))
                .hasMessageContaining("assert takes assertions only.");
        assertThatThrownBy(() -> rows().plan(SOURCES + "s assert(expectExists(id == id, false, 'x')) ~> a"))
                .hasMessageContaining("expectExists() needs a second stream to look into.");
        assertThatThrownBy(() -> rows().plan(SOURCES
                        + "s assert(expectTrue(n < 1, false, 'x'), expectTrue(n < 2, false, 'x')) ~> a"))
                .hasMessageContaining("There are two assertions 'x'.");
        assertThatThrownBy(() -> rows().plan(SOURCES + "s assert(expectTrue(n < 1, n > 2, false, 'x')) ~> a"))
                .hasMessageContaining(
                        "expectTrue() takes a condition, and then whether NULLs are ignored, an id, a filter and a message.");
    }
}
