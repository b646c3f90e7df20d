package io.cosmosdataflow.fuzz;

import io.cosmosdataflow.testing.Seed;
import java.time.Duration;

/** How long random tests go on, and which random numbers they begin with. */
final class FuzzTime {

    private final long end;

    private FuzzTime(long end) {
        this.end = end;
    }

    /**
     * Seconds in the build; {@code -Dfuzz.seconds=N -Djunit.jupiter.execution.timeout.mode=disabled
     * -Dsurefire.timeout=0} for as long as one likes.
     */
    static FuzzTime usually(Duration time) {
        long seconds = Long.getLong("fuzz.seconds", time.toSeconds());
        return new FuzzTime(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    }

    boolean isLeft() {
        return System.nanoTime() < end;
    }

    /** Whether somebody lets it run by hand, and wants what no build has seen. */
    static boolean byHand() {
        return Long.getLong("fuzz.seconds") != null;
    }

    /** {@code -Dfuzz.seed=N} repeats a test, {@code random} tries what no build has; it is printed, and in the message of each finding. */
    static long seed() {
        return Seed.of("fuzz");
    }
}
