package io.cosmosdataflow.cli;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scala.collection.JavaConverters;
import scala.runtime.BoxedUnit;
import scala.util.Either;
import scopt.OptionDef;
import scopt.OptionParser;
import scopt.Read;
import scopt.Read$;

/** Turns the words of the command line into a {@link Command}. */
final class ArgumentParser {

    private static final Read<String> TEXT = Read$.MODULE$.stringRead();
    private static final Read<BoxedUnit> FLAG = Read$.MODULE$.unitRead();
    private static final List<String> COMMANDS = List.of("run", "check", "explain", "preview", "test", "emulator");

    /** They are held in memory, and read by somebody. */
    private static final int MOST_ROWS = 10_000;

    private final String version;
    private final List<String> errors = new ArrayList<>();
    private final List<String> optionNames = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> samples = new LinkedHashMap<>();
    private final StringBuilder shown = new StringBuilder();

    private ArgumentParser(String version) {
        this.version = version;
    }

    /**
     * @throws JobException of category USAGE, with all that is wrong
     */
    static Command parse(String version, String... words) {
        return new ArgumentParser(version).command(List.of(words));
    }

    private Command command(List<String> words) {
        if (words.isEmpty()) {
            throw usage(ErrorCode.MissingOption, List.of("A command is missing: " + String.join(", ", COMMANDS) + "."));
        }
        String first = words.get(0);
        if (!first.startsWith("-") && !COMMANDS.contains(first)) {
            String hint = NearestNames.hint(first, COMMANDS);
            throw usage(ErrorCode.UnknownCommand, List.of("'" + first + "' is not a command. " + hint));
        }
        new Words().parse(JavaConverters.asScalaBuffer(words).toSeq(), values);
        if (!shown.isEmpty()) {
            return new Command.Show(shown.toString());
        }
        if (!errors.isEmpty()) {
            boolean unknown = errors.stream().anyMatch(error -> error.startsWith("Unknown"));
            throw usage(unknown ? ErrorCode.UnknownOption : ErrorCode.MissingOption, errors);
        }
        return switch (values.getOrDefault("command", "")) {
            case "run" -> run();
            case "check" -> new Command.Check(
                    path("factory").orElseThrow(), checked(), path("parameters-file"), values.containsKey("local"));
            case "explain" -> new Command.Explain(
                    path("factory").orElseThrow(), text("dataflow").orElseThrow(), parameters, path("svg"));
            case "preview" -> preview();
            case "test" -> new Command.Test(
                    path("factory").orElseThrow(), path("tests").orElseThrow(), text("dataflow"));
            case "emulator" -> new Command.Emulator(port(), path("data"), values.containsKey("throttling"));
            default -> throw usage(
                    ErrorCode.MissingOption, List.of("A command is missing: " + String.join(", ", COMMANDS) + "."));
        };
    }

    private Command run() {
        return new Command.Run(
                path("factory").orElseThrow(),
                text("pipeline").orElseThrow(),
                parameters,
                path("parameters-file"),
                text("state"),
                path("local"),
                values.containsKey("emulator"),
                values.containsKey("throttling"));
    }

    private Command preview() {
        return new Command.Preview(
                path("factory").orElseThrow(),
                text("dataflow").orElseThrow(),
                text("stream").orElseThrow(),
                number("rows", "100", MOST_ROWS, "it must be a number from 1 to " + MOST_ROWS + "."),
                parameters,
                samples,
                path("parameters-file"),
                path("local"),
                values.containsKey("emulator"));
    }

    private Command.Subject checked() {
        if (text("pipeline").isPresent() && text("dataflow").isPresent()) {
            throw usage(
                    ErrorCode.InvalidOptionValue, List.of("--pipeline and --dataflow are given; check one of them."));
        }
        return text("pipeline")
                .<Command.Subject>map(Command.OnePipeline::new)
                .or(() -> text("dataflow").map(Command.OneDataFlow::new))
                .orElse(new Command.All());
    }

    private Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    private Optional<Path> path(String option) {
        return text(option).map(Path::of);
    }

    private int port() {
        return number("port", "8081", 65_535, "it must be a number from 0 (any free port) to 65535.");
    }

    private int number(String option, String byDefault, int most, String expected) {
        String number = values.getOrDefault(option, byDefault);
        boolean valid = number.matches("\\d{1,7}") && Integer.parseInt(number) <= most;
        if (!valid || option.equals("rows") && Integer.parseInt(number) == 0) {
            throw usage(ErrorCode.InvalidOptionValue, List.of("--" + option + " is '" + number + "'; " + expected));
        }
        return Integer.parseInt(number);
    }

    private static JobException usage(ErrorCode code, List<String> errors) {
        return JobException.of(code, String.join("\n", errors) + "\nTry --help.");
    }

    /** The grammar, for scopt. */
    private final class Words extends OptionParser<Map<String, String>> {

