package io.cosmosdataflow.cli;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.PipelineJob;
import io.cosmosdataflow.cli.progress.Progress;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.terminal.ErrorReport;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.store.local.LocalStores;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** What has to be there before a pipeline does anything: its factory, the local stores, a Spark session. */
final class JobEnvironment {

    interface Work {
        int on(PipelineJob job, SparkSession session, Progress progress);
    }

    private final Command.Environment given;
    private final Console console;

    JobEnvironment(Command.Environment given, Console console) {
        this.given = given;
        this.console = console;
    }

    /** @throws JobException {@link ErrorCode#StateRequired}, {@link ErrorCode#UnknownRun} */
    static RunRecord record(Command.Environment given, String runId) {
        String state = given.stateDirectory()
                .orElseThrow(() -> JobException.of(
                        ErrorCode.StateRequired,
                        "Where is the record of run '" + runId
                                + "'? Give --state DIR, or the --local DIR of the run."));
        return StateLocation.open(state).load(runId);
    }

    /** A wrong definition is answered at once, before anything is started. */
    int run(String pipeline, Work work) {
        Command.StandIns standIns = given.standIns();
        DataFactory loaded = DataFactory.load(given.factory())
                .withActivityOutputs(ActivityOutputFiles.read(standIns.activityOutputs()));
        DataFactory factory =
                given.parametersFile().map(loaded::withParametersFile).orElse(loaded);
        if (!standIns.embedded()) {
            check(factory.pipeline(pipeline));
            return run(factory.pipeline(pipeline), work);
        }
        LocalStores.requireThisMachine(OwnedSpark.master());
        LocalStores stores = new LocalStores(standIns.local(), Optional.empty());
        check(factory.withLocalStores(stores).pipeline(pipeline));
        try (EmbeddedCosmosAccounts cosmos = EmbeddedCosmosAccounts.open(standIns.local(), standIns.throttling())) {
            LocalStores started = stores.withCosmos(cosmos);
            return run(factory.withLocalStores(started).pipeline(pipeline), work);
        }
    }

    private int run(PipelineJob job, Work work) {
        try (OwnedSpark spark = OwnedSpark.getOrCreate();
                Progress progress = Progress.start(console, spark.session())) {
            return work.on(job, spark.session(), progress);
        }
    }

    /** What does not stop the run is said before it, as {@code check} says it. */
    private void check(PipelineJob job) {
        List<Issue> found = job.check();
        new ErrorReport(console)
                .print(found.stream()
                        .filter(issue -> issue.severity() != Severity.ERROR)
                        .toList());
        Issues issues = new Issues();
        found.forEach(issues::add);
        issues.throwIfErrors();
    }
}
