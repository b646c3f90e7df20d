package io.cosmosdataflow.store.cosmos.write.bulk;

/**
 * The throughput that a container is offered, as far as somebody can say.
 *
 * @param unitsPerSecond RU/s of all its physical partitions, of autoscale the most; infinite where nobody holds a client
 *     to it, and 0 if it is not known
 * @param shared whether other containers of the database have it, too
 */
public record Offered(double unitsPerSecond, boolean shared) {

    /** It cannot be read: there is none, as in serverless accounts, or this client may not. */
    public static final Offered UNKNOWN = new Offered(0, false);

    /** Nothing is ever refused for want of it, as in emulators. */
    public static final Offered UNMETERED = new Offered(Double.POSITIVE_INFINITY, false);

    public Offered {
        if (!(unitsPerSecond >= 0)) {
            throw new IllegalArgumentException("a throughput is not negative, and a number");
        }
    }

    boolean known() {
        return unitsPerSecond > 0;
    }

    boolean metered() {
        return !Double.isInfinite(unitsPerSecond);
    }
}
