package io.cosmosdataflow.store.cosmos.write.bulk;

/**
 * Request units that may be spent now, which come at a rate; what is spent beyond them is a debt that is waited for. Not
 * safe for threads.
 */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double depthSeconds;
    private double left;
    private double least;
    private long at;

    /** @param depthSeconds for how many seconds units are kept that nobody spends */
    TokenBucket(double depthSeconds, long now) {
        this.depthSeconds = depthSeconds;
        this.at = now;
    }

    /** @param perSecond since the last call; infinite where nothing is to be waited for */
    void refill(double perSecond, long now) {
        if (Double.isInfinite(perSecond)) {
            left = 0;
            least = 0;
        } else {
            left = Math.min(perSecond * depthSeconds, left + (now - at) / NANOS * perSecond);
        }
        at = now;
    }

    /** @param more than has to be there for each */
    boolean isOpen(double more) {
        return left >= least + more;
    }

    /** May be negative, to give back. */
    void take(double units) {
        left -= units;
    }

    /** How much has to be there before the next may take some; may be negative. */
    void openAt(double units) {
        least = units;
    }

    /** What is there is not spent, a debt stays. */
    void empty() {
        left = Math.min(left, 0);
    }

    /** Nanoseconds until it is open for something that needs as much more; 0 if it is. */
    long nanosUntilOpen(double perSecond, double more) {
        return isOpen(more) ? 0 : (long) Math.ceil((least + more - left) / perSecond * NANOS);
    }
}
