package io.cosmosdataflow.cli;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.terminal.ErrorReport;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.Rerun;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** {@code run} and {@code rerun}: checks, starts what local mode needs, runs, and prints each activity's output. */
final class RunCommand {

    private static final int INDENT = 4;

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Run command) {
        return cancellable(cancellation -> new JobEnvironment(command.environment(), console)
                .run(command.pipeline(), (job, session, progress) -> {
                    RunOptions options =
                            options(command.environment(), cancellation).withDebugSession(command.debugSession());
                    return cancellation.requested()
                            ? beforeTheRun(cancellation)
                            : report(
                                    job.run(session, command.parameters(), options, progress.listener()), cancellation);
                }));
    }

    int execute(Command.Rerun command) {
        RunRecord record = JobEnvironment.record(command.environment(), command.runId());
        Rerun rerun = new Rerun(record, command.fromActivity());
        return cancellable(cancellation -> new JobEnvironment(command.environment(), console)
                .run(record.pipeline(), (job, session, progress) -> {
                    RunOptions options = options(command.environment(), cancellation);
                    return cancellation.requested()
                            ? beforeTheRun(cancellation)
                            : report(
                                    job.rerun(session, rerun, command.parameters(), options, progress.listener()),
                                    cancellation);
                }));
    }

    private int cancellable(ToIntFunction<Cancellation> run) {
        try (Cancellation cancellation = Cancellation.listen(console)) {
            return run.applyAsInt(cancellation);
        }
    }

    private int beforeTheRun(Cancellation cancellation) {
        console.result("Cancelled before anything ran.", INDENT);
        return cancellation.exitCode();
    }

    private static RunOptions options(Command.Environment environment, Cancellation cancellation) {
        return new RunOptions(
                environment.stateDirectory().map(StateLocation::open),
                Optional.empty(),
                environment.rejects(),
                environment.limits().maxErrors(),
                environment.limits().unlimitedLookups(),
                cancellation::requested);
    }

    /** Why an activity failed was said when it did. */
    private int report(PipelineResult result, Cancellation cancellation) {
        RunRecord record = result.record();
        if (record.status() == RunStatus.Cancelled) {
            console.result("Pipeline '" + record.pipeline() + "' was cancelled, run " + record.runId() + ".", INDENT);
            return cancellation.exitCode();
        }
        boolean succeeded = record.status() == RunStatus.Succeeded;
        String failed = record.activities().stream()
                .filter(activity -> activity.status() == RunStatus.Failed)
                .map(activity -> "'" + activity.name() + "'"
                        + activity.error()
                                .map(error -> " [" + error.code() + "]")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        console.result(
                "Pipeline '" + record.pipeline() + "' " + (succeeded ? "succeeded" : "failed") + ", run "
                        + record.runId() + "." + handled(succeeded, failed),
                INDENT);
        result.failures().forEach(failure -> new ErrorReport(console).printFault(failure));
        return result.failures().stream()
                .map(JobException::code)
                .map(code -> code.category().exitCode())
                .max(Comparator.naturalOrder())
                .orElse(succeeded ? 0 : 1);
    }

    private static String handled(boolean succeeded, String failed) {
        if (failed.isEmpty()) {
            return "";
        }
        return succeeded ? " It went on after " + failed + " failed." : " Failed: " + failed + ".";
    }
}
