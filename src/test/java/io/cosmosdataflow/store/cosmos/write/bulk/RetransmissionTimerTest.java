package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Expected: RFC 6298. After the first answer in R the time is R + 4 * R/2, after the next in R' the variation is
 * 3/4 * variation + 1/4 * |answer - R'| and the answer 7/8 * answer + 1/8 * R' (sections 2.2 and 2.3); never under the
 * least (2.4); twice as long after each that ran out (5.5).
 */
class RetransmissionTimerTest {

    private static final long SENT = 1_000_000_000_000L;

    private final RetransmissionTimer timer = new RetransmissionTimer(Duration.ofSeconds(1), Duration.ofSeconds(6));

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(timer.nanosFor(SENT));
    }

    private void answered(long millis) {
        timer.answered(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @BeforeEach
    void oneLossAfterIt() {
        timer.connectionLost(SENT + 10);
    }

    @Test
    void theTimeFollowsTheAnswers() {
        answered(800);
        assertThat(millis()).isEqualTo(800 + 4 * 400);

        // variation 3/4 * 400 + 1/4 * 400 = 400, answer 7/8 * 800 + 1/8 * 400 = 750
        answered(400);
        assertThat(millis()).isEqualTo(750 + 4 * 400);
    }

    @Test
    void fastAnswersDoNotMakeItShorterThanTheLeast() {
        answered(10);

        assertThat(millis()).isEqualTo(1_000);
    }

    @Test
    void slowAnswersDoNotMakeItLongerThanTheMost() {
        answered(5_000);

        assertThat(millis()).isEqualTo(6_000);
    }

    @Test
    void withoutAnAnswerNothingIsKnown() {
        assertThat(millis()).isEqualTo(6_000);
    }

    @Test
    void eachThatRanOutDoublesItUntilTheNextAnswer() {
        answered(10);

        timer.givenUp();
        assertThat(millis()).isEqualTo(2_000);
        timer.givenUp();
        assertThat(millis()).isEqualTo(4_000);
        timer.givenUp();
        assertThat(millis()).isEqualTo(6_000);
        answered(10);
        assertThat(millis()).isEqualTo(1_000);
    }

    /** Only a connection that closes takes requests along in silence. */
    @Test
    void withoutALossSinceThenItIsTheMost() {
        answered(10);

        assertThat(timer.nanosFor(SENT + TimeUnit.SECONDS.toNanos(3))).isEqualTo(TimeUnit.SECONDS.toNanos(6));
    }
}
