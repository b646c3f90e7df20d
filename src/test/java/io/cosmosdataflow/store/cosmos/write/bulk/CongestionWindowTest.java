package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CongestionWindowTest {

    private static final int OPERATIONS = 40;
    private static final int BYTES = 1_000;
    private static final int SMALLEST = 6;
    private static final PendingWrite SMALL = write(1);

    private final WriteLimits limits = new WriteLimits(OPERATIONS, BYTES, Duration.ofMinutes(1), 1, WriteBudget.of(0));
    private final CongestionWindow window = new CongestionWindow(limits, SMALLEST);

    private static PendingWrite write(int bytes) {
        return new PendingWrite(
                RowOperation.UPSERT, new ScannedDocument("{}", bytes, "d", List.of(new KeyValue.Text("d"))), false);
    }

    private void depart(int operations) {
        for (int n = 0; n < operations; n++) {
            window.submitted(SMALL);
            window.departed();
        }
    }

    private void settle(int operations) {
        for (int n = 0; n < operations; n++) {
            window.returned();
            window.settled(SMALL);
        }
    }

    /** How many more may be under way. */
    private int room() {
        int room = 0;
        while (window.hasRoom(1)) {
            depart(1);
            room++;
        }
        for (int n = 0; n < room; n++) {
            window.returned();
        }
        return room;
    }

    @Test
    void asManyOperationsAsTheLimit() {
        depart(OPERATIONS - 1);
        assertThat(window.hasRoom(1)).isTrue();

        depart(1);
        assertThat(window.hasRoom(1)).isFalse();
        assertThat(window.operations()).isEqualTo(OPERATIONS);

        settle(OPERATIONS);
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void whatWaitsForItsNextTryCountsForTheLimitToo() {
        depart(OPERATIONS);
        window.returned();

        assertThat(window.hasRoom(1)).isFalse();
    }

    @Test
    void asManyBytesAsTheLimitAndALargerOneAlone() {
        assertThat(window.hasRoom(2 * BYTES)).isTrue();
        window.submitted(write(BYTES - 1));

        assertThat(window.hasRoom(1)).isTrue();
        assertThat(window.hasRoom(2)).isFalse();
    }

    @Test
    void halfAsManyAfterThrottlingAndOneMoreAfterFour() {
        depart(20);
        window.halve();
        assertThat(window.hasRoom(1)).isFalse();

        settle(10);
        assertThat(room()).isEqualTo(2);
    }

    @Test
    void neverSmallerThanTheSmallest() {
        depart(20);
        for (int n = 0; n < 10; n++) {
            window.halve();
        }

        settle(20 - SMALLEST + 1);
        assertThat(window.hasRoom(1)).isTrue();
    }

    @Test
    void neverLargerThanTheLimit() {
        depart(1);
        settle(1);
        for (int n = 0; n < 10 * OPERATIONS; n++) {
            depart(1);
            settle(1);
        }

        assertThat(room()).isEqualTo(OPERATIONS);
    }
}
