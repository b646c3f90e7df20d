package io.cosmosdataflow.emulator.fault;

import io.cosmosdataflow.emulator.meter.RequestKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which requests fail, how often and how.
 *
 * @param rate the share of requests, from 0 to 1
 * @param seed of the random numbers, so that a test can be repeated
 * @param faults one of which is drawn each time
 * @param kinds of requests that may fail
 * @param retryAfterMillis told to the client with 429, 449 and 503
 * @param eachOperation whether in a bulk request each operation is drawn for, with a status of its own, in place
 *     of the whole request; faults that are no answers always hit the whole request
 * @param most how many faults there are in all
 * @param spared how many requests of these kinds pass before the first that may fail
 * @param delayMillis how late the answers of {@link Fault#LATE} are
 */
public record FaultRule(
        double rate,
        long seed,
        List<Fault> faults,
        Set<RequestKind> kinds,
        long retryAfterMillis,
        boolean eachOperation,
        long most,
        long spared,
        long delayMillis) {

    /** Longer than clients in direct mode wait for an answer, which is 5 s unless they are told otherwise. */
    public static final long USUAL_DELAY = 6_000;

    public FaultRule {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate is between 0 and 1, not " + rate);
        }
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a fault rule names at least one fault");
        }
        faults = List.copyOf(faults);
        kinds = Set.copyOf(kinds);
    }

    /** A rule for every kind of request, with a retry-after of 10 ms. */
    public static FaultRule of(double rate, long seed, Fault... faults) {
        return new FaultRule(
                rate,
                seed,
                List.of(faults),
                EnumSet.allOf(RequestKind.class),
                10,
                false,
                Long.MAX_VALUE,
                0,
                USUAL_DELAY);
    }

    public FaultRule on(RequestKind... only) {
        return new FaultRule(
                rate, seed, faults, Set.of(only), retryAfterMillis, eachOperation, most, spared, delayMillis);
    }

    public FaultRule retryAfter(long millis) {
        return new FaultRule(rate, seed, faults, kinds, millis, eachOperation, most, spared, delayMillis);
    }

    public FaultRule inEachOperation() {
        return new FaultRule(rate, seed, faults, kinds, retryAfterMillis, true, most, spared, delayMillis);
    }

    public FaultRule atMost(long count) {
        return new FaultRule(rate, seed, faults, kinds, retryAfterMillis, eachOperation, count, spared, delayMillis);
    }

    /** After so many requests, or operations where each is drawn for, that pass. */
    public FaultRule after(long requests) {
        return new FaultRule(rate, seed, faults, kinds, retryAfterMillis, eachOperation, most, requests, delayMillis);
    }

    public FaultRule delayed(long millis) {
        return new FaultRule(rate, seed, faults, kinds, retryAfterMillis, eachOperation, most, spared, millis);
    }
}
