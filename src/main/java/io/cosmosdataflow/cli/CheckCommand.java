package io.cosmosdataflow.cli;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.report.Assessment;
import io.cosmosdataflow.api.report.AssessmentHtml;
import io.cosmosdataflow.api.report.AssessmentJson;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.terminal.ErrorReport;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.store.local.LocalStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code check}: every finding at its position, and a count. */
final class CheckCommand {

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Check command) {
        DataFactory factory = DataFactory.load(command.factory())
                .withActivityOutputs(ActivityOutputFiles.read(command.activityOutputs()));
        if (command.parametersFile().isPresent()) {
            factory = factory.withParametersFile(command.parametersFile().get());
        }
        if (command.local()) {
            factory = factory.withLocalStores(new LocalStores(Optional.of(command.factory()), Optional.empty()));
        }
        DataFactory loaded = factory;
        List<Issue> issues = issues(loaded, command.subject());
        command.report().ifPresent(file -> write(file, loaded.assess()));
        new ErrorReport(console).print(issues);
        console.result(shown(command.subject()) + ": " + ErrorReport.summary(issues) + ".", 4);
        command.report().ifPresent(file -> console.remark("The report is in " + file + ".", 4));
        return exitCode(issues);
    }

    private static List<Issue> issues(DataFactory factory, Command.Subject subject) {
        if (subject instanceof Command.OnePipeline pipeline) {
            return factory.pipeline(pipeline.name()).check();
        }
        if (subject instanceof Command.OneDataFlow dataFlow) {
            return factory.dataFlow(dataFlow.name())
                    .withDatasetParameters(dataFlow.datasetParameters())
                    .check();
        }
        return factory.check();
    }

    private static void write(Path file, Assessment assessment) {
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        GivenFile.write("--report", file, json ? AssessmentJson.of(assessment) : AssessmentHtml.of(assessment));
    }

    private static String shown(Command.Subject subject) {
        if (subject instanceof Command.OnePipeline pipeline) {
            return "Pipeline '" + pipeline.name() + "'";
        }
        return subject instanceof Command.OneDataFlow dataFlow ? "Data flow '" + dataFlow.name() + "'" : "The factory";
    }

    /** Wrong definitions outweigh unsupported ones. */
    private static int exitCode(List<Issue> issues) {
        return issues.stream()
                .filter(issue -> issue.severity() == Severity.ERROR)
                .map(issue -> issue.code().category())
                .mapToInt(Category::exitCode)
                .min()
                .orElse(0);
    }
}
