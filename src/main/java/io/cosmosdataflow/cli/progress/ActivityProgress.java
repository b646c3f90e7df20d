package io.cosmosdataflow.cli.progress;

import io.cosmosdataflow.cli.terminal.FittingText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One running activity.
 *
 * @param before what its counters said when this attempt began
 */
record ActivityProgress(String activity, Instant start, SparkCounters.Counts before) {

    private static final String BETWEEN = "   ";

    /** What fits of all that run, on one line: first in full, then in brief, then the beginning. */
    static String line(Collection<ActivityProgress> running, Instant now, SparkCounters counters, int width) {
        String full = all(running, each -> each.line(now, counters));
        String line = FittingText.width(full) <= width ? full : all(running, each -> each.brief(now, counters));
        return FittingText.cut(line, width);
    }

    private static String all(Collection<ActivityProgress> running, Function<ActivityProgress, String> line) {
        return running.stream().map(line).collect(Collectors.joining(BETWEEN));
    }

    /**
     * {@code Copy1 12 s: 12,000 read, 11,500 written, 3,400 rows/s, 21,000 RU/s, 3 throttled}; what is zero is left
     * out.
     */
    String line(Instant now, SparkCounters counters) {
        SparkCounters.Counts counts = counters.of(activity).minus(before);
        double seconds = Math.max(0.1, Duration.between(start, now).toMillis() / 1000.0);
        List<String> parts = new ArrayList<>();
        add(parts, counts.read(), "read");
        add(parts, counts.written(), "written");
        add(parts, Math.round(Math.max(counts.read(), counts.written()) / seconds), "rows/s");
        add(parts, Math.round(counts.requestUnits() / seconds), "RU/s");
        add(parts, counts.throttled(), "throttled");
        return head(now) + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    /** {@code Copy1 12 s: 11,500}. */
    private String brief(Instant now, SparkCounters counters) {
        SparkCounters.Counts counts = counters.of(activity).minus(before);
        long rows = counts.written() > 0 ? counts.written() : counts.read();
        return head(now) + (rows > 0 ? String.format(Locale.ROOT, ": %,d", rows) : "");
    }

    private String head(Instant now) {
        return String.format(
                Locale.ROOT, "%s %,d s", activity, Duration.between(start, now).toSeconds());
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }
}
