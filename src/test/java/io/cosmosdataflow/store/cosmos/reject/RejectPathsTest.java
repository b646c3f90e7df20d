package io.cosmosdataflow.store.cosmos.reject;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectPathsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Copy data1 | Copy data1",
                "sink_1-a.b | sink_1-a.b",
                ".. | %2E%2E",
                "_sink | %5Fsink",
                "a/b:c*?[x]{y} | a%2Fb%3Ac%2A%3F%5Bx%5D%7By%7D",
                "50% | 50%25",
                "ä | %C3%A4",
            })
    void namesBecomeFileNames(String name, String expected) {
        assertThat(RejectPaths.encoded(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Load all ", "a%2Fb", "😀\u2028\n", "\\back", "%", "~#'\"&"})
    void everyNameComesBack(String name) {
        String encoded = RejectPaths.encoded(name);

        assertThat(encoded).matches("[-_. %A-Za-z0-9]+");
        assertThat(new Path("/d", encoded).getName()).isEqualTo(encoded);
        assertThat(RejectPaths.decoded(encoded)).isEqualTo(name);
    }

    @Test
    void filesNameTheReplayThatWroteThem() {
        assertThat(Rejecting.replayOf("rejects-00000-000001.jsonl")).isZero();
        assertThat(Rejecting.replayOf("replay-0012-00000-000001-2.jsonl")).isEqualTo(12);
        assertThat(Rejecting.replayOf("replay-of-mine.jsonl")).isZero();
    }
}
