package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.StateDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/** Runs a checked pipeline once. */
public final class PipelineRun {

    private final CheckedPipeline checked;
    private final RunScope scope;
    private final Optional<Rerun> rerun;
    private final Optional<RunRecord.Caller> caller;
    private final Shared shared;
    private final RunListener listener;

    /** What the runs have that call each other. */
    record Shared(RunGroup group, DetachedRuns detached, SparkSession spark) {}

    /**
     * How it has ended.
     *
     * @param failure why, by the rule for pipelines; empty if it has not failed
     * @param returned what the pipeline has given back, by name
     * @param interrupted whether the thread was interrupted; it has not the mark any more
     */
    record Ended(PipelineResult result, Optional<JobException> failure, ObjectNode returned, boolean interrupted) {}

    /**
     * @param rerun of the run that this one repeats
     * @param caller the activity that calls it; empty if somebody has started it
     */
    PipelineRun(
            CheckedPipeline checked,
            RunScope scope,
            Optional<Rerun> rerun,
            Optional<RunRecord.Caller> caller,
            Shared shared,
            RunListener listener) {
        this.checked = checked;
        this.scope = scope;
        this.rerun = rerun;
        this.caller = caller;
        this.shared = shared;
        this.listener = listener;
    }

    /**
     * @param parameters as text, by name
     * @param options where the record of the run goes, also of a run that failed
     * @return what happened; a failed activity does not throw, nor does a run that was cancelled: by its options, or by
     *     an interrupt of this thread, which has the mark of it then
     * @throws JobException for parameters that do not fit, or because another run of the pipeline is in progress;
     *     nothing has run then
     */
    public static PipelineResult run(
            CheckedPipeline checked,
            Map<String, String> parameters,
            RunOptions options,
            SparkSession spark,
            RunListener listener) {
        return run(checked, parameters, options, Optional.empty(), spark, listener);
    }

    /**
     * Runs an earlier run again.
     *
     * @param given parameters that the record does not have, or that shall be others this time
     * @throws JobException as {@link #run}, and for what the record does not allow
     */
    public static PipelineResult rerun(
            CheckedPipeline checked,
            Rerun rerun,
            Map<String, String> given,
            RunOptions options,
            SparkSession spark,
            RunListener listener) {
        RunOptions same = options.withDebugSession(rerun.of().origin().debugSession());
        Map<String, String> parameters = rerun.parameters(checked.scope().pipeline(), given);
        return run(checked, parameters, same, Optional.of(rerun), spark, listener);
    }

    private static PipelineResult run(
            CheckedPipeline checked,
            Map<String, String> parameters,
            RunOptions options,
            Optional<Rerun> rerun,
            SparkSession spark,
            RunListener listener) {
        String runId = UUID.randomUUID().toString();
        RunScope scope = checked.scope().running(parameters, runId, options);
        DetachedRuns detached = new DetachedRuns();
        Shared shared = new Shared(new RunGroup(runId, options), detached, spark);
        Ended ended;
        List<JobException> failures;
        try {
            ended = new PipelineRun(checked, scope, rerun, Optional.empty(), shared, listener).run();
            mark(ended.interrupted());
        } finally {
            failures = detached.await();
        }
        failures.addAll(0, ended.result().failures());
        return new PipelineResult(ended.result().record(), failures);
    }

    private static void mark(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Ended run() {
        List<ActivityRecord> done =
                rerun.map(earlier -> earlier.done(scope.pipeline())).orElse(List.of());
        RunRecord.Origin origin = new RunRecord.Origin(
                rerun.map(earlier -> earlier.of().runId()), scope.options().debugSession(), caller);
        RunJournal journal = new RunJournal(scope, origin);
        return scope.options().state().map(state -> run(done, journal, state)).orElseGet(() -> runner(scope, journal)
                .run(done));
    }

    private Ended run(List<ActivityRecord> done, RunJournal journal, StateDirectory state) {
        RunGroup group = shared.group();
        String pipeline = scope.pipeline().name();
        RunLock lock = group.lock(pipeline);
        try {
            journal.open();
            KeptState kept = new KeptState(scope, state, group, lock, journal, rerun, listener);
            return attempt(runner(scope.keeping(kept), journal), done, journal);
        } finally {
            group.release(scope.runId());
            group.unlock(pipeline);
        }
    }

    private PipelineRunner runner(RunScope running, RunJournal journal) {
        return new PipelineRunner(checked, running, shared, rerun, journal, listener);
    }

    /** A run that breaks off leaves no record that says it goes on. */
    private static Ended attempt(PipelineRunner runner, List<ActivityRecord> done, RunJournal journal) {
        try {
            return runner.run(done);
        } catch (Exception | Error e) {
            journal.abandon(Failures.of(e));
            throw e;
        }
    }
}
