package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {

    private long now = 1_000;
    private final Timers timers = new Timers(() -> now);
    private final List<String> done = new ArrayList<>();

    @Test
    void theEarliestFirstAndNoneBeforeItsTime() {
        timers.after(30, () -> done.add("last"));
        timers.after(10, () -> done.add("first"));
        timers.after(20, () -> done.add("second"));

        now += 9;
        assertThat(timers.runDue()).isFalse();
        now += 11;
        assertThat(timers.runDue()).isTrue();
        assertThat(done).containsExactly("first", "second");

        now += 10;
        timers.runDue();
        assertThat(done).containsExactly("first", "second", "last");
        assertThat(timers.runDue()).isFalse();
    }

    @Test
    void whatHasNotToWaitIsDoneAtOnce() {
        timers.after(0, () -> done.add("now"));
        timers.after(-1, () -> done.add("long ago"));

        assertThat(done).containsExactly("now", "long ago");
    }
}
