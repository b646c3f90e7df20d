package io.cosmosdataflow.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.terminal.TerminalTable;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.Checkpoint;
import io.cosmosdataflow.state.Checkpoint.Cause;
import io.cosmosdataflow.state.CheckpointKey;
import io.cosmosdataflow.state.Checkpoints;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.StateDirectory;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** {@code checkpoint list}, {@code show}, {@code reset} and {@code rewind}. */
final class CheckpointCommand {

    private final PrintStream out;
    private final IntSupplier width;

    CheckpointCommand(Console console) {
        this.out = console.out();
        this.width = console.outWidth();
    }

    int execute(Command.ListCheckpoints command) {
        List<Checkpoint> all = StateLocation.open(command.state()).checkpoints().all();
        return print(all, command.json(), "No checkpoints.");
    }

    int execute(Command.ShowCheckpoint command) {
        Checkpoints checkpoints = StateLocation.open(command.state()).checkpoints();
        CheckpointKey key = key(command.owner());
        List<Checkpoint> moves = checkpoints.history(key);
        if (moves.isEmpty()) {
            throw unknown(command.owner());
        }
        int exitCode = print(moves, command.json(), "");
        if (!command.json()) {
            checkpoints
                    .pending(key)
                    .ifPresent(pending -> out.println("Run " + pending.runId()
                            + " began to write and did not end well; the next run repeats what it took."));
        }
        return exitCode;
    }

    int execute(Command.ResetCheckpoint command) {
        StateDirectory state = StateLocation.open(command.state());
        Checkpoints checkpoints = state.checkpoints();
        CheckpointKey key = key(command.owner());
        if (checkpoints.number(key) == 0 && !checkpoints.isOpen(key)) {
            throw unknown(command.owner());
        }
        Checkpoint moved = locked(
                state,
                owners(checkpoints, key),
                key.debugSession(),
                () -> move(checkpoints, key, "", Cause.RESET, List.of()));
        return print(List.of(moved), command.json(), "");
    }

    int execute(Command.RewindCheckpoint command) {
        StateDirectory state = StateLocation.open(command.state());
        Checkpoints checkpoints = state.checkpoints();
        RunRecord run = state.load(command.runId());
        List<ActivityRecord> taken = run.activities().stream()
                .filter(activity -> !activity.feeds().isEmpty())
                .toList();
        List<Checkpoint> moved = new ArrayList<>();
        for (ActivityRecord activity : wanted(command, run, taken)) {
            CheckpointKey key = command.owner()
                    .map(CheckpointCommand::key)
                    .orElseGet(() -> new CheckpointKey(
                            run.pipeline(),
                            activity.name(),
                            activity.checkpointKey(),
                            run.origin().debugSession()));
            TreeSet<String> pipelines = owners(checkpoints, key);
            pipelines.add(run.pipeline());
            List<FeedPosition> before =
                    activity.feeds().stream().map(FeedRange::from).toList();
            moved.add(locked(
                    state,
                    pipelines,
                    key.debugSession(),
                    () -> move(checkpoints, key, run.runId(), Cause.REWIND, before)));
        }
        return print(moved, command.json(), "");
    }

    /** A checkpoint under a new name may be put to where another name stood, if it is plain which. */
    private static List<ActivityRecord> wanted(
            Command.RewindCheckpoint command, RunRecord run, List<ActivityRecord> taken) {
        List<ActivityRecord> named = command.owner()
                .map(owner -> taken.stream()
                        .filter(activity -> owner.key().isPresent()
                                ? activity.checkpointKey().equals(owner.key())
                                : activity.name().equalsIgnoreCase(owner.activity()))
                        .toList())
                .orElse(taken);
        if (named.isEmpty() && taken.size() == 1) {
            return taken;
        }
        if (named.isEmpty()) {
            String names =
                    String.join(", ", taken.stream().map(ActivityRecord::name).toList());
            throw JobException.of(
                    ErrorCode.UnknownRun,
                    "Run " + run.runId() + " of pipeline '" + run.pipeline() + "' took no change feed"
                            + (names.isEmpty()
                                    ? ", so there is nothing to put back."
                                    : " for this checkpoint; it took some for " + names + "."));
        }
        return named;
    }

