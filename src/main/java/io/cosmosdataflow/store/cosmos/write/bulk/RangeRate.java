package io.cosmosdataflow.store.cosmos.write.bulk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Request units that a write may spend on one physical partition each second, as it learns them from what the service
 * charges and refuses.
 *
 * <p>Whenever the service refuses, it has given all that it has: so what it has charged since it refused the last time
 * is the rate that this write can have, whoever else takes the rest. From there the rate grows as the window of TCP
 * CUBIC: it begins a tenth below, is back after some seconds, stays there for a while, and looks for more faster and
 * faster, at last doubling each second; but never beyond the offer, where that is known. Where it is not, the rate doubles
 * at first, as in TCP's slow start, up to what a physical partition has at most. Time counts only while the rate is what
 * holds the write back.
 *
 * <p>Source: RFC 9438, CUBIC for Fast and Long-Distance Networks, sections 4.2 and 4.6; RFC 5681, section 3.1; Microsoft
 * Learn, "Partitioning and horizontal scaling in Azure Cosmos DB", 10,000 RU/s of a physical partition. Not safe for
 * threads.
 */
final class RangeRate {

    /** A partition has no more. */
    static final double MOST_OF_A_PARTITION = 10_000;

    private static final double FIRST_WITHOUT_OFFER = 500;
    private static final double DOUBLED_IN_SECONDS = 0.4;
    private static final double LEFT_AFTER_REFUSAL = 0.9;
    private static final double SECONDS_UNTIL_BACK = 5;
    private static final double LEAST = 1;
    /** Of what is charged, this much is looked at. */
    private static final double WINDOW_SECONDS = 2;

    private static final double SHORTEST_WINDOW_SECONDS = 0.1;
    /** One refusal is noticed in each second, and in less where many operations are refused. */
    private static final double PAUSE_SECONDS = 1;

    private static final double PAUSE_SECONDS_IN_A_FLOOD = 0.2;
    private static final double SHARE_OF_A_FLOOD = 0.1;
    private static final double LONGEST_STEP_SECONDS = 0.1;
    /** Where the service does not say how long. */
    private static final long LEAST_SILENCE_NANOS = 5_000_000;

    private static final double NANOS = 1e9;

    private enum Phase {
        /** Nobody meters. */
        FREE,
        /** The offer is not known, and nothing was refused yet. */
        DOUBLING,
        LEARNED
    }

    private record Charge(long at, double units) {}

    private Phase phase;
    /** What it comes back to. */
    private double plateau;

    private double most = Double.POSITIVE_INFINITY;
    /** While the rate held the write back, since it was last changed. */
    private double seconds;

    private long heldBackAt;
    private boolean heldBack;

    private final Deque<Charge> charges = new ArrayDeque<>();
    private double charged;
    private double refused;
    private long begun;
    private long refusedAt;
    private boolean everRefused;
    private long silentUntil;

    private RangeRate(Phase phase, double plateau, long now) {
        this.phase = phase;
        this.plateau = plateau;
        this.begun = now;
        this.silentUntil = now;
        this.seconds = phase == Phase.LEARNED ? SECONDS_UNTIL_BACK : 0;
    }

    /** Where the service refuses nothing for want of throughput. */
    static RangeRate unmetered(long now) {
        return new RangeRate(Phase.FREE, Double.POSITIVE_INFINITY, now);
    }

    /** @param share of the write's tasks that share this rate */
    static RangeRate unknown(double share, long now) {
        RangeRate rate = new RangeRate(Phase.DOUBLING, FIRST_WITHOUT_OFFER * share, now);
        rate.most = MOST_OF_A_PARTITION;
        return rate;
    }

    /**
     * @param most RU/s that the partition has
     * @param first RU/s to begin with
     */
    static RangeRate offered(double most, double first, long now) {
        RangeRate rate = new RangeRate(Phase.LEARNED, first, now);
        rate.most = most;
        return rate;
    }

    /** The same when the offer was changed; what was learned of the old one does not hold for it. */
    void offerIs(double newMost, double first, long now) {
        if (newMost != most || phase != Phase.LEARNED) {
            phase = Phase.LEARNED;
            most = newMost;
            restart(first, SECONDS_UNTIL_BACK, now);
        }
    }

    /** More tasks share the rate than before. */
    void grow(double factor) {
        plateau *= factor;
    }

    /** RU/s; infinite where nobody meters. */
    double perSecond() {
        double now =
                switch (phase) {
                    case FREE -> Double.POSITIVE_INFINITY;
                    case DOUBLING -> plateau * Math.pow(2, seconds / DOUBLED_IN_SECONDS);
                    case LEARNED -> plateau
                            * (1 + (1 - LEFT_AFTER_REFUSAL) * cube())
                            * Math.pow(2, secondsWithoutWord());
                };
        return Math.max(LEAST, Math.min(most, now));
    }

    private double cube() {
        double way = Math.min(1, (seconds - SECONDS_UNTIL_BACK) / SECONDS_UNTIL_BACK);
        return way * way * way;
    }

    /** As long after the plateau as before it, somebody should have been refused: there is more than there was. */
    private double secondsWithoutWord() {
        return Math.max(0, seconds - 2 * SECONDS_UNTIL_BACK);
    }

    /** There is more to send than the rate lets go. */
    void holdsBack(long now) {
        if (heldBack) {
            seconds += Math.min((now - heldBackAt) / NANOS, LONGEST_STEP_SECONDS);
        }
        heldBack = true;
        heldBackAt = now;
    }

    void charged(double units, long now) {
        if (phase == Phase.FREE) {
            return;
        }
        charged += units;
        charges.add(new Charge(now, units));
        while (now - charges.peek().at() > WINDOW_SECONDS * NANOS) {
            charges.remove();
        }
    }

    /**
     * @param units that the refused operations would have cost
     * @param retryAfter in which the partition takes nothing
     */
    void refused(double units, Duration retryAfter, long now) {
        silentUntil = Math.max(silentUntil, now + Math.max(LEAST_SILENCE_NANOS, retryAfter.toNanos()));
        refused += units;
        if (phase == Phase.FREE || everRefused && now - refusedAt < pauseNanos()) {
            return;
        }
        double before = perSecond();
        double mine = Math.min(before, Math.max(before / 2, measured(now)));
        if (phase == Phase.DOUBLING) {
            // The service has had units to spare, so that too much was measured.
            restart(Math.min(mine, before / 2), SECONDS_UNTIL_BACK, now);
            phase = Phase.LEARNED;
        } else {
            restart(mine, 0, now);
        }
        everRefused = true;
        refusedAt = now;
    }

    private double pauseNanos() {
        boolean flood = refused >= SHARE_OF_A_FLOOD * (refused + charged);
        return NANOS * (flood ? PAUSE_SECONDS_IN_A_FLOOD : PAUSE_SECONDS);
    }

    private double measured(long now) {
        double since = Math.min((now - begun) / NANOS, WINDOW_SECONDS);
        double units = charges.stream()
                .filter(each -> each.at() - begun >= 0)
                .mapToDouble(Charge::units)
                .sum();
        return units / Math.max(SHORTEST_WINDOW_SECONDS, since);
    }

    private void restart(double at, double from, long now) {
        plateau = at;
        seconds = from;
        begun = now;
        charged = 0;
        refused = 0;
    }

    boolean isMetered() {
        return phase != Phase.FREE;
    }

    /** Nanoseconds for which the partition takes nothing. */
    long nanosOfSilence(long now) {
        return Math.max(0, silentUntil - now);
    }
}
