package io.cosmosdataflow.api;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.CheckedPipeline;
import io.cosmosdataflow.run.PipelineCheck;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.PipelineRun;
import io.cosmosdataflow.run.Replay;
import io.cosmosdataflow.run.Rerun;
import io.cosmosdataflow.run.RunListener;
import io.cosmosdataflow.run.activity.ActivityOutputs;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.spark.SessionFiles;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.store.Replayable;
import io.cosmosdataflow.store.local.LocalStores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** One pipeline of a factory, to be checked and run. */
public final class PipelineJob {

    private final Factory factory;
    private final Pipeline pipeline;
    private final Issues found;
    private final Optional<LocalStores> local;
    private final ActivityOutputs outputs;

    PipelineJob(
            Factory factory, Pipeline pipeline, Issues found, Optional<LocalStores> local, ActivityOutputs outputs) {
        this.factory = factory;
        this.pipeline = pipeline;
        this.found = found;
        this.local = local;
        this.outputs = outputs;
    }

    /** What is wrong with the pipeline or with anything it uses; needs no Spark session and no network. */
    public List<Issue> check() {
        return issues().all();
    }

    /**
     * Runs without a record of the run.
     *
     * @param parameters pipeline parameters by name, as text; arrays and objects as JSON
     * @throws JobException if the definitions are wrong or unsupported; nothing has been written then
     */
    public PipelineResult run(SparkSession spark, Map<String, String> parameters) {
        return run(spark, parameters, Optional.empty(), RunListener.NONE);
    }

    /** @param state where the record of the run, checkpoints and locks go */
    public PipelineResult run(
            SparkSession spark, Map<String, String> parameters, Optional<String> state, RunListener listener) {
        RunOptions options = state.map(
                        directory -> RunOptions.NONE.withState(new StateDirectory(directory, configuration(spark))))
                .orElse(RunOptions.NONE);
        return run(spark, parameters, options, listener);
    }

    /**
     * @throws JobException as above, and if another run of the pipeline with this state directory is in progress
     */
    public PipelineResult run(
            SparkSession spark, Map<String, String> parameters, RunOptions options, RunListener listener) {
        local.ifPresent(stores -> stores.requireThisMachine(spark));
        return PipelineRun.run(checked(parameters), parameters, options, spark, listener);
    }

    /**
     * Runs an earlier run again, with its parameters, and with the changes since before it.
     *
     * @param parameters those that the record does not have, since they are secure, or that shall be others
     */
    public PipelineResult rerun(
            SparkSession spark, Rerun rerun, Map<String, String> parameters, RunOptions options, RunListener listener) {
        local.ifPresent(stores -> stores.requireThisMachine(spark));
        CheckedPipeline checked = checked(rerun.parameters(pipeline, parameters));
        return PipelineRun.rerun(checked, rerun, parameters, options, spark, listener);
    }

    /**
     * Writes the rejects of an earlier run again.
     *
     * @param rejects directory that the run was given for them
     * @return what became of the rejects of each sink
     */
    public List<Replayable.Outcome> replay(SparkSession spark, RunRecord run, String rejects, RunListener listener) {
        local.ifPresent(stores -> stores.requireThisMachine(spark));
        issues().throwIfErrors();
        return Replay.of(
                        factory,
                        pipeline,
                        local,
                        run,
                        rejects,
                        Map.of(),
                        spark,
                        remark -> listener.noted(pipeline.name(), remark))
                .run();
    }

    private static Configuration configuration(SparkSession spark) {
        return SessionFiles.configuration(spark);
    }

    /** A file that cannot be read counts for the pipelines that use it. */
    private Issues issues() {
        Issues issues = new Issues();
        issues.addAll(found);
        PipelineCheck.check(factory, pipeline, local, outputs, issues);
        return issues;
    }

    /** For a run with these parameters. */
    private CheckedPipeline checked(Map<String, String> parameters) {
        Issues issues = new Issues();
        issues.addAll(found);
        CheckedPipeline checked = PipelineCheck.check(factory, pipeline, local, outputs, parameters, issues);
        issues.throwIfErrors();
        return checked;
    }
}
