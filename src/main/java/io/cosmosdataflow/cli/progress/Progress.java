package io.cosmosdataflow.cli.progress;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.terminal.ErrorReport;
import io.cosmosdataflow.run.RunListener;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * Shows a run while it goes on: on a terminal one line that is rewritten, in a log a line every few seconds as long as
 * something moves; and what each activity did when it ends, or why it failed, be that handled or not.
 */
public final class Progress implements AutoCloseable {

    private static final Duration TERMINAL_PERIOD = Duration.ofMillis(250);
    private static final Duration LOG_PERIOD = Duration.ofSeconds(5);
    private static final int INDENT = 4;

    private final Console console;
    private final SparkSession spark;
    private final SparkCounters counters = new SparkCounters();
    private final Map<String, ActivityProgress> running = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, SparkCounters.Counts> logged = new HashMap<>();
    private boolean lineOpen;

    private Progress(Console console, SparkSession spark) {
        this.console = console;
        this.spark = spark;
    }

    public static Progress start(Console console, SparkSession spark) {
        Progress progress = new Progress(console, spark);
        spark.sparkContext().addSparkListener(progress.counters);
        long period = (console.interactive() ? TERMINAL_PERIOD : LOG_PERIOD).toMillis();
        progress.clock.scheduleAtFixedRate(progress::show, period, period, TimeUnit.MILLISECONDS);
        return progress;
    }

    public RunListener listener() {
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
        console.result(ActivitySummary.head(activity), INDENT);
        if (activity.status() == RunStatus.Succeeded) {
            ActivitySummary.lines(activity).forEach(line -> console.result("  " + line, INDENT));
        }
        console.out().flush();
        activity.error().ifPresent(error -> new ErrorReport(console).print(error));
    }

    private synchronized void print(String line) {
        clearLine();
        console.remark(line, INDENT);
    }

    private synchronized void show() {
        if (running.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        if (!console.interactive()) {
            running.values().forEach(activity -> log(activity, now));
            return;
        }
        clearLine();
        // A character less than fit: some terminals go to the next line as soon as the last column is written.
        console.err()
                .print(ActivityProgress.line(
                        running.values(), now, counters, console.errWidth().getAsInt() - 1));
        console.err().flush();
        lineOpen = true;
    }

    /** What stands still is said once, and what has not begun not at all. */
    private void log(ActivityProgress activity, Instant now) {
        SparkCounters.Counts counts = counters.of(activity.activity());
        SparkCounters.Counts last = logged.getOrDefault(activity.activity(), activity.before());
        if (!counts.equals(last)) {
            logged.put(activity.activity(), counts);
            console.err().println(activity.line(now, counters));
        }
    }

    private void clearLine() {
        if (lineOpen) {
            console.wipeLine();
            lineOpen = false;
        }
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
