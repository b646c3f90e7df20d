package io.cosmosdataflow.cli.words;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import scopt.OptionDef;

/** The words of {@code run}, {@code rerun}, {@code replay} and {@code check}. */
final class PipelineWords {

    private static final String DEFAULT_SESSION = "default";
    private static final String LOOKUP_LIMIT = "lookup-limit";

    private PipelineWords() {}

    static void addTo(Grammar grammar, GivenWords given) {
        grammar.command(
                "run",
                "Runs a pipeline.",
                factory(grammar),
                grammar.text("pipeline", "NAME", "pipeline to run").required(),
                grammar.assignment("parameter", "NAME=VALUE", "parameter of the pipeline", given.parameters()),
                parametersFile(grammar),
                state(grammar),
                local(grammar),
                activityOutput(grammar, given),
                emulator(grammar),
                throttling(grammar),
                grammar.flag("debug", "keep checkpoints apart from those of published runs"),
                grammar.text("debug-session", "NAME", "with --debug: whose checkpoints (default)"),
                rejects(grammar),
                maxErrors(grammar),
                lookupLimit(grammar));
        grammar.command(
                "rerun",
                "Runs an earlier run again, with the changes since before it.",
                runId(grammar),
                factory(grammar),
                grammar.text("from-activity", "NAME", "only this activity, and those that wait for it"),
                grammar.assignment(
                        "parameter", "NAME=VALUE", "parameter that the record does not have", given.parameters()),
                parametersFile(grammar),
                state(grammar),
                local(grammar),
                activityOutput(grammar, given),
                emulator(grammar),
                throttling(grammar),
                rejects(grammar),
                maxErrors(grammar),
                lookupLimit(grammar));
        grammar.command(
                "replay",
                "Writes the documents again that a run could not write.",
                grammar.text("run", "ID", "run whose rejects are written").required(),
                factory(grammar),
                parametersFile(grammar),
                state(grammar),
                local(grammar),
                activityOutput(grammar, given),
                emulator(grammar),
                throttling(grammar),
                rejects(grammar),
                maxErrors(grammar));
        grammar.command(
                "check",
                "Checks a factory without running anything.",
                grammar.text("factory", "DIR", "directory of the factory, or exported template")
                        .required(),
                grammar.text("pipeline", "NAME", "check this pipeline only"),
                grammar.text("dataflow", "NAME", "check this data flow only"),
                DataFlowWords.datasetParameter(grammar, given),
                grammar.text("parameters-file", "FILE", "values of the environment"),
                grammar.flag("local", "check for a run with --local, which needs no credentials"),
                activityOutput(grammar, given),
                grammar.text("report", "FILE", "write what runs, what does not and why: .html or .json"));
    }

    private static OptionDef<String, Map<String, String>> factory(Grammar grammar) {
        return grammar.text(
                        "factory", "DIR", "directory of the factory, as in its Git repository, or exported template")
                .required();
    }

    private static OptionDef<String, Map<String, String>> runId(Grammar grammar) {
        return grammar.word("ID", "id of the run, or its beginning; see runs list");
    }

    private static OptionDef<String, Map<String, String>> parametersFile(Grammar grammar) {
        return grammar.text(
                "parameters-file", "FILE", "values of the environment: ARMTemplateParametersForFactory.json");
    }

    private static OptionDef<String, Map<String, String>> state(Grammar grammar) {
        return grammar.text("state", "DIR", "where run records and checkpoints are; DIR/.state of --local by default");
    }

    private static OptionDef<String, Map<String, String>> local(Grammar grammar) {
        return grammar.text("local", "DIR", "every store is a folder of DIR, every Cosmos DB account the embedded one");
    }

    private static OptionDef<String, Map<String, String>> activityOutput(Grammar grammar, GivenWords given) {
        return grammar.texts(
                "activity-output",
                "NAME=FILE",
                "JSON that is the output of an activity, which is not run; or a directory of such files",
                given.activityOutputs());
    }

