package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final int OPERATIONS = 40;
    private static final int BYTES = 1_000;

    private final InFlight inFlight =
            new InFlight(new WriteLimits(OPERATIONS, BYTES, Duration.ofMinutes(1), 1, WriteBudget.of(0)));

    private static PendingWrite write(int bytes) {
        return new PendingWrite(
                RowOperation.UPSERT, new ScannedDocument("{}", bytes, "d", List.of(new KeyValue.Text("d"))), false);
    }

    @Test
    void asManyOperationsAsTheLimit() {
        for (int n = 0; n < OPERATIONS; n++) {
            assertThat(inFlight.hasRoom(1)).isTrue();
            inFlight.submitted(write(1));
        }
        assertThat(inFlight.hasRoom(1)).isFalse();
        assertThat(inFlight.operations()).isEqualTo(OPERATIONS);

        for (int n = 0; n < OPERATIONS; n++) {
            inFlight.settled(write(1));
            assertThat(inFlight.hasRoom(1)).isTrue();
        }
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void asManyBytesAsTheLimitAndALargerOneAlone() {
        assertThat(inFlight.hasRoom(2 * BYTES)).isTrue();
        inFlight.submitted(write(BYTES - 1));

        assertThat(inFlight.hasRoom(1)).isTrue();
        assertThat(inFlight.hasRoom(2)).isFalse();
    }
}
