package io.cosmosdataflow.store.cosmos.write.bulk;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** What the requests to one physical partition spend: at the rate that is learned of it. Not safe for threads. */
final class PartitionRate {

    /** What is not lost when the JVM stands still for a moment: the service keeps a second's worth. */
    private static final double DEPTH_SECONDS = 0.3;
    /** On average a request comes when what the last one cost is there again; but nobody can foresee the moment. */
    private static final double MOST_JITTER_SECONDS = 0.025;

    private static final double MOST_TIMES_THE_AVERAGE = 3;
    /** Together with the jitter, less than is kept. */
    private static final double MOST_SAVED_SECONDS = 0.24;

    private final RangeRate rate;
    private final TokenBucket bucket;
    private final DoubleSupplier random;

    /** @param random from 0 to 1 */
    PartitionRate(RangeRate rate, DoubleSupplier random, long now) {
        this.rate = rate;
        this.random = random;
        this.bucket = new TokenBucket(DEPTH_SECONDS, now);
    }

    RangeRate learned() {
        return rate;
    }

    /**
     * Nanoseconds until the next request may go; 0 if it may now. What costs more than others is saved for before it is
     * sent: sent at once, it would put the partition into debt, which ends before this write comes again, so that only
     * strangers would be refused.
     *
     * @param dear request units of its first operation, as far as it costs more than a request should
     */
    long nanosUntilRoom(double dear, long now) {
        double perSecond = rate.perSecond();
        double saved = rate.isMetered() ? Math.min(dear, perSecond * MOST_SAVED_SECONDS) : 0;
        bucket.refill(perSecond, now);
        if (!bucket.isOpen(saved)) {
            rate.holdsBack(now);
        }
        return Math.max(rate.nanosOfSilence(now), bucket.nanosUntilOpen(perSecond, saved));
    }

    /**
     * Where others spend, too, requests that come at regular times would always find a gap that they have made
     * themselves, and others never: at random times all of them are refused alike.
     */
    void spend(double units) {
        bucket.take(units);
        if (rate.isMetered()) {
            double jitter = Math.min(units, rate.perSecond() * MOST_JITTER_SECONDS);
            double exponential = -Math.log(1 - random.getAsDouble());
            bucket.openAt(jitter * (Math.min(MOST_TIMES_THE_AVERAGE, exponential) - 1));
        }
    }

    /** @param units that were spent beyond the estimate, or not spent */
    void correct(double units) {
        bucket.take(units);
    }

    /**
     * What has come back.
     *
     * @param charge in request units
     * @param refused request units of what was answered 429
     */
    void answered(double charge, double refused, Duration retryAfter, long now) {
        rate.charged(charge, now);
        if (refused > 0) {
            rate.refused(refused, retryAfter, now);
            bucket.empty();
        }
    }
}
