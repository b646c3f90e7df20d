package io.cosmosdataflow.cli;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.store.Replayable;
import java.util.List;

/** {@code replay}: writes the rejects of a run again, and says what is still rejected. */
final class ReplayCommand {

    private static final int REJECTED_AGAIN = 1;

    private final Console console;

    ReplayCommand(Console console) {
        this.console = console;
    }

    /**
     * @return exit code: 0 if all is written now, 1 if something is still rejected
     * @throws JobException {@link ErrorCode#MissingOption} without the directory of rejects
     */
    int execute(Command.Replay command) {
        String rejects = command.environment()
                .rejects()
                .orElseThrow(() -> JobException.of(
                        ErrorCode.MissingOption,
                        "Where are the rejects of run '" + command.runId() + "'? Give --rejects DIR as for the run."));
        RunRecord record = JobEnvironment.record(command.environment(), command.runId());
        return new JobEnvironment(command.environment(), console)
                .run(
                        record.pipeline(),
                        (job, session, progress) -> report(job.replay(session, record, rejects, progress.listener())));
    }

    int report(List<Replayable.Outcome> replayed) {
        boolean all = true;
        for (Replayable.Outcome each : replayed) {
            console.out()
                    .println("Sink '" + each.sink() + "' of activity '"
                            + each.activity() + "': " + each.written() + " written, " + each.rejected()
                            + " still rejected.");
            each.remark().ifPresent(console.err()::println);
            all &= each.rejected() == 0;
        }
        return all ? 0 : REJECTED_AGAIN;
    }
}