    private static Checkpoint move(
            Checkpoints checkpoints, CheckpointKey key, String runId, Cause cause, List<FeedPosition> positions) {
        // As the runs write the names, which the user may have typed in another case or left out.
        CheckpointKey known = checkpoints.known(key).stream().findFirst().orElse(key);
        return checkpoints.move(known, checkpoints.number(key), runId, cause, positions);
    }

    /** The pipelines that use the checkpoint; several may share a key. What is damaged is what this may mend. */
    private static TreeSet<String> owners(Checkpoints checkpoints, CheckpointKey key) {
        TreeSet<String> pipelines = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (key.custom().isEmpty()) {
            pipelines.add(key.pipeline());
        }
        checkpoints.known(key).forEach(known -> pipelines.add(known.pipeline()));
        pipelines.remove("");
        return pipelines;
    }

    /** No run of these pipelines is in progress meanwhile. */
    private static Checkpoint locked(
            StateDirectory state, TreeSet<String> pipelines, Optional<String> session, Supplier<Checkpoint> work) {
        Deque<RunLock> locks = new ArrayDeque<>();
        try {
            pipelines.forEach(pipeline -> locks.push(state.lock(pipeline, session, "checkpoint-command")));
            return work.get();
        } finally {
            locks.forEach(RunLock::close);
        }
    }

    private int print(List<Checkpoint> checkpoints, boolean json, String none) {
        if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            checkpoints.forEach(each -> all.add(Checkpoints.json(each)));
            out.println(all.toPrettyString());
            return 0;
        }
        TerminalTable table = new TerminalTable(
                        "CHECKPOINT", "SESSION", "NUMBER", "MOVED", "BY", "SOURCE", "CONTAINER", "POSITION")
                .cutting(0, 4, 6);
        for (Checkpoint each : checkpoints) {
            if (each.positions().isEmpty()) {
                row(table, each, "-", "-", "start");
            }
            each.positions()
                    .forEach(position ->
                            row(table, each, position.source(), position.container(), ShortOffset.of(position)));
        }
        table.print(out, none, width.getAsInt());
        return 0;
    }

    private static void row(TerminalTable table, Checkpoint each, String source, String container, String position) {
        CheckpointKey key = each.key();
        table.row(
                key.custom().map(custom -> "key " + custom).orElse(key.pipeline() + " / " + key.activity()),
                key.debugSession().orElse("-"),
                String.valueOf(each.number()),
                RunsCommand.time(each.at()),
                by(each),
                source,
                container,
                position);
    }

    private static String by(Checkpoint checkpoint) {
        String cause = checkpoint.cause().name().toLowerCase(Locale.ROOT);
        return switch (checkpoint.cause()) {
            case RUN -> cause + " " + checkpoint.runId();
            case REWIND -> cause + " before " + checkpoint.runId();
            case RESET -> cause;
        };
    }

    private static CheckpointKey key(Command.CheckpointOwner owner) {
        return new CheckpointKey(owner.pipeline(), owner.activity(), owner.key(), owner.debugSession());
    }

    private static JobException unknown(Command.CheckpointOwner owner) {
        String shown = owner.key()
                .map(key -> "key '" + key + "'")
                .orElse("activity '" + owner.activity() + "' of pipeline '" + owner.pipeline() + "'");
        return JobException.of(
                ErrorCode.InvalidOptionValue,
                "There is no checkpoint of " + shown
                        + owner.debugSession()
                                .map(session -> " in debug session '" + session + "'")
                                .orElse("")
                        + ". See 'checkpoint list' for those that there are.");
    }
}
