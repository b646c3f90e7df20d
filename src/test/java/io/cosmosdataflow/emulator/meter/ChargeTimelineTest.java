package io.cosmosdataflow.emulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChargeTimelineTest {

    private static final long TENTH = 100_000_000L;

    private long nanos = 7 * TENTH;
    private final ChargeTimeline timeline = new ChargeTimeline(() -> nanos);

    @Test
    void stepsWithoutAChargeAreZero() {
        timeline.add(1);
        nanos += TENTH / 2;
        timeline.add(2);
        nanos += 3 * TENTH;
        timeline.add(4);

        assertThat(timeline.steps()).containsExactly(3, 0, 0, 4);
    }

    @Test
    void tenMinutesAreKept() {
        timeline.add(1);
        nanos += 5_999 * TENTH;
        timeline.add(2);
        assertThat(timeline.steps()).hasSize(6_000).startsWith(1).endsWith(2);

        nanos += TENTH;
        timeline.add(3);
        assertThat(timeline.steps()).hasSize(6_000).endsWith(2, 3);
        assertThat(Arrays.stream(timeline.steps()).sum()).isEqualTo(5);

        nanos += 20_000 * TENTH;
        timeline.add(4);
        assertThat(Arrays.stream(timeline.steps()).sum()).isEqualTo(4);
    }
}
