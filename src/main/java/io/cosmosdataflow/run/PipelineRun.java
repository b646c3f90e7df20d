package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.StateDirectory;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Runs a checked pipeline once. */
public final class PipelineRun {

    private PipelineRun() {}

    /**
     * @param parameters as text, by name
     * @param records where the record of the run goes, also of a run that failed
     * @return what happened; a failed activity does not throw
     * @throws JobException for parameters that do not fit, before anything has run
     */
    public static PipelineResult run(
            Factory factory,
            Pipeline pipeline,
            Map<String, String> parameters,
            Optional<LocalStores> local,
            Optional<StateDirectory> records,
            SparkSession spark,
            RunListener listener) {
        RunScope scope = RunScope.forRun(factory, pipeline, local, parameters);
        PipelineResult result = new PipelineRunner(scope, spark, listener).run();
        records.ifPresent(directory -> directory.save(result.record()));
        return result;
    }
}
