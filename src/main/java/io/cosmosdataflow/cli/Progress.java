package io.cosmosdataflow.cli;

import io.cosmosdataflow.run.RunListener;
import io.cosmosdataflow.state.ActivityRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * Shows a run while it goes on: on a terminal one line that is rewritten, in a log a line every few seconds;
 * and the output of each activity when it ends.
 */
final class Progress implements AutoCloseable {

    private static final Duration TERMINAL_PERIOD = Duration.ofMillis(250);
    private static final Duration LOG_PERIOD = Duration.ofSeconds(5);

    private final Console console;
    private final SparkSession spark;
    private final SparkCounters counters = new SparkCounters();
    private final Map<String, ActivityProgress> running = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private boolean lineOpen;

    private Progress(Console console, SparkSession spark) {
        this.console = console;
        this.spark = spark;
    }

    static Progress start(Console console, SparkSession spark) {
        Progress progress = new Progress(console, spark);
        spark.sparkContext().addSparkListener(progress.counters);
        long period = (console.interactive() ? TERMINAL_PERIOD : LOG_PERIOD).toMillis();
        progress.clock.scheduleAtFixedRate(progress::show, period, period, TimeUnit.MILLISECONDS);
        return progress;
    }

    RunListener listener() {
        return new RunListener() {
            @Override
            public void activityStarted(String activity, String type, int attempt) {
                started(activity, type, attempt);
            }

            @Override
            public void noted(String activity, String remark) {
                print(activity + ": " + remark);
            }

            @Override
            public void activityEnded(ActivityRecord activity) {
                ended(activity);
            }
        };
    }

    private synchronized void started(String activity, String type, int attempt) {
        running.put(activity, new ActivityProgress(activity, Instant.now(), counters.of(activity)));
        print(type + " '" + activity + "' started" + (attempt > 1 ? ", attempt " + attempt : "") + ".");
    }

    private synchronized void ended(ActivityRecord activity) {
        running.remove(activity.name());
        clearLine();
        Duration took = Duration.between(activity.start(), activity.end());
        console.out()
                .printf(
                        "%s '%s' %s in %.1f s%n",
                        activity.type(),
                        activity.name(),
                        activity.status().name().toLowerCase(java.util.Locale.ROOT),
                        took.toMillis() / 1000.0);
        if (!activity.output().isEmpty()) {
            console.out().println(indented(activity));
        }
        console.out().flush();
    }

    private synchronized void print(String line) {
        clearLine();
        console.err().println(line);
    }

    private synchronized void show() {
        if (running.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        if (!console.interactive()) {
            running.values().forEach(activity -> console.err().println(activity.line(now, counters)));
            return;
        }
        StringBuilder line = new StringBuilder();
        running.values()
                .forEach(activity -> line.append(line.isEmpty() ? "" : "   ").append(activity.line(now, counters)));
        clearLine();
        console.err().print(line.length() > 160 ? line.substring(0, 160) : line);
        console.err().flush();
        lineOpen = true;
    }

    private void clearLine() {
        if (lineOpen) {
            console.err().print("\r\u001B[K");
            lineOpen = false;
        }
    }

    /** A line for each key, its value in one line however deep it is. */
    private static String indented(ActivityRecord activity) {
        StringBuilder text = new StringBuilder("  {");
        activity.output().fields().forEachRemaining(field -> text.append(text.length() == 3 ? "\n" : ",\n")
                .append("    \"")
                .append(field.getKey())
                .append("\": ")
                .append(field.getValue()));
        return text.append("\n  }").toString();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            clearLine();
        }
        if (!spark.sparkContext().isStopped()) {
            spark.sparkContext().removeSparkListener(counters);
        }
    }
}