        Words() {
            super("cosmos-dataflow");
            head(seq("cosmos-dataflow", version));
            note("Runs Data Factory pipelines on Apache Spark, with Azure Cosmos DB as their home.\n");
            cmd("run")
                    .text("Runs a pipeline.")
                    .action(named("run"))
                    .children(seq(
                            text("factory", "DIR", "directory of the factory, in the layout of its Git repository")
                                    .required(),
                            text("pipeline", "NAME", "pipeline to run").required(),
                            assignment("parameter", "NAME=VALUE", "parameter of the pipeline", parameters),
                            text(
                                    "parameters-file",
                                    "FILE",
                                    "values of the environment: ARMTemplateParametersForFactory.json"),
                            text("state", "DIR", "where run records go; DIR of --local has its own by default"),
                            text(
                                    "local",
                                    "DIR",
                                    "every store is a folder of DIR, every Cosmos DB account the embedded one"),
                            flag("emulator", "every Cosmos DB account is the embedded one, in memory"),
                            flag("throttling", "the embedded Cosmos DB throttles like the service")));
            cmd("check")
                    .text("Checks a factory without running anything.")
                    .action(named("check"))
                    .children(seq(
                            text("factory", "DIR", "directory of the factory").required(),
                            text("pipeline", "NAME", "check this pipeline only"),
                            text("dataflow", "NAME", "check this data flow only"),
                            text("parameters-file", "FILE", "values of the environment"),
                            flag("local", "check for a run with --local, which needs no credentials")));
            dataFlowCommands();
            cmd("emulator")
                    .text("Runs the embedded Cosmos DB until it is stopped.")
                    .action(named("emulator"))
                    .children(seq(
                            text("port", "N", "port on the loopback address (8081; 0: any free one)"),
                            text("data", "DIR", "keep documents here; in memory otherwise"),
                            flag("throttling", "throttle like the service")));
            help("help").text("prints this text");
            version("version").text("prints the version");
            note("\nExit codes: 0 ok, 1 the run failed, 2 usage, 3 invalid definitions, 4 unsupported,\n"
                    + "5 external system, 70 internal error.");
        }

        private OptionDef<String, Map<String, String>> text(String name, String value, String text) {
            optionNames.add("--" + name);
            return opt(name, TEXT).valueName(value).text(text).action((given, config) -> {
                config.put(name, given);
                return config;
            });
        }

        private OptionDef<BoxedUnit, Map<String, String>> flag(String name, String text) {
            optionNames.add("--" + name);
            return opt(name, FLAG).text(text).action((given, config) -> {
                config.put(name, "true");
                return config;
            });
        }

        private void dataFlowCommands() {
            cmd("explain")
                    .text("Shows what a data flow does: its streams, their columns and its sinks.")
                    .action(named("explain"))
                    .children(seq(
                            text("factory", "DIR", "directory of the factory").required(),
                            text("dataflow", "NAME", "data flow to explain").required(),
                            expression(),
                            text("svg", "FILE", "draw it too")));
            cmd("preview")
                    .text("Runs a data flow up to a stream and shows its rows; nothing is written.")
                    .action(named("preview"))
                    .children(seq(
                            text("factory", "DIR", "directory of the factory").required(),
                            text("dataflow", "NAME", "data flow to look into").required(),
                            text("stream", "NAME", "its stream; SPLIT@BRANCH of a split")
                                    .required(),
                            text("rows", "N", "rows to show (100)"),
                            expression(),
                            assignment("sample", "SOURCE=FILE", "JSON rows in the place of a source", samples),
                            text("parameters-file", "FILE", "values of the environment"),
                            text("local", "DIR", "every file store is a folder of DIR"),
                            flag("emulator", "every Cosmos DB account is the embedded one")));
            cmd("test")
                    .text("Runs the tests of data flows.")
                    .action(named("test"))
                    .children(seq(
                            text("factory", "DIR", "directory of the factory").required(),
                            text("tests", "DIR", "tests: DIR/<data flow>/<case>/input and expected")
                                    .required(),
                            text("dataflow", "NAME", "tests of this data flow only")));
        }

        private OptionDef<String, Map<String, String>> expression() {
            return assignment(
                    "parameter", "NAME=VALUE", "parameter of the data flow, written as in its script", parameters);
        }

        private OptionDef<String, Map<String, String>> assignment(
                String name, String value, String text, Map<String, String> given) {
            optionNames.add("--" + name);
            return opt(name, TEXT)
                    .valueName(value)
                    .unbounded()
                    .text(text + "; may be given several times")
                    .action((word, config) -> {
                        int equals = word.indexOf('=');
                        if (equals < 1) {
                            errors.add("--" + name + " is '" + word + "'; it must be " + value + ".");
                        } else {
                            given.put(word.substring(0, equals), word.substring(equals + 1));
                        }
                        return config;
                    });
        }

        private scala.Function2<BoxedUnit, Map<String, String>, Map<String, String>> named(String command) {
            return (unit, config) -> {
                config.put("command", command);
                return config;
            };
        }

        @SafeVarargs
        @SuppressWarnings("varargs")
        private static <T> scala.collection.Seq<T> seq(T... items) {
            return JavaConverters.asScalaBuffer(List.of(items)).toSeq();
        }

        @Override
        public void reportError(String message) {
            String unknown = "Unknown option ";
            if (message.startsWith(unknown)) {
                String option = message.substring(unknown.length());
                errors.add(message + ". " + NearestNames.hint(option, optionNames));
            } else {
                errors.add(message);
            }
        }

        @Override
        public void displayToOut(String message) {
            shown.append(message);
        }

        @Override
        public void displayToErr(String message) {
            // scopt repeats the usage after an error; the errors say what is needed.
        }

        @Override
        public void terminate(Either<String, BoxedUnit> exit) {
            // The caller decides; a library must not end the JVM.
        }
    }
}
