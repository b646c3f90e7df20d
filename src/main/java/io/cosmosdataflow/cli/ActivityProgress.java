package io.cosmosdataflow.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One running activity.
 *
 * @param before what its counters said when this attempt began
 */
record ActivityProgress(String activity, Instant start, SparkCounters.Counts before) {

    /** {@code Copy1: 12,000 read, 11,500 written, 3,400 documents/s, 21,000 RU/s, 3 throttled}. */
    String line(Instant now, SparkCounters counters) {
        SparkCounters.Counts counts = counters.of(activity).minus(before);
        double seconds = Math.max(0.1, Duration.between(start, now).toMillis() / 1000.0);
        String line = String.format(
                Locale.ROOT,
                "%s: %,d read, %,d written, %,.0f documents/s",
                activity,
                counts.read(),
                counts.written(),
                Math.max(counts.read(), counts.written()) / seconds);
        if (counts.requestUnits() > 0) {
            line += String.format(
                    Locale.ROOT, ", %,.0f RU/s, %,d throttled", counts.requestUnits() / seconds, counts.throttled());
        }
        return line;
    }
}
