package io.cosmosdataflow.cli.words;

import java.util.Map;
import scopt.OptionDef;

/** The words of {@code explain}, {@code preview} and {@code test}. */
final class DataFlowWords {

    private static final int USUAL_ROWS = 100;

    /** They are held in memory, and read by somebody. */
    private static final int MOST_ROWS = 10_000;

    private DataFlowWords() {}

    static void addTo(Grammar grammar, GivenWords given) {
        grammar.command(
                "explain",
                "Shows what a data flow does, as text and as a picture.",
                factory(grammar),
                grammar.text("dataflow", "NAME", "data flow to explain").required(),
                expression(grammar, given),
                datasetParameter(grammar, given),
                grammar.text("svg", "FILE", "draw it too"));
        grammar.command(
                "preview",
                "Shows rows of a stream of a data flow; nothing is written.",
                factory(grammar),
                grammar.text("dataflow", "NAME", "data flow to look into").required(),
                grammar.text("stream", "NAME", "its stream; SPLIT@BRANCH of a split")
                        .required(),
                grammar.text("rows", "N", "rows to show (100)"),
                expression(grammar, given),
                datasetParameter(grammar, given),
                grammar.assignment("sample", "SOURCE=FILE", "JSON rows in the place of a source", given.samples()),
                grammar.text("parameters-file", "FILE", "values of the environment"),
                grammar.text("local", "DIR", "every file store is a folder of DIR"),
                grammar.flag("emulator", "every Cosmos DB account is the embedded one"));
        grammar.command(
                "test",
                "Runs the tests of data flows.",
                factory(grammar),
                grammar.text("tests", "DIR", "tests: DIR/<data flow>/<case>/input and expected")
                        .required(),
                grammar.text("dataflow", "NAME", "tests of this data flow only"));
    }

    private static OptionDef<String, Map<String, String>> factory(Grammar grammar) {
        return grammar.text("factory", "DIR", "directory of the factory, or exported template")
                .required();
    }

    private static OptionDef<String, Map<String, String>> expression(Grammar grammar, GivenWords given) {
        return grammar.assignment(
                "parameter", "NAME=VALUE", "parameter of the data flow, written as in its script", given.parameters());
    }

    static OptionDef<String, Map<String, String>> datasetParameter(Grammar grammar, GivenWords given) {
        return grammar.assignment(
                "dataset-parameter",
                "STREAM.NAME=VALUE",
                "parameter of the dataset of a source or sink",
                given.datasetParameters());
    }

    static Command explain(GivenWords given) {
        return new Command.Explain(flow(given), given.path("svg"));
    }

    static Command preview(GivenWords given) {
        return new Command.Preview(
                flow(given),
                given.required("stream"),
                given.number("rows", USUAL_ROWS, 1, MOST_ROWS, "it must be a number from 1 to " + MOST_ROWS + "."),
                given.samples(),
                given.path("parameters-file"),
                given.path("local"),
                given.flag("emulator"));
    }

    private static Command.Flow flow(GivenWords given) {
        return new Command.Flow(
                given.path("factory").orElseThrow(),
                given.required("dataflow"),
                given.parameters(),
                given.datasetParameters());
    }

    static Command test(GivenWords given) {
        return new Command.Test(
                given.path("factory").orElseThrow(), given.path("tests").orElseThrow(), given.text("dataflow"));
    }
}
