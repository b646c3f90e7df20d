package io.cosmosdataflow.run;

import io.cosmosdataflow.run.PipelineRun.Ended;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.flow.StatedPartitionKeys;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs the activities of a pipeline, with threads of their own, and ends its record. */
final class PipelineRunner {

    private final CheckedPipeline checked;
    private final RunScope scope;
    private final PipelineRun.Shared shared;
    private final Optional<Rerun> rerun;
    private final RunJournal journal;
    private final RunListener listener;

    PipelineRunner(
            CheckedPipeline checked,
            RunScope scope,
            PipelineRun.Shared shared,
            Optional<Rerun> rerun,
            RunJournal journal,
            RunListener listener) {
        this.checked = checked;
        this.scope = scope;
        this.shared = shared;
        this.rerun = rerun;
        this.journal = journal;
        this.listener = listener;
    }

    /** @param done what counts as it was recorded, and is not run */
    Ended run(List<ActivityRecord> done) {
        ExecutorService threads = Executors.newCachedThreadPool(PipelineRunner::daemon);
        RunParts parts = new RunParts(
                checked,
                shared.spark(),
                threads,
                journal,
                listener,
                new StatedPartitionKeys(scope),
                new CalledRuns(shared, listener, rerun));
        ActivityListRun list =
                new ActivityListRun(parts, scope, scope.pipeline().activities(), "");
        boolean complete;
        try {
            done.forEach(list::isDone);
            complete = list.run();
        } finally {
            threads.shutdownNow();
        }
        RunStatus status = complete ? list.status() : RunStatus.Cancelled;
        PipelineResult result =
                new PipelineResult(journal.close(status), status == RunStatus.Failed ? list.failures() : List.of());
        return new Ended(
                result,
                complete ? list.failure() : Optional.empty(),
                scope.variables().returned(),
                list.interrupted());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "activity");
        thread.setDaemon(true);
        return thread;
    }
}
