package io.cosmosdataflow.store.cosmos.write.bulk;

import java.time.Duration;

/**
 * How long requests are waited for after a connection was lost, as TCP decides that a segment is lost: by the time that
 * answers take. A request that the SDK loses with its connection is never answered and never fails, so that somebody
 * has to say when it is lost.
 *
 * <p>Source: RFC 6298, Computing TCP's Retransmission Timer, sections 2 and 5.
 */
final class RetransmissionTimer {

    private static final double GAIN = 1.0 / 8;
    private static final double GAIN_OF_VARIATION = 1.0 / 4;
    private static final int VARIATIONS = 4;

    private final long leastNanos;
    private final long mostNanos;
    private boolean measured;
    private double answerNanos;
    private double variationNanos;
    /** 2 to the number of requests that were given up since the last answer. */
    private int backoff = 1;

    private boolean lossSeen;
    private long lastLoss;

    /**
     * @param least that a request is waited for after a lost connection
     * @param most that any request is waited for
     */
    RetransmissionTimer(Duration least, Duration most) {
        this.leastNanos = least.toNanos();
        this.mostNanos = most.toNanos();
    }

    /** @param nanos from the request to its answer */
    synchronized void answered(long nanos) {
        if (measured) {
            variationNanos += GAIN_OF_VARIATION * (Math.abs(answerNanos - nanos) - variationNanos);
            answerNanos += GAIN * (nanos - answerNanos);
        } else {
            answerNanos = nanos;
            variationNanos = nanos / 2.0;
            measured = true;
        }
        backoff = 1;
    }

    /** A request has failed on its way. */
    synchronized void connectionLost(long now) {
        lastLoss = now;
        lossSeen = true;
    }

    /** A request had no answer in its time: the next are waited for twice as long. */
    synchronized void givenUp() {
        backoff = Math.min(2 * backoff, 1 << 16);
    }

    /**
     * @param since when a request was made
     * @return nanoseconds that it is waited for
     */
    synchronized long nanosFor(long since) {
        // A request waits for a connection first, and takes one that is lost a moment later.
        boolean mayBeLost = lossSeen && lastLoss - since > -leastNanos;
        if (!mayBeLost || !measured) {
            return mostNanos;
        }
        double usual = answerNanos + VARIATIONS * variationNanos;
        return (long) Math.min(mostNanos, backoff * Math.max(leastNanos, usual));
    }
}
