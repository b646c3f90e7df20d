package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import io.cosmosdataflow.store.cosmos.reject.RejectDrafts;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;

/**
 * Carries a write to the executors and starts one writer per task attempt.
 *
 * @param repeats whether an earlier run may have written some of the rows
 * @param columns whether a null in a partition key may be a member that is missing
 * @param absentDeletes whether a delete may find nothing
 * @param drafts where rejects go; null if a refused document ends the activity
 * @param ids of this write alone: what ids are made of that documents lack
 * @param ordered whether a task that runs again gets its rows in the same order
 * @param charge of all tasks
 */
record DocumentWriterFactory(
        ContainerAddress address,
        PartitionKeyShape partitionKey,
        WriteLimits limits,
        boolean repeats,
        boolean columns,
        boolean absentDeletes,
        RejectDrafts drafts,
        String ids,
        boolean ordered,
        RequestCharge charge)
        implements DataWriterFactory {

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        TaskContext context = TaskContext.get();
        WriteTally tally = new WriteTally(charge);
        RefusedDocuments refusals = new RefusedDocuments(tally, limits.failures(), drafts, partitionId, taskId);
        return new DocumentWriter(
                this, tally, refusals, new GeneratedIds(ids, partitionId, ordered), mayRepeat(context));
    }

    /** Whether another attempt at the same rows may have written some of them, or may be doing so now. */
    private boolean mayRepeat(TaskContext context) {
        SparkConf conf = SparkEnv.get() == null ? null : SparkEnv.get().conf();
        boolean speculation = conf != null && conf.getBoolean("spark.speculation", false);
        return repeats
                || speculation
                || (context != null && (context.attemptNumber() > 0 || context.stageAttemptNumber() > 0));
    }
}
