package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.ActivityRecord.Failure;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.EndedActivities;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.state.StateDirectory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the record of a run while it goes on, so that a run that is killed has left what it knew. Safe for several
 * threads.
 */
final class RunJournal {

    private static final Logger LOG = LoggerFactory.getLogger(RunJournal.class);

    /** Up to so many activities, each change is written at once; with more, writing takes a tenth of the time at most. */
    private static final int WRITTEN_AT_ONCE = 200;

    private static final int TIMES_BETWEEN = 10;

    private record Taken(List<FeedRange> ranges, Optional<String> checkpointKey) {}

    private final RunScope scope;
    private final Optional<StateDirectory> state;
    private final RunRecord.Origin origin;
    private final Instant start = Instant.now();
    private final Map<String, ActivityRecord> running = new LinkedHashMap<>();
    private final EndedActivities ended;
    private final Map<String, Taken> taken = new LinkedHashMap<>();
    private Optional<Timer> timer = Optional.empty();
    private boolean savesLater;
    private long savedAt;
    private long saveTook;
    private RunStatus status = RunStatus.InProgress;
    private Optional<Failure> error = Optional.empty();

    /** @param origin what has made the run */
    RunJournal(RunScope scope, RunRecord.Origin origin) {
        this.scope = scope;
        this.state = scope.options().state();
        this.origin = origin;
        this.ended = new EndedActivities(state, scope.runId());
    }

    /** The run has begun. */
    synchronized void open() {
        save();
    }

    synchronized void started(String activity, String type, int attempt) {
        Instant begin = Optional.ofNullable(running.get(activity))
                .map(ActivityRecord::start)
                .orElseGet(Instant::now);
        running.put(
                activity,
                new ActivityRecord(
                        activity,
                        type,
                        new Course(RunStatus.InProgress, begin, Instant.now()),
                        attempt,
                        JsonNodeFactory.instance.objectNode()));
        saveIfPossible();
    }

    /** Before anything is written; a run that cannot keep this must not write. */
    synchronized void taking(String activity, Optional<String> checkpointKey, List<FeedRange> ranges) {
        if (status != RunStatus.InProgress) {
            throw JobException.of(ErrorCode.ActivityFailed, "The run has ended.");
        }
        taken.put(activity, new Taken(List.copyOf(ranges), checkpointKey));
        save();
    }

    /** The activity, with what it has taken of change feeds. */
    synchronized ActivityRecord ended(ActivityRecord activity) {
        running.remove(activity.name());
        ActivityRecord whole = complete(activity);
        ifPossible(() -> ended.add(whole));
        saveIfPossible();
        return whole;
    }

    private ActivityRecord complete(ActivityRecord activity) {
        return Optional.ofNullable(taken.get(activity.name()))
                .map(feeds -> activity.withFeeds(feeds.ranges(), feeds.checkpointKey()))
                .orElse(activity);
    }

    /**
     * Activities that run end here, as {@code Cancelled}.
     *
     * @param path what their names begin with; empty for all
     */
    synchronized List<ActivityRecord> cancelRunning(String path) {
        List<ActivityRecord> cancelled = running.values().stream()
                .filter(activity -> activity.name().startsWith(path))
                .map(activity -> activity.withCourse(
                        activity.course().ended(RunStatus.Cancelled, Instant.now(), Optional.empty())))
                .toList();
        return cancelled.stream().map(this::ended).toList();
    }

    synchronized RunRecord close(RunStatus outcome) {
        timer.ifPresent(Timer::cancel);
        status = outcome;
        return save();
    }

    /** The run ends without an outcome of its activities: it was cancelled, or met a fault of ours. */
    synchronized void abandon(JobException why) {
        timer.ifPresent(Timer::cancel);
        status = RunStatus.Failed;
        error = Optional.of(new Failure(why.code().name(), scope.secrets().masked(why.getMessage())));
        saveNowIfPossible();
    }

    private void saveIfPossible() {
        long next = savedAt + TIMES_BETWEEN * saveTook;
        // What ends after the run has no place in its record.
        if (state.isEmpty() || savesLater || status != RunStatus.InProgress) {
            return;
        }
        if (ended.size() <= WRITTEN_AT_ONCE || System.nanoTime() - next >= 0) {
            saveNowIfPossible();
            return;
        }
        savesLater = true;
        timer = timer.or(() -> Optional.of(new Timer("record", true)));
        timer.get()
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                saveLater();
                            }
                        },
                        Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime())));
    }

    private synchronized void saveLater() {
        savesLater = false;
        if (status == RunStatus.InProgress) {
            saveNowIfPossible();
        }
    }

    private void saveNowIfPossible() {
        ifPossible(this::save);
    }

    private void ifPossible(Runnable writing) {
        try {
            writing.run();
        } catch (JobException e) {
            // The run itself needs no record; the next one may be kept, and the last one must.
            LOG.warn("The record of run {} is not up to date: {}", scope.runId(), e.getMessage());
        }
    }

    private RunRecord save() {
        long begin = System.nanoTime();
        RunRecord record = new RunRecord(
                scope.runId(),
                scope.factory().name(),
                scope.pipeline().name(),
                new Course(status, start, Instant.now(), error),
                scope.shownParameters(),
                ended.and(running.values().stream().map(this::complete).toList()),
                origin);
        state.ifPresent(directory -> directory.save(record));
        savedAt = System.nanoTime();
        saveTook = savedAt - begin;
        return record;
    }
}
