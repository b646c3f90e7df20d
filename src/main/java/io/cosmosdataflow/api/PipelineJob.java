package io.cosmosdataflow.api;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.LocalStores;
import io.cosmosdataflow.run.PipelineCheck;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.PipelineRun;
import io.cosmosdataflow.run.RunListener;
import io.cosmosdataflow.state.StateDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** One pipeline of a factory, to be checked and run. */
public final class PipelineJob {

    private final Factory factory;
    private final Pipeline pipeline;
    private final Issues found;
    private final Optional<LocalStores> local;

    PipelineJob(Factory factory, Pipeline pipeline, Issues found, Optional<LocalStores> local) {
        this.factory = factory;
        this.pipeline = pipeline;
        this.found = found;
        this.local = local;
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

    /** @param state where the record of the run goes */
    public PipelineResult run(
            SparkSession spark, Map<String, String> parameters, Optional<String> state, RunListener listener) {
        issues().throwIfErrors();
        Optional<StateDirectory> records = state.map(
                directory -> new StateDirectory(directory, spark.sessionState().newHadoopConf()));
        return PipelineRun.run(factory, pipeline, parameters, local, records, spark, listener);
    }

    /** A file that cannot be read stops every pipeline, as it stops Data Factory from publishing. */
    private Issues issues() {
        Issues issues = new Issues();
        issues.addAll(found);
        PipelineCheck.check(factory, pipeline, local, issues);
        return issues;
    }
}
