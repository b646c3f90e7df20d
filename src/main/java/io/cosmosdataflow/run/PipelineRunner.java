package io.cosmosdataflow.run;

import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.flow.StatedPartitionKeys;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.SparkSession;

/** Runs the activities of a pipeline, with threads of their own, and ends its record. */
final class PipelineRunner {

    private final CheckedPipeline checked;
    private final RunScope scope;
    private final SparkSession spark;
    private final RunListener listener;
    private final RunJournal journal;
    private boolean interrupted;

    PipelineRunner(
            CheckedPipeline checked, RunScope scope, SparkSession spark, RunJournal journal, RunListener listener) {
        this.checked = checked;
        this.scope = scope;
        this.spark = spark;
        this.journal = journal;
        this.listener = listener;
    }

    /** @param done what counts as it was recorded, and is not run */
    PipelineResult run(List<ActivityRecord> done) {
        ExecutorService threads = Executors.newCachedThreadPool(PipelineRunner::daemon);
        RunParts parts = new RunParts(checked, spark, threads, journal, listener, new StatedPartitionKeys(scope));
        ActivityListRun list =
                new ActivityListRun(parts, scope, scope.pipeline().activities(), "");
        boolean complete;
        try {
            done.forEach(list::isDone);
            complete = list.run();
        } finally {
            threads.shutdownNow();
        }
        interrupted = list.interrupted();
        if (!complete) {
            return new PipelineResult(journal.close(RunStatus.Cancelled), List.of());
        }
        RunStatus status = list.status();
        RunRecord record = journal.close(status);
        return new PipelineResult(record, status == RunStatus.Failed ? list.failures() : List.of());
    }

    /** Whether the thread of the run was interrupted; it has not the mark any more, since files are written after that. */
    boolean interrupted() {
        return interrupted;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "activity");
        thread.setDaemon(true);
        return thread;
    }
}
