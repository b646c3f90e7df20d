package io.cosmosdataflow.store.lost;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/** One attempt of a task, whoever skips rows in it. */
final class SkippingTask {

    private static final Map<String, SkippingTask> RUNNING = new ConcurrentHashMap<>();

    private final TaskContext context;
    private final boolean counts;
    private final LogForm form;
    private final SkipDraft draft;
    private long read;
    private long skippedAtSource;
    private long skippedLater;

    private SkippingTask(TaskContext context, TaskSkips skips) {
        this.context = context;
        this.counts = skips.token().equals(context.getLocalProperty(TaskSkips.PROPERTY));
        boolean logs = counts && skips.place() != null;
        this.form = logs ? skips.place().form() : null;
        this.draft =
                logs ? new SkipDraft(skips.place(), new Path(skips.drafts()), task(), context.taskAttemptId()) : null;
    }

    /** That of the running thread. */
    static SkippingTask of(TaskContext context, TaskSkips skips) {
        String key = skips.token() + '/' + context.taskAttemptId();
        SkippingTask known = RUNNING.get(key);
        if (known != null) {
            return known;
        }
        SkippingTask task = new SkippingTask(context, skips);
        RUNNING.put(key, task);
        TaskCounts counts = skips.counts();
        context.addTaskCompletionListener(ended -> {
            RUNNING.remove(key);
            task.end(counts);
        });
        return task;
    }

    boolean is(TaskContext other) {
        return context == other;
    }

    void read() {
        read++;
    }

    void lost(boolean atSource, LostRow row) {
        if (!counts) {
            return;
        }
        if (atSource) {
            skippedAtSource++;
        } else {
            skippedLater++;
        }
        if (draft != null) {
            draft.write(form.row(Instant.now(), row));
        }
    }

    private void end(TaskCounts all) {
        if (!counts) {
            return;
        }
        boolean skipped = skippedAtSource + skippedLater > 0;
        if (draft != null) {
            draft.finish();
        }
        all.add(new TaskCount(
                task(), read, skippedAtSource, skippedLater, draft != null && skipped ? draft.name() : ""));
    }

    private TaskCount.Task task() {
        return new TaskCount.Task(context.stageId(), context.partitionId());
    }
}
