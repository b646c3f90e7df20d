package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.activity.RunState;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.StateDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/** Runs a checked pipeline once. */
public final class PipelineRun {

    private PipelineRun() {}

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
        Pipeline pipeline = checked.scope().pipeline();
        RunScope scope = checked.scope().running(parameters, runId, options);
        List<ActivityRecord> done = rerun.map(earlier -> earlier.done(pipeline)).orElse(List.of());
        RunJournal journal =
                new RunJournal(scope, rerun.map(earlier -> earlier.of().runId()));
        if (options.state().isEmpty()) {
            PipelineRunner runner = new PipelineRunner(checked, scope, spark, journal, listener);
            return marked(runner, runner.run(done));
        }
        StateDirectory state = options.state().get();
        PipelineRunner runner;
        PipelineResult result;
        try (RunLock lock = state.lock(pipeline.name(), options.debugSession(), runId)) {
            journal.open();
            RunState kept = new KeptState(scope, state, lock, journal, rerun, listener);
            runner = new PipelineRunner(checked, scope.keeping(kept), spark, journal, listener);
            result = attempt(runner, done, journal);
        }
        return marked(runner, result);
    }

    private static PipelineResult marked(PipelineRunner runner, PipelineResult result) {
        if (runner.interrupted()) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    /** A run that breaks off leaves no record that says it goes on. */
    private static PipelineResult attempt(PipelineRunner runner, List<ActivityRecord> done, RunJournal journal) {
        try {
            return runner.run(done);
        } catch (Exception | Error e) {
            journal.abandon(Failures.of(e));
            throw e;
        }
    }
}
