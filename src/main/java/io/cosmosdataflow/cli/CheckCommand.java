package io.cosmosdataflow.cli;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.run.LocalStores;
import java.util.List;
import java.util.Optional;

/** {@code check}: every finding at its position, and a count. */
final class CheckCommand {

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Check command) {
        DataFactory factory = DataFactory.load(command.factory());
        if (command.parametersFile().isPresent()) {
            factory = factory.withParametersFile(command.parametersFile().get());
        }
        if (command.local()) {
            factory = factory.withLocalStores(new LocalStores(Optional.of(command.factory()), Optional.empty()));
        }
        List<Issue> issues = command.pipeline().isPresent()
                ? factory.pipeline(command.pipeline().get()).check()
                : factory.check();
        new ErrorReport(console).print(issues);
        String subject =
                command.pipeline().map(name -> "Pipeline '" + name + "'").orElse("The factory");
        console.out().println(subject + ": " + ErrorReport.summary(issues) + ".");
        return exitCode(issues);
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
