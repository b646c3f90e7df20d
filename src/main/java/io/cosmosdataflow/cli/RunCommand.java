package io.cosmosdataflow.cli;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.Rerun;
import io.cosmosdataflow.run.RunOptions;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import java.util.Comparator;
import java.util.Optional;

/** {@code run} and {@code rerun}: checks, starts what local mode needs, runs, and prints each activity's output. */
final class RunCommand {

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Run command) {
        return new JobEnvironment(command.environment(), console).run(command.pipeline(), (job, session, progress) -> {
            RunOptions options = options(command.environment()).withDebugSession(command.debugSession());
            return report(job.run(session, command.parameters(), options, progress.listener()));
        });
    }

    int execute(Command.Rerun command) {
        RunRecord record = JobEnvironment.record(command.environment(), command.runId());
        Rerun rerun = new Rerun(record, command.fromActivity());
        return new JobEnvironment(command.environment(), console).run(record.pipeline(), (job, session, progress) -> {
            RunOptions options = options(command.environment());
            return report(job.rerun(session, rerun, command.parameters(), options, progress.listener()));
        });
    }

    private static RunOptions options(Command.Environment environment) {
        return new RunOptions(
                environment.stateDirectory().map(StateLocation::open),
                Optional.empty(),
                environment.rejects(),
                environment.maxErrors());
    }

    private int report(PipelineResult result) {
        boolean succeeded = result.record().status() == RunStatus.Succeeded;
        console.out()
                .println("Pipeline '" + result.record().pipeline() + "' " + (succeeded ? "succeeded" : "failed")
                        + ", run " + result.record().runId() + ".");
        result.failures().forEach(failure -> new ErrorReport(console).print(failure));
        return succeeded
                ? 0
                : result.failures().stream()
                        .map(JobException::code)
                        .map(code -> code.category().exitCode())
                        .max(Comparator.naturalOrder())
                        .orElse(1);
    }
}
