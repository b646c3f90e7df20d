package io.cosmosdataflow.cli.words;

import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scopt.OptionDef;

/** The words of {@code runs} and {@code checkpoint}. */
final class StateWords {

    private static final int USUAL_ROWS = 20;
    private static final int MOST_ROWS = 10_000;

    private StateWords() {}

    static void addTo(Grammar grammar) {
        grammar.command(
                "runs",
                "Shows what ran.",
                grammar.command(
                        "runs list",
                        "The newest runs.",
                        state(grammar),
                        local(grammar),
                        grammar.text("pipeline", "NAME", "of this pipeline only"),
                        grammar.text("rows", "N", "runs to show (20)"),
                        json(grammar)),
                grammar.command(
                        "runs show",
                        "One run: its activities, their outputs, errors and change feeds.",
                        grammar.word("ID", "id of the run, or its beginning"),
                        state(grammar),
                        local(grammar),
                        json(grammar)));
        grammar.command(
                "checkpoint",
                "Moves checkpoints of change feeds.",
                grammar.command("checkpoint list", "All of them.", state(grammar), local(grammar), json(grammar)),
                checkpoint(grammar, "show", "The last moves of one.", List.of()),
                checkpoint(grammar, "reset", "Lets the next run start as the first one did.", List.of()),
                checkpoint(
                        grammar,
                        "rewind",
                        "Lets the next run take again what a run took.",
                        List.of(grammar.text("to", "RUN", "put it back to where it stood before this run")
                                .required())));
    }

    private static OptionDef<?, Map<String, String>> checkpoint(
            Grammar grammar, String name, String text, List<OptionDef<?, Map<String, String>>> more) {
        List<OptionDef<?, Map<String, String>>> options = new ArrayList<>(more);
        options.addAll(List.of(
                state(grammar),
                local(grammar),
                grammar.text("pipeline", "NAME", "of this pipeline"),
                grammar.text("activity", "NAME", "of this activity of the pipeline"),
                grammar.text("key", "KEY", "instead of both: the activity's customizedCheckpointKey"),
                grammar.text("debug-session", "NAME", "of this debug session; of published runs otherwise"),
                json(grammar)));
        return grammar.command("checkpoint " + name, text, options);
    }

    private static OptionDef<String, Map<String, String>> state(Grammar grammar) {
        return grammar.text("state", "DIR", "where run records and checkpoints are");
    }

    private static OptionDef<String, Map<String, String>> local(Grammar grammar) {
        return grammar.text("local", "DIR", "the directory of run --local: its DIR/.state");
    }

    private static OptionDef<?, Map<String, String>> json(Grammar grammar) {
        return grammar.flag("json", "print JSON, for programs");
    }

    static Command runs(GivenWords given) {
        return switch (given.command()) {
            case "runs list" -> new Command.ListRuns(
                    directory(given),
                    given.text("pipeline"),
                    given.number("rows", USUAL_ROWS, 1, MOST_ROWS, "it must be a number from 1 to " + MOST_ROWS + "."),
                    given.flag("json"));
            case "runs show" -> new Command.ShowRun(directory(given), given.required("ID"), given.flag("json"));
            default -> throw GivenWords.usage(ErrorCode.MissingOption, List.of("What of runs? list or show ID."));
        };
    }

    static Command checkpoint(GivenWords given) {
        return switch (given.command()) {
            case "checkpoint list" -> new Command.ListCheckpoints(directory(given), given.flag("json"));
            case "checkpoint show" -> new Command.ShowCheckpoint(directory(given), required(given), given.flag("json"));
            case "checkpoint reset" -> new Command.ResetCheckpoint(
                    directory(given), required(given), given.flag("json"));
            case "checkpoint rewind" -> new Command.RewindCheckpoint(
                    directory(given), owner(given), given.required("to"), given.flag("json"));
            default -> throw GivenWords.usage(
                    ErrorCode.MissingOption, List.of("What of checkpoint? list, show, reset or rewind."));
        };
    }

    private static Command.CheckpointOwner required(GivenWords given) {
        return owner(given)
                .orElseThrow(() -> GivenWords.usage(
                        ErrorCode.MissingOption,
                        List.of("Which checkpoint? Give --pipeline and --activity, or --key; see checkpoint list.")));
    }

    private static Optional<Command.CheckpointOwner> owner(GivenWords given) {
        Optional<String> pipeline = given.text("pipeline");
        Optional<String> activity = given.text("activity");
        Optional<String> key = given.text("key");
        Optional<String> session = given.text("debug-session");
        boolean named = pipeline.isPresent() || activity.isPresent();
        if (key.isPresent() && named) {
            throw GivenWords.invalid("--key stands for --pipeline and --activity; give it alone.");
        }
        if (pipeline.isPresent() != activity.isPresent()) {
            throw GivenWords.usage(
                    ErrorCode.MissingOption,
                    List.of("--pipeline and --activity belong together; "
                            + (pipeline.isPresent() ? "--activity" : "--pipeline") + " is missing."));
        }
        if (key.isEmpty() && !named && session.isPresent()) {
            throw GivenWords.usage(
                    ErrorCode.MissingOption,
                    List.of("--debug-session says which checkpoint of an activity; give --pipeline and --activity,"
                            + " or --key."));
        }
        return named || key.isPresent()
                ? Optional.of(new Command.CheckpointOwner(pipeline.orElse(""), activity.orElse(""), key, session))
                : Optional.empty();
    }

    private static String directory(GivenWords given) {
        return Command.stateDirectory(given.text("state"), given.path("local"))
                .orElseThrow(() -> GivenWords.usage(
                        ErrorCode.StateRequired,
                        List.of("Where are the run records? Give --state DIR, or the --local DIR of the run.")));
    }
}
