package io.cosmosdataflow.store.cosmos.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GeneratedIdsTest {

    /** {@code document=id} of each row, in the order of the texts. */
    private static List<String> written(GeneratedIds ids, List<String> documents) {
        List<String> written = new ArrayList<>();
        for (String document : documents) {
            ids.pass();
            written.add(document + "=" + ids.of(document.getBytes(StandardCharsets.UTF_8)));
        }
        Collections.sort(written);
        return written;
    }

    private static List<String> documents() {
        return IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"n\":" + i % 1_700 + "}")
                .toList();
    }

    private static GeneratedIds ids(int partition, boolean byPlace) {
        return new GeneratedIds("write", partition, byPlace);
    }

    @RepeatedTest(3)
    void aPartitionInAnotherOrderHasTheSameDocuments(RepetitionInfo repetition) {
        List<String> shuffled = new ArrayList<>(documents());
        Collections.shuffle(shuffled, new Random(repetition.getCurrentRepetition()));

        assertThat(written(ids(1, false), shuffled)).isEqualTo(written(ids(1, false), documents()));
    }

    @Test
    void noTwoRowsShareAnId() {
        List<String> all = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            all.addAll(written(ids(partition, false), documents()));
        }

        assertThat(all.stream().map(each -> each.substring(each.indexOf('='))).distinct())
                .hasSize(3 * documents().size());
    }

    @Test
    void anotherWriteHasOtherIds() {
        assertThat(written(new GeneratedIds("another", 1, false), documents()))
                .doesNotContainAnyElementsOf(written(ids(1, false), documents()));
    }

    @Test
    void whereRowsKeepTheirOrderTheirPlaceIsEnough() {
        List<String> changed =
                documents().stream().map(each -> each.replace("n", "m")).toList();
        List<String> ids = written(ids(1, true), documents()).stream()
                .map(each -> each.substring(each.indexOf('=')))
                .sorted()
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(written(ids(1, true), changed).stream()
                        .map(each -> each.substring(each.indexOf('=')))
                        .sorted())
                .isEqualTo(ids);
    }

    /** Source: RFC 9562, 4.1 and 4.2. */
    @Test
    void anIdIsAUuidOfOnesOwnKind() {
        UUID id = UUID.fromString(ids(0, false).of("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }
}
