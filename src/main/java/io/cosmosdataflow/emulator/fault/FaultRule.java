package io.cosmosdataflow.emulator.fault;

import io.cosmosdataflow.emulator.meter.RequestKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which requests fail, how often and how.
 *
 * @param faults one of which is drawn each time
 * @param kinds of requests that may fail
 * @param eachOperation whether in a bulk request each operation is drawn for, with a status of its own, in place
 *     of the whole request; faults that are no answers always hit the whole request
 * @param retryAfterMillis told to the client with 429, 449 and 503
 * @param delayMillis how late the answers of {@link Fault#LATE} are
 */
public record FaultRule(
        Draw draw,
        List<Fault> faults,
        Set<RequestKind> kinds,
        boolean eachOperation,
        long retryAfterMillis,
        long delayMillis) {

    /** Longer than clients in direct mode wait for an answer, which is 5 s unless they are told otherwise. */
    public static final long USUAL_DELAY = 6_000;

    /**
     * How often.
     *
     * @param rate the share of requests, from 0 to 1
     * @param seed of the random numbers, so that a test can be repeated
     * @param spared how many requests pass before the first that may fail
     * @param most how many faults there are in all
     */
    public record Draw(double rate, long seed, long spared, long most) {

        public Draw {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate is between 0 and 1, not " + rate);
            }
        }
    }

    public FaultRule {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a fault rule names at least one fault");
        }
        faults = List.copyOf(faults);
        kinds = Set.copyOf(kinds);
    }

    /** A rule for every kind of request, with a retry-after of 10 ms. */
    public static FaultRule of(double rate, long seed, Fault... faults) {
        Draw draw = new Draw(rate, seed, 0, Long.MAX_VALUE);
        return new FaultRule(draw, List.of(faults), EnumSet.allOf(RequestKind.class), false, 10, USUAL_DELAY);
    }

    public FaultRule on(RequestKind... only) {
        return new FaultRule(draw, faults, Set.of(only), eachOperation, retryAfterMillis, delayMillis);
    }

    public FaultRule retryAfter(long millis) {
        return new FaultRule(draw, faults, kinds, eachOperation, millis, delayMillis);
    }

    public FaultRule inEachOperation() {
        return new FaultRule(draw, faults, kinds, true, retryAfterMillis, delayMillis);
    }

    public FaultRule atMost(long count) {
        return with(new Draw(draw.rate(), draw.seed(), draw.spared(), count));
    }

    /** After so many requests, or operations where each is drawn for, that pass. */
    public FaultRule after(long requests) {
        return with(new Draw(draw.rate(), draw.seed(), requests, draw.most()));
    }

    public FaultRule delayed(long millis) {
        return new FaultRule(draw, faults, kinds, eachOperation, retryAfterMillis, millis);
    }

    private FaultRule with(Draw other) {
        return new FaultRule(other, faults, kinds, eachOperation, retryAfterMillis, delayMillis);
    }
}
