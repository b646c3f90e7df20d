package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.write.bulk.Answer;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When to send an operation again that was not refused for want of throughput: twice as late each time. The operations of
 * one request, and only they, have the same delay, so that they make one request again.
 */
final class RetryDelays {

    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 10_000;
    /** Of what never came to the service, as far as anybody knows: another connection may be good at once. */
    private static final long LONGEST_MILLIS_WITHOUT_ANSWER = 200;

    private static final int DOUBLINGS = 8;

    private RetryDelays() {}

    /**
     * @param answer the last one
     * @param attempts how often it has failed, from 1
     */
    static Duration of(Answer answer, int attempts) {
        long longest = answer.isNone() ? LONGEST_MILLIS_WITHOUT_ANSWER : LONGEST_MILLIS;
        long doubled = Math.min(longest, FIRST_MILLIS << Math.min(attempts - 1, DOUBLINGS));
        return Duration.ofMillis(doubled / 2 + upTo(doubled / 2, answer));
    }

    private static long upTo(long most, Answer answer) {
        return new SplittableRandom(answer.activity().hashCode()).nextLong(1 + most);
    }
}
