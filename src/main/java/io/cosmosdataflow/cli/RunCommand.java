package io.cosmosdataflow.cli;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.PipelineJob;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.LocalStores;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import java.util.Comparator;
import java.util.Optional;

/** {@code run}: checks, starts what local mode needs, runs, and prints each activity's output. */
final class RunCommand {

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Run command) {
        DataFactory factory = DataFactory.load(command.factory());
        if (command.parametersFile().isPresent()) {
            factory = factory.withParametersFile(command.parametersFile().get());
        }
        if (!command.embedded()) {
            check(factory.pipeline(command.pipeline()));
            return execute(command, factory);
        }
        LocalStores stores = new LocalStores(command.local(), Optional.empty());
        check(factory.withLocalStores(stores).pipeline(command.pipeline()));
        try (EmbeddedAccount cosmos = EmbeddedAccount.start(command.local(), command.throttling())) {
            return execute(command, factory.withLocalStores(stores.withCosmos(cosmos.endpoint(), cosmos.key())));
        }
    }

    private int execute(Command.Run command, DataFactory factory) {
        PipelineJob job = factory.pipeline(command.pipeline());
        try (OwnedSpark spark = OwnedSpark.getOrCreate();
                Progress progress = Progress.start(console, spark.session())) {
            PipelineResult result = job.run(spark.session(), command.parameters(), state(command), progress.listener());
            return report(result);
        }
    }

    /** Before anything is started, so that a wrong definition is answered at once. */
    private static void check(PipelineJob job) {
        Issues issues = new Issues();
        job.check().forEach(issues::add);
        issues.throwIfErrors();
    }

    private static Optional<String> state(Command.Run command) {
        return command.state().or(() -> command.local()
                .map(directory -> directory.resolve(".state").toString()));
    }

    private int report(PipelineResult result) {
        boolean succeeded = result.record().status() == RunStatus.Succeeded;
        console.out()
                .println("Pipeline '" + result.record().pipeline() + "' " + (succeeded ? "succeeded" : "failed")
                        + ", run " + result.record().runId() + ".");
        result.failures().forEach(failure -> new ErrorReport(console).print(failure));
        return succeeded
                ? 0
                : result.failures().stream()
                        .map(JobException::code)
                        .map(code -> code.category().exitCode())
                        .max(Comparator.naturalOrder())
                        .orElse(1);
    }
}
