package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.client.Verdict;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When to send an operation again: as the service says, else twice as late each time; never all at once. */
final class RetryDelays {

    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 10_000;
    private static final int DOUBLINGS = 8;

    private RetryDelays() {}

    /**
     * @param attempts how often it has failed, from 1
     * @param asked what the service asks for; zero if it does not say
     */
    static Duration of(Verdict verdict, int attempts, Duration asked) {
        long doubled = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts - 1, DOUBLINGS));
        if (verdict == Verdict.THROTTLED && !asked.isZero()) {
            return asked.plusMillis(ThreadLocalRandom.current().nextLong(1 + Math.min(doubled, asked.toMillis())));
        }
        return Duration.ofMillis(doubled / 2 + ThreadLocalRandom.current().nextLong(1 + doubled / 2));
    }
}
