package io.cosmosdataflow.cli;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.testing.DataFlowTest;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.List;

/** {@code test}: a line for each test, what differs below it, and a count. */
final class TestCommand {

    private final Console console;

    TestCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Test command) {
        DataFactory factory = DataFactory.load(command.factory());
        List<DataFlowTest> tests = tests(command, factory);
        int failed = 0;
        try (OwnedSpark spark = OwnedSpark.getOrCreate()) {
            for (DataFlowTest test : tests) {
                List<String> differences = test.run(factory, spark.session());
                failed += differences.isEmpty() ? 0 : 1;
                console.out().println((differences.isEmpty() ? "ok      " : "FAILED  ") + test.name());
                differences.stream().flatMap(String::lines).forEach(line -> console.out()
                        .println("        " + line));
            }
        }
        console.out().println(tests.size() + (tests.size() == 1 ? " test, " : " tests, ") + failed + " failed.");
        return failed == 0 ? 0 : Category.RUN.exitCode();
    }

    private static List<DataFlowTest> tests(Command.Test command, DataFactory factory) {
        List<DataFlowTest> all = DataFlowTest.find(command.tests());
        if (command.dataFlow().isEmpty()) {
            return all;
        }
        String dataFlow = factory.dataFlow(command.dataFlow().get()).name();
        List<DataFlowTest> wanted = all.stream()
                .filter(test -> test.dataFlow().equalsIgnoreCase(dataFlow))
                .toList();
        if (wanted.isEmpty()) {
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    "There are no tests of data flow '" + dataFlow + "' in '" + command.tests() + "'.");
        }
        return wanted;
    }
}
