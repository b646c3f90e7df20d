package io.cosmosdataflow.cli.words;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.List;
import scala.collection.JavaConverters;

/** Turns the words of the command line into a {@link Command}. */
public final class ArgumentParser {

    private static final List<String> COMMANDS =
            List.of("run", "rerun", "replay", "check", "runs", "checkpoint", "explain", "preview", "test", "emulator");
    private static final int USUAL_PORT = 8081;
    private static final int MOST_PORTS = 65_535;

    private ArgumentParser() {}

    /**
     * @throws JobException of category USAGE, with all that is wrong
     */
    public static Command parse(String version, String... words) {
        if (words.length == 0) {
            throw missingCommand();
        }
        String first = words[0];
        if (!first.startsWith("-") && !COMMANDS.contains(first)) {
            String hint = NearestNames.hint(first, COMMANDS);
            throw GivenWords.usage(ErrorCode.UnknownCommand, List.of("'" + first + "' is not a command. " + hint));
        }
        GivenWords given = new GivenWords();
        Grammar grammar = grammar(version, given);
        grammar.parse(JavaConverters.asScalaBuffer(List.of(words)).toSeq(), given.values());
        String shown = grammar.shown(words);
        if (!shown.isEmpty()) {
            return new Command.Show(shown);
        }
        if (!given.errors().isEmpty()) {
            boolean unknown = given.errors().stream().anyMatch(error -> error.startsWith("Unknown"));
            throw GivenWords.usage(unknown ? ErrorCode.UnknownOption : ErrorCode.MissingOption, given.errors());
        }
        return command(given);
    }

    private static Command command(GivenWords given) {
        return switch (given.command().split(" ")[0]) {
            case "run" -> PipelineWords.run(given);
            case "rerun" -> PipelineWords.rerun(given);
            case "replay" -> PipelineWords.replay(given);
            case "check" -> PipelineWords.check(given);
            case "runs" -> StateWords.runs(given);
            case "checkpoint" -> StateWords.checkpoint(given);
            case "explain" -> DataFlowWords.explain(given);
            case "preview" -> DataFlowWords.preview(given);
            case "test" -> DataFlowWords.test(given);
            case "emulator" -> new Command.Emulator(
                    given.number(
                            "port",
                            USUAL_PORT,
                            0,
                            MOST_PORTS,
                            "it must be a number from 0 (any free port) to " + MOST_PORTS + "."),
                    given.path("data"),
                    given.flag("throttling"));
            default -> throw missingCommand();
        };
    }

    private static JobException missingCommand() {
        return GivenWords.usage(
                ErrorCode.MissingOption, List.of("A command is missing: " + String.join(", ", COMMANDS) + "."));
    }

    private static Grammar grammar(String version, GivenWords given) {
        Grammar grammar = new Grammar(version, given);
        PipelineWords.addTo(grammar, given);
        StateWords.addTo(grammar);
        DataFlowWords.addTo(grammar, given);
        grammar.command(
                "emulator",
                "Runs the embedded Cosmos DB until it is stopped.",
                grammar.text("port", "N", "port on the loopback address (8081; 0: any free one)"),
                grammar.text("data", "DIR", "keep documents here; in memory otherwise"),
                grammar.flag("throttling", "throttle like the service"));
        grammar.addHelp("what there is");
        grammar.version("version").text("prints the versions of this program and of what it runs on");
        return grammar;
    }
}