    private static OptionDef<?, Map<String, String>> emulator(Grammar grammar) {
        return grammar.flag("emulator", "every Cosmos DB account is the embedded one, in memory");
    }

    private static OptionDef<?, Map<String, String>> throttling(Grammar grammar) {
        return grammar.flag("throttling", "the embedded Cosmos DB throttles like the service");
    }

    private static OptionDef<String, Map<String, String>> rejects(Grammar grammar) {
        return grammar.text("rejects", "DIR", "where documents go that could not be written");
    }

    private static OptionDef<String, Map<String, String>> maxErrors(Grammar grammar) {
        return grammar.text("max-errors", "N", "with --rejects: fail an activity with more of them");
    }

    private static OptionDef<String, Map<String, String>> lookupLimit(Grammar grammar) {
        return grammar.text(
                LOOKUP_LIMIT, "none", "Lookup activities give more than Data Factory's 5,000 rows and 4 MB");
    }

    /** Whether the limits are lifted. */
    private static boolean unlimitedLookups(GivenWords given) {
        Optional<String> limit = given.text(LOOKUP_LIMIT);
        if (limit.filter(each -> !each.equals("none")).isPresent()) {
            throw GivenWords.invalid("--" + LOOKUP_LIMIT + " is '" + limit.get() + "'; it can only be 'none'.");
        }
        return limit.isPresent();
    }

    static Command run(GivenWords given) {
        if (given.flag("debug-session") && !given.flag("debug")) {
            throw GivenWords.invalid("--debug-session is given without --debug; a published run has no session.");
        }
        Optional<String> session = given.flag("debug")
                ? Optional.of(given.text("debug-session").orElse(DEFAULT_SESSION))
                : Optional.empty();
        if (session.filter(String::isBlank).isPresent()) {
            throw GivenWords.invalid("--debug-session is empty; it must be a name.");
        }
        return new Command.Run(environment(given), given.required("pipeline"), given.parameters(), session);
    }

    static Command rerun(GivenWords given) {
        return new Command.Rerun(
                environment(given), given.required("ID"), given.text("from-activity"), given.parameters());
    }

    static Command replay(GivenWords given) {
        return new Command.Replay(environment(given), given.required("run"));
    }

    private static Optional<Path> report(GivenWords given, Command.Subject subject) {
        Optional<Path> report = given.path("report");
        report.ifPresent(file -> {
            if (!(subject instanceof Command.All)) {
                throw GivenWords.invalid("--report is given with --pipeline or --dataflow; it is of a whole factory.");
            }
            if (!file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(html|json)")) {
                throw GivenWords.invalid("--report is '" + file + "'; it must end with .html or .json.");
            }
        });
        return report;
    }

    static Command check(GivenWords given) {
        if (given.flag("pipeline") && given.flag("dataflow")) {
            throw GivenWords.invalid("--pipeline and --dataflow are given; check one of them.");
        }
        if (!given.flag("dataflow") && !given.datasetParameters().isEmpty()) {
            throw GivenWords.invalid("--dataset-parameter is given without --dataflow; an activity gives its own.");
        }
        Command.Subject subject = given.text("pipeline")
                .<Command.Subject>map(Command.OnePipeline::new)
                .or(() -> given.text("dataflow").map(name -> new Command.OneDataFlow(name, given.datasetParameters())))
                .orElse(new Command.All());
        return new Command.Check(
                given.path("factory").orElseThrow(),
                subject,
                given.path("parameters-file"),
                given.flag("local"),
                given.activityOutputs(),
                report(given, subject));
    }

    private static Command.Environment environment(GivenWords given) {
        return new Command.Environment(
                given.path("factory").orElseThrow(),
                given.path("parameters-file"),
                given.text("state"),
                new Command.StandIns(
                        given.path("local"), given.flag("emulator"), given.flag("throttling"), given.activityOutputs()),
                given.text("rejects"),
                new Command.Limits(given.count("max-errors"), unlimitedLookups(given)));
    }
}
