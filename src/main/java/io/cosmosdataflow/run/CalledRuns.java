package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.expression.scope.RunVariables;
import io.cosmosdataflow.run.PipelineRun.Ended;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.PipelineCall;
import io.cosmosdataflow.run.activity.PipelineCalls;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.state.StateDirectory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The runs that activities of one run call. Safe for several threads. */
final class CalledRuns implements PipelineCalls {

    private final PipelineRun.Shared shared;
    private final RunListener listener;
    private final Optional<Rerun> rerun;
    private Map<String, RunRecord> called;

    /**
     * @param listener of the run
     * @param rerun the run that this one repeats
     */
    CalledRuns(PipelineRun.Shared shared, RunListener listener, Optional<Rerun> rerun) {
        this.shared = shared;
        this.listener = listener;
        this.rerun = rerun;
    }

    @Override
    public Outcome run(PipelineCall call, ActivityContext caller) {
        Issues issues = new Issues();
        CheckedPipeline checked = CheckedPipeline.of(call.callee(), issues);
        issues.throwIfErrors();
        String runId = UUID.randomUUID().toString();
        PipelineRun run = new PipelineRun(
                checked,
                scope(call, runId, caller),
                earlier(caller),
                Optional.of(new RunRecord.Caller(
                        caller.scope().runId(),
                        caller.activity(),
                        shared.group().id())),
                shared,
                inside(caller.activity()));
        Pipeline callee = call.callee().pipeline();
        String shown = "Run " + runId + " of pipeline '" + callee.name() + "'";
        if (!call.waits()) {
            shared.detached()
                    .start(shown + ", which activity '" + caller.activity() + "' does not wait for,", () -> run.run()
                            .failure());
            return new Outcome(runId, Optional.empty(), JsonNodeFactory.instance.objectNode());
        }
        Ended ended = run.run();
        if (ended.result().record().status() == RunStatus.Cancelled) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.");
        }
        return new Outcome(
                runId,
                ended.failure().map(why -> why.inside(shown + " failed: " + why.getMessage())),
                ended.returned());
    }

    private RunScope scope(PipelineCall call, String runId, ActivityContext caller) {
        RunScope calling = caller.scope();
        String path = caller.activity();
        RunVariables variables = RunVariables.called(
                runId,
                shared.group().id(),
                new RunVariables.Caller(calling.pipeline().name(), calling.runId()),
                path.substring(path.lastIndexOf(ActivityListRun.INSIDE) + 1),
                caller.activityRunId().toString(),
                Instant.now());
        // What is waited for is cancelled by the interrupt of the one that waits, so that nothing takes it for a
        // failure.
        RunOptions options = call.waits() ? calling.options().withCancelled(() -> false) : calling.options();
        return call.callee().called(variables, options, call.secureInput());
    }

    /** The run that the same activity has called in the run that this one repeats. */
    private Optional<Rerun> earlier(ActivityContext caller) {
        return rerun.flatMap(of -> caller.scope().options().state().map(state -> called(of, state)))
                .map(records -> records.get(caller.activity()))
                .map(record -> new Rerun(record, Optional.empty()));
    }

    /** Asked once: it takes a look at all records. */
    private synchronized Map<String, RunRecord> called(Rerun of, StateDirectory state) {
        if (called == null) {
            called = state.called(of.of().runId());
        }
        return called;
    }

    /** Tells of activities of the called run under the path of the one that calls. */
    private RunListener inside(String path) {
        String prefix = path + ActivityListRun.INSIDE;
        return new RunListener() {
            @Override
            public void activityStarted(String activity, String type, int attempt) {
                listener.activityStarted(prefix + activity, type, attempt);
            }

            @Override
            public void noted(String activity, String remark) {
                listener.noted(prefix + activity, remark);
            }

            @Override
            public void activityEnded(ActivityRecord activity) {
                listener.activityEnded(activity.withName(prefix + activity.name()));
            }
        };
    }
}
