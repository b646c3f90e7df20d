package io.cosmosdataflow.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.cli.progress.ActivitySummary;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.terminal.TerminalTable;
import io.cosmosdataflow.cli.words.Command;
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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code runs list} and {@code runs show}: records of runs as tables, or as JSON. */
final class RunsCommand {

    private static final int SHORT = 8;
    private static final int INDENT = 4;

    private final PrintStream out;
    private final Console console;

    RunsCommand(Console console) {
        this.out = console.out();
        this.console = console;
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
        TerminalTable table = new TerminalTable("RUN", "PIPELINE", "STATUS", "START", "TOOK", "REMARK").cutting(1, 5);
        runs.forEach(run -> table.row(
                shown(run.runId(), runs),
                run.pipeline(),
                run.status().name(),
                time(run.start()),
                took(run.status(), run.start(), run.end()),
                remark(run)));
        table.print(out, "No runs.", width());
        return 0;
    }

    private int width() {
        return console.outWidth().getAsInt();
    }

    /** On a terminal so much of the id as tells it from the others; all commands take that. */
    private String shown(String id, List<RunRecord> runs) {
        int length = Math.min(SHORT, id.length());
        while (length < id.length() && ambiguous(id.substring(0, length), runs)) {
            length++;
        }
        return width() == Integer.MAX_VALUE ? id : id.substring(0, length);
    }

    private static boolean ambiguous(String prefix, List<RunRecord> runs) {
        return runs.stream().filter(run -> run.runId().startsWith(prefix)).count() > 1;
    }

    int execute(Command.ShowRun command) {
        RunRecord run = StateLocation.open(command.state()).load(command.runId());
        if (command.json()) {
            out.println(StateDirectory.json(run).toPrettyString());
            return 0;
        }
        line("Run       " + run.runId());
        line("Pipeline  " + run.pipeline() + " of factory " + run.factory());
        line("Status    " + run.status());
        line("Start     " + time(run.start()) + ", took " + took(run.status(), run.start(), run.end()));
        if (!remark(run).isEmpty()) {
            line("Remark    " + remark(run));
        }
        run.parameters()
                .fields()
                .forEachRemaining(each -> line("Parameter " + each.getKey() + " = " + text(each.getValue())));
        run.error().ifPresent(error -> line("Error     [" + error.code() + "] " + error.message()));
        out.println();
        TerminalTable table =
                new TerminalTable("ACTIVITY", "TYPE", "STATUS", "START", "TOOK", "ATTEMPTS").cutting(0, 1);
        run.activities()
                .forEach(activity -> table.row(
                        activity.name(),
                        activity.type(),
                        activity.status().name(),
                        time(activity.start()),
                        took(activity.status(), activity.start(), activity.end()),
                        String.valueOf(activity.attempts())));
        table.print(out, "No activities yet.", width());
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
        activity.error().ifPresent(error -> line("  error [" + error.code() + "] " + error.message()));
        ActivitySummary.lines(activity).forEach(each -> line("  " + each));
        if (!activity.feeds().isEmpty()) {
            activity.checkpointKey().ifPresent(key -> out.println("  checkpoint key " + key));
            TerminalTable feeds =
                    new TerminalTable("  SOURCE", "CONTAINER", "CHECKPOINT BEFORE", "AFTER").cutting(0, 1);
            for (FeedRange range : activity.feeds()) {
                feeds.row(
                        "  " + range.source(),
                        range.to().container(),
                        ShortOffset.of(range.from()),
                        ShortOffset.of(range.to()));
            }
            feeds.print(out, "", width());
        }
    }

    private void line(String text) {
        console.result(text, INDENT);
    }

    private static String text(JsonNode value) {
        return TerminalTable.printable(value.isTextual() ? value.textValue() : value.toString());
    }

    private static String remark(RunRecord run) {
        RunRecord.Origin origin = run.origin();
        return Stream.of(
                        origin.caller().map(caller -> "called by '" + caller.activity() + "' of run " + caller.runId()),
                        origin.rerunOf().map(id -> "rerun of " + id),
                        origin.debugSession().map(session -> "debug session " + session))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A run in progress has no end; its record is from some moment. */
    private static String took(RunStatus status, Instant start, Instant end) {
        return status == RunStatus.InProgress ? "-" : ActivitySummary.seconds(Duration.between(start, end));
    }
}
