package io.cosmosdataflow.store.file.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.file.format.FileFormat.Delimiters;
import io.cosmosdataflow.store.file.format.TextEncoding;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.storage.ListedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DelimitedRowsTest {

    private static final DelimitedText DEFAULT = format(",", "", "\"", "\\", "");

    static List<Arguments> texts() {
        DelimitedText doubled = format(",", "", "\"", "\"", "");
        DelimitedText unquoted = format(",", "", "", "\\", "");
        DelimitedText bare = format(",", "", "", "", "");
        return List.of(
                Arguments.of("every line end ends a row", DEFAULT, "a,b\r\nc,d\re,f\ng,h", "[a, b][c, d][e, f][g, h]"),
                Arguments.of("empty lines are passed over", DEFAULT, "\na,b\n\r\n\nc,d\n\n", "[a, b][c, d]"),
                Arguments.of("quoted delimiters and line ends", DEFAULT, "\"a,\r\nb\",c\n", "[a,\r\nb, c]"),
                Arguments.of("escaped quote", DEFAULT, "\"a\\\"b\",\"c\\\\\"\n", "[a\"b, c\\]"),
                Arguments.of("escape before another character is itself", DEFAULT, "\"a\\n\",b\\n\n", "[a\\n, b\\n]"),
                Arguments.of("doubled quote with another escape", DEFAULT, "\"a\"\"b\",c\n", "[a\"b, c]"),
                Arguments.of("doubled quote as escape", doubled, "\"a\"\"b\",\"c\\\"\n", "[a\"b, c\\]"),
                Arguments.of("a quote inside a value is itself", DEFAULT, "a\"b,c\n", "[a\"b, c]"),
                Arguments.of("empty is null, quoted empty is not", DEFAULT, "a,,\"\"\n", "[a, null, ]"),
                Arguments.of(
                        "another null value", format(",", "", "\"", "\\", "NULL"), "NULL,,\"NULL\"", "[null, , NULL]"),
                Arguments.of("fewer values are null", DEFAULT, "a,b,c\nd\n", "[a, b, c][d, null, null]"),
                Arguments.of(
                        "delimiter of several characters", format("||", "", "\"", "\\", ""), "a|b||c\n", "[a|b, c]"),
                Arguments.of("delimiter outside ASCII", format("\u00a7", "", "\"", "\\", ""), "a\u00a7b\n", "[a, b]"),
                Arguments.of(
                        "row delimiter of one's own", format(",", ";", "\"", "\\", ""), "a,b;c\n,d", "[a, b][c\n, d]"),
                Arguments.of(
                        "row delimiter CR LF", format(",", "\r\n", "\"", "\\", ""), "a,b\nx\r\nc,d", "[a, b\nx][c, d]"),
                Arguments.of("no quote, escape", unquoted, "a\\,b,\"c\\\\\n", "[a,b, \"c\\]"),
                Arguments.of("no quote, no escape", bare, "\"a\\,b\"\n", "[\"a\\, b\"]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void valuesAreCutOut(String name, DelimitedText format, String text, String rows) throws IOException {
        assertThat(read(format, text, 0)).isEqualTo(rows);
    }

    @Test
    void valuesLongerThanTheBuffer() throws IOException {
        String plain = "0123456789".repeat(20_000);
        String quoted = "a,b\n\"\"".repeat(20_000);
        String text = plain + ",\"" + quoted + "\"\nc,d\n" + plain + ",e\n";

        String rows = read(format(",", "", "\"", "\"", ""), text, 0);

        assertThat(rows).isEqualTo("[" + plain + ", " + quoted.replace("\"\"", "\"") + "][c, d][" + plain + ", e]");
    }

    @Test
    void linesToSkipAreCountedWithoutEmptyOnes() throws IOException {
        assertThat(read(DEFAULT, "# \"note\n\n# more\na,b\n", 2)).isEqualTo("[a, b]");
    }

    @Test
    void moreValuesThanTheFirstRowHasAreAnErrorWithItsPlace() {
        JobException failure = catchThrowableOfType(JobException.class, () -> read(DEFAULT, "a,b\nc,d\ne,f,g\n", 0));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure)
                .hasMessageContaining(
                        "'x.csv' cannot be read at line 3 (byte 8): row with 3 values where the first row has 2");
    }

    @Test
    void rowsWithMoreValuesAreSkippedWithTheirPlace() throws IOException {
        List<String> skipped = new ArrayList<>();
        LostRows rows = row -> skipped.add(row.item() + " | " + row.why());

        String read = read(DEFAULT, "a,b\n1,\"2,\",3,\n4,5\n6,7,8", 0, rows);

        assertThat(read).isEqualTo("[a, b][4, 5]");
        assertThat(skipped)
                .containsExactly(
                        "\"1\", \"2,\", \"3\", \"\" | File 'x.csv', line 2 (byte 4): 4 values where the first row has 2.",
                        "\"6\", \"7\", \"8\" | File 'x.csv', line 4 (byte 18): 3 values where the first row has 2.");
    }

    @Test
    void aQuotedValueWithoutEndIsAnErrorWithItsPlace() {
        JobException failure = catchThrowableOfType(JobException.class, () -> read(DEFAULT, "a,b\n\"c,d\n", 0));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContaining("line 2 (byte 4): a quoted value has no end");
    }

    private static String read(DelimitedText format, String text, int skip) throws IOException {
        return read(format, text, skip, null);
    }

    private static String read(DelimitedText format, String text, int skip, LostRows skipped) throws IOException {
        ByteInput in = new ByteInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 0);
        FileSlice slice = FileSlice.whole(new ListedFile("file:/x.csv", "x.csv", 0, Instant.EPOCH, Map.of()));
        DelimitedRows rows = new DelimitedRows(in, "x.csv", slice, format, skip, skipped);
        List<String> names = rows.header(false);
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        rows.mapTo(names, places);
        List<String> found = new ArrayList<>();
        while (rows.next()) {
            Object[] values = new Object[names.size()];
            rows.fill(values);
            found.add(Arrays.toString(values));
        }
        return String.join("", found);
    }

    private static DelimitedText format(String column, String row, String quote, String escape, String nullValue) {
        return new DelimitedText(
                TextEncoding.UTF_8, Compression.NONE, new Delimiters(column, row, quote, escape), false, nullValue);
    }
}
