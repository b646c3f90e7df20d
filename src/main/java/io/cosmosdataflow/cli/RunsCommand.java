package io.cosmosdataflow.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.state.StateDirectory;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** {@code runs list} and {@code runs show}: records of runs as tables, or as JSON. */
final class RunsCommand {

    private static final double MILLIS = 1000.0;

    private final PrintStream out;

    RunsCommand(Console console) {
        this.out = console.out();
    }

    int execute(Command.ListRuns command) {
        List<RunRecord> runs = StateLocation.open(command.state())
                .runs(
                        run -> command.pipeline()
                                .map(run.pipeline()::equalsIgnoreCase)
                                .orElse(true),
                        command.rows());
        if (command.json()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            runs.forEach(run -> all.add(StateDirectory.json(run)));
            out.println(all.toPrettyString());
            return 0;
        }
        TextTable table = new TextTable("RUN", "PIPELINE", "STATUS", "START", "TOOK", "REMARK");
        runs.forEach(run -> table.row(
                run.runId(),
                run.pipeline(),
                run.status().name(),
                time(run.start()),
                took(run.status(), run.start(), run.end()),
                remark(run)));
        table.print(out, "No runs.");
        return 0;
    }

    int execute(Command.ShowRun command) {
        RunRecord run = StateLocation.open(command.state()).load(command.runId());
        if (command.json()) {
            out.println(StateDirectory.json(run).toPrettyString());
            return 0;
        }
        out.println("Run       " + run.runId());
        out.println("Pipeline  " + run.pipeline() + " of factory " + run.factory());
        out.println("Status    " + run.status());
        out.println("Start     " + time(run.start()) + ", took " + took(run.status(), run.start(), run.end()));
        if (!remark(run).isEmpty()) {
            out.println("Remark    " + remark(run));
        }
        run.parameters()
                .fields()
                .forEachRemaining(each -> out.println("Parameter " + each.getKey() + " = " + text(each.getValue())));
        run.error().ifPresent(error -> out.println("Error     [" + error.code() + "] " + error.message()));
        out.println();
        TextTable table = new TextTable("ACTIVITY", "TYPE", "STATUS", "START", "TOOK", "ATTEMPTS");
        run.activities()
                .forEach(activity -> table.row(
                        activity.name(),
                        activity.type(),
                        activity.status().name(),
                        time(activity.start()),
                        took(activity.status(), activity.start(), activity.end()),
                        String.valueOf(activity.attempts())));
        table.print(out, "No activities yet.");
        run.activities().forEach(this::details);
        return 0;
    }

    private void details(ActivityRecord activity) {
        boolean silent = activity.error().isEmpty()
                && activity.output().isEmpty()
                && activity.feeds().isEmpty();
        if (silent) {
            return;
        }
        out.println();
        out.println("Activity '" + activity.name() + "'");
        activity.error().ifPresent(error -> out.println("  error [" + error.code() + "] " + error.message()));
        activity.output().fields().forEachRemaining(each -> out.println("  " + each.getKey() + ": " + each.getValue()));
        if (!activity.feeds().isEmpty()) {
            activity.checkpointKey().ifPresent(key -> out.println("  checkpoint key " + key));
            TextTable feeds = new TextTable("  SOURCE", "CONTAINER", "CHECKPOINT BEFORE", "AFTER");
            for (FeedRange range : activity.feeds()) {
                feeds.row(
                        "  " + range.source(),
                        range.to().container(),
                        ShortOffset.of(range.from()),
                        ShortOffset.of(range.to()));
            }
            feeds.print(out, "");
        }
    }

    private static String text(JsonNode value) {
        return TextTable.printable(value.isTextual() ? value.textValue() : value.toString());
    }

    private static String remark(RunRecord run) {
        String rerun = run.rerunOf().map(id -> "rerun of " + id).orElse("");
        String debug =
                run.debugSession().map(session -> "debug session " + session).orElse("");
        return rerun + (rerun.isEmpty() || debug.isEmpty() ? "" : ", ") + debug;
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A run in progress has no end; its record is from some moment. */
    private static String took(RunStatus status, Instant start, Instant end) {
        return status == RunStatus.InProgress
                ? "-"
                : String.format(
                        Locale.ROOT, "%.1f s", Duration.between(start, end).toMillis() / MILLIS);
    }
}
