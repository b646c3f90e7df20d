package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.store.cosmos.write.bulk.Lifecycle.Phase;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private final Lifecycle lifecycle = new Lifecycle();

    @Test
    void drainedAndClosedOnce() {
        lifecycle.checkSubmit();

        lifecycle.drain();
        assertThat(lifecycle.phase()).isEqualTo(Phase.DRAINING);
        assertThatCode(lifecycle::checkAlive).doesNotThrowAnyException();
        assertThatIllegalStateException().isThrownBy(lifecycle::checkSubmit);
        assertThatIllegalStateException().isThrownBy(lifecycle::drain);

        assertThat(lifecycle.close()).isTrue();
        assertThat(lifecycle.close()).isFalse();
        assertThatIllegalStateException().isThrownBy(lifecycle::checkAlive);
        assertThatIllegalStateException().isThrownBy(lifecycle::drain);
    }

    @Test
    void theFirstFailureIsWhatTheTaskFailsWith() {
        RuntimeException first = new UnsupportedOperationException("first");

        lifecycle.fail(first);
        lifecycle.fail(new UnsupportedOperationException("second"));

        assertThat(lifecycle.phase()).isEqualTo(Phase.BROKEN);
        assertThatThrownBy(lifecycle::checkSubmit).isSameAs(first);
        assertThatThrownBy(lifecycle::drain).isSameAs(first);
        assertThat(lifecycle.close()).isTrue();
    }

    @Test
    void anErrorIsAFailureToo() {
        lifecycle.drain();

        lifecycle.fail(new AssertionError("wrong"));

        assertThatIllegalStateException().isThrownBy(lifecycle::checkAlive).withCauseInstanceOf(AssertionError.class);
    }

    @Test
    void afterTheEndNothingFails() {
        assertThat(lifecycle.close()).isTrue();

        lifecycle.fail(new UnsupportedOperationException("late"));

        assertThat(lifecycle.phase()).isEqualTo(Phase.CLOSED);
    }
}
