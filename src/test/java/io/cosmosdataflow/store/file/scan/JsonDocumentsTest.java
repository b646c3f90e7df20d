package io.cosmosdataflow.store.file.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.ListedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1}                     | {'a':1}",
                "{'a':1}\\n{'b':2}\\n         | {'a':1}~{'b':2}",
                "{'a':1}\\r\\n\\r\\n{'b':2}    | {'a':1}~{'b':2}",
                "{'a':1}{'b':2} {'c':3}      | {'a':1}~{'b':2}~{'c':3}",
                "{\\n  'a' : [1,\\n 2]\\n}\\n{ 'b' :2} | {'a':[1,2]}~{'b':2}",
                "[{'a':1},{'b':{}}]          | {'a':1}~{'b':{}}",
                "[\\n  {'a':1},\\n  {'b':2}\\n]\\n | {'a':1}~{'b':2}",
                "[]                          | ``",
                "{'a':'} { [ , \\\\' \\\\\\\\'} | {'a':'} { [ , \\\\' \\\\\\\\'}",
            })
    void everyFormIsFound(String content, String documents) throws IOException {
        assertThat(String.join("~", read(plain(content)))).isEqualTo(plain(documents));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1}\\n{'b':2            | line 2 (byte 8)     | has no end",
                "{'a':1}\\n{'b':'2           | line 2 (byte 8)     | a text in the object that starts here has no end",
                "{'a':1}\\n\\n[1]            | line 3 (byte 9)     | an object is expected, and there is an array",
                "[{'a':1},2]                 | line 1 (byte 9)     | an object is expected, and there is a number",
                "[{'a':1},]                  | line 1 (byte 9)     | an object is expected, and there is something else",
                "[{'a':1} {'a':1}]           | line 1 (byte 9)     | a comma or the end of the array is expected",
                "[{'a':1}                    | line 1 (byte 8)     | the array has no end",
                "[{'a':1}] x                 | line 1 (byte 10)    | there is text after the end of the array",
                "'text'                      | line 1 (byte 0)     | an object is expected, and there is a text",
                "{'a':secret}                | line 1 (byte 0)     | it has a bare word",
                "{'a':1 2}                   | line 1 (byte 0)     | not valid JSON",
                "{a:1}                       | line 1 (byte 0)     | not valid JSON",
                "{'a':01}                    | line 1 (byte 0)     | not valid JSON",
                "{'a':1]                     | line 1 (byte 0)     | not valid JSON",
                "{'a':'\\t'}                 | line 1 (byte 0)     | control character",
            })
    void malformedTextIsReportedWithItsPlaceAndWithoutItsContent(String content, String place, String reason) {
        JobException failure = catchThrowableOfType(JobException.class, () -> read(plain(content)));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure)
                .hasMessageContainingAll("'x.json'", place, reason)
                .message()
                .doesNotContain("secret");
    }

    private static List<String> read(String text) throws IOException {
        ByteInput in = new ByteInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 0);
        FileSlice slice = FileSlice.whole(new ListedFile("file:/x.json", "x.json", 0, Instant.EPOCH, Map.of()));
        JsonDocuments documents = new JsonDocuments(in, "x.json", slice);
        List<String> found = new ArrayList<>();
        Object[] values = new Object[1];
        while (documents.next()) {
            documents.fill(values);
            found.add(values[0].toString());
        }
        return found;
    }

    private static String plain(String text) {
        return text.replace("\\\\", "\0")
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\uFEFF", "\uFEFF")
                .replace('\0', '\\')
                .replace('\'', '"');
    }
}
