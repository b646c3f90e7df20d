package io.cosmosdataflow.store.cosmos.replay;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.upper;

import io.cosmosdataflow.spark.SessionFiles;
import io.cosmosdataflow.store.Replayable;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.reject.RejectFolder;
import io.cosmosdataflow.store.cosmos.reject.RejectedRows;
import io.cosmosdataflow.store.cosmos.reject.RejectedRun;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.write.DocumentsToWrite;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.store.cosmos.write.WriteReport;
import io.cosmosdataflow.store.cosmos.write.WriteRows;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import java.time.Duration;
import java.util.List;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A container into which refused documents are written again.
 *
 * <p>A replay that is broken off may be repeated: the old files go after the new ones have come, and an insert that
 * meets an identical document counts as written.
 */
public record ReplayedContainer(ContainerAddress address) implements Replayable {

    /** Those of a Copy without settings. */
    private static final int BATCH_SIZE = 10_000;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String ADVICE_FOR_CONFLICTS = "Remove them from the container or from the rejects.";

    @Override
    public Outcome replay(SparkSession spark, String directory, SinkOfRun sink) {
        Rejecting again = new RejectedRun(directory, sink.runId(), SessionFiles.configuration(spark)).again(sink);
        RejectFolder folder = again.folder();
        List<String> old = folder.names();
        TaskOutcome outcome = written(again, RejectedRows.read(spark, folder.paths(old)));
        WriteReport.throwIfFailed(outcome, address, ADVICE_FOR_CONFLICTS);
        folder.remove(old);
        return new Outcome(
                sink.activity(),
                sink.sink(),
                address.toString(),
                outcome.written(),
                outcome.rejected().count(),
                WriteReport.rejected(outcome, address, again));
    }

    private TaskOutcome written(Rejecting again, Dataset<Row> rejects) {
        PartitionKeyShape partitionKey;
        try (CosmosContainers containers = CosmosContainers.of(address.account())) {
            partitionKey = containers.partitionKey(address.database(), address.container());
        }
        Dataset<Row> rows = rejects.select(
                upper(col(RejectedRows.OPERATION)).as(WriteRows.OPERATION),
                col(RejectedRows.DOCUMENT).as(WriteRows.DOCUMENT));
        try {
            return new DocumentsToWrite(address, partitionKey, WriteLimits.of(BATCH_SIZE, PATIENCE))
                    .withRepeats(true)
                    .withRejecting(again)
                    .write(rows);
        } catch (Exception e) {
            // Spark throws checked exceptions without declaring them.
            throw ServiceFaults.ours(e).orElseGet(() -> ExceptionUtils.rethrow(e));
        }
    }
}
