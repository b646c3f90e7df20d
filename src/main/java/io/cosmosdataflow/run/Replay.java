package io.cosmosdataflow.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.upper;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.store.cosmos.CosmosSinkSettings;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.reject.RejectFolder;
import io.cosmosdataflow.store.cosmos.reject.RejectedRows;
import io.cosmosdataflow.store.cosmos.reject.RejectedRun;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.reject.SinkOfRun;
import io.cosmosdataflow.store.cosmos.write.DocumentsToWrite;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.store.cosmos.write.WriteLimits;
import io.cosmosdataflow.store.cosmos.write.WriteReport;
import io.cosmosdataflow.store.cosmos.write.WriteRows;
import io.cosmosdataflow.store.local.LocalStores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the rejects of a run again, with their operations. What the service refuses once more takes the place of
 * what was there; so afterwards only that is there which is still rejected.
 *
 * <p>A replay that is broken off may be repeated: the old files go after the new ones have come, and an insert that
 * meets an identical document counts as written.
 */
public final class Replay {

    private static final String ADVICE_FOR_CONFLICTS = "Remove them from the container or from the rejects.";

    /** Finds the container of a sink as the factory has it now. */
    @FunctionalInterface
    public interface Sinks {

        /** @throws JobException if the factory has no such sink any more, or it is no container */
        ContainerAddress address(String activity, String sink);
    }

    /**
     * What became of the rejects of one sink.
     *
     * @param written operations that the service has done now
     * @param rejected documents that are still rejected
     * @param remark why, by the ids of some; empty if there are none
     */
    public record ReplayedSink(
            String activity,
            String sink,
            ContainerAddress container,
            long written,
            long rejected,
            Optional<String> remark) {}

    private final SparkSession spark;
    private final RejectedRun run;
    private final Sinks sinks;

    /**
     * @param directory that the run was given for its rejects
     * @param sinks is asked for all of them before anything is written
     */
    public Replay(SparkSession spark, String directory, String runId, Sinks sinks) {
        this.spark = spark;
        this.run = new RejectedRun(directory, runId, spark.sessionState().newHadoopConf());
        this.sinks = sinks;
    }

    /**
     * For a run of a pipeline, whose containers are looked up in the factory.
     *
     * @param directory that the run was given for its rejects
     * @param given parameters that the record does not have, since they are secure
     * @param remark takes what the user should see
     */
    public static Replay of(
            Factory factory,
            Pipeline pipeline,
            Optional<LocalStores> local,
            RunRecord run,
            String directory,
            Map<String, String> given,
            SparkSession spark,
            Consumer<String> remark) {
        SinksOfRun sinks = new SinksOfRun(factory, pipeline, local, run, given, spark, remark);
        return new Replay(spark, directory, run.runId(), sinks);
    }

    /**
     * Replays one sink after the other. Files of a sink that could not be reached stay as they are.
     *
     * @throws JobException {@link ErrorCode#UnknownRun} if nothing is rejected; {@link ErrorCode#FileMalformed} for
     *     a line that is no reject; what a write may throw
     */
    public List<ReplayedSink> run() {
        Map<SinkOfRun, ContainerAddress> addresses = new LinkedHashMap<>();
        for (SinkOfRun sink : run.sinks()) {
            addresses.put(sink, sinks.address(sink.activity(), sink.sink()));
        }
        List<ReplayedSink> replayed = new ArrayList<>();
        addresses.forEach((sink, address) -> replayed.add(replay(sink, address)));
        return replayed;
    }

    private ReplayedSink replay(SinkOfRun sink, ContainerAddress address) {
        Rejecting again = run.again(sink);
        RejectFolder folder = again.folder();
        List<String> old = folder.names();
        TaskOutcome outcome = written(address, again, RejectedRows.read(spark, folder.paths(old)));
        WriteReport.throwIfFailed(outcome, address, ADVICE_FOR_CONFLICTS);
        folder.remove(old);
        return new ReplayedSink(
                sink.activity(),
                sink.sink(),
                address,
                outcome.written(),
                outcome.rejected().count(),
                WriteReport.rejected(outcome, address, again));
    }

    private static TaskOutcome written(ContainerAddress address, Rejecting again, Dataset<Row> rejects) {
        PartitionKeyShape partitionKey;
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            partitionKey = containers.partitionKey(address.database(), address.container());
        }
        CosmosSinkSettings usual = CosmosSinkSettings.defaults();
        Dataset<Row> rows = rejects.select(
                upper(col(RejectedRows.OPERATION)).as(WriteRows.OPERATION),
                col(RejectedRows.DOCUMENT).as(WriteRows.DOCUMENT));
        try {
            return new DocumentsToWrite(
                            address, partitionKey, WriteLimits.of(usual.writeBatchSize(), usual.writeBatchTimeout()))
                    .withRepeats(true)
                    .withRejecting(again)
                    .write(rows);
        } catch (Exception e) {
            // Spark throws checked exceptions without declaring them.
            throw Failures.of(e);
        }
    }
}
