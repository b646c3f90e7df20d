package io.cosmosdataflow.cli;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.plan.explain.Explanation;

/** {@code explain}: the plan of a data flow as text, and as a picture in a file. */
final class ExplainCommand {

    private final Console console;

    ExplainCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Explain command) {
        Command.Flow flow = command.flow();
        Explanation explanation = DataFactory.load(flow.factory())
                .dataFlow(flow.name())
                .withDatasetParameters(flow.datasetParameters())
                .explain(flow.parameters());
        command.svg().ifPresent(file -> GivenFile.write("--svg", file, explanation.svg()));
        console.result(explanation.text(), 8);
        command.svg().ifPresent(file -> console.remark("The picture is in " + file + ".", 4));
        return 0;
    }
}
