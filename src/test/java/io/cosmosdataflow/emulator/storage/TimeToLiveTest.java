package io.cosmosdataflow.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.emulator.partition.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {

    private static final Partition.Limit ALL = new Partition.Limit(100, Long.MAX_VALUE);

    private static StoredDocument document(int number, int seconds, int timeToLive) {
        return new StoredDocument(
                new ItemKey("00", String.valueOf(number)),
                "{\"id\":\"1\"".getBytes(StandardCharsets.UTF_8),
                number,
                number,
                seconds,
                timeToLive);
    }

    @Test
    void ownTimeGoesBeforeTheContainers() {
        assertThat(document(1, 100, DocumentBody.NO_TTL).isExpired(50, 149)).isFalse();
        assertThat(document(1, 100, DocumentBody.NO_TTL).isExpired(50, 150)).isTrue();
        assertThat(document(1, 100, 10).isExpired(50, 110)).isTrue();
        assertThat(document(1, 100, -1).isExpired(50, 1_000_000)).isFalse();
        assertThat(document(1, 100, 10).isExpired(-1, 110)).isTrue();
        assertThat(document(1, 100, DocumentBody.NO_TTL).isExpired(-1, 1_000_000))
                .isFalse();
        assertThat(document(1, 100, 10).isExpired(DocumentBody.NO_TTL, 1_000_000))
                .isFalse();
    }

    @Test
    void expiredDocumentsAreNeitherReadNorCounted() {
        Partition partition = new Partition(0, KeyRange.FULL);
        partition.restore(
                List.of(document(1, 100, 10), document(2, 100, DocumentBody.NO_TTL), document(3, 100, -1)),
                3,
                3,
                new UniqueKeys(List.of()));
        assertThat(partition.scan(-1, ALL, KeyRange.FULL, 1000, 115).documents())
                .hasSize(2);
        assertThat(partition.changes(0, ALL, KeyRange.FULL, 0, 1000, 115).documents())
                .hasSize(2);
        assertThat(partition.usage(1000, 115).documents()).isEqualTo(2);
        assertThat(partition.usage(1000, 2000).documents()).isEqualTo(1);
    }
}
