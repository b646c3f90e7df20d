package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import io.cosmosdataflow.store.cosmos.reject.RejectDrafts;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;

/**
 * Carries a write to the executors and starts one writer per task attempt.
 *
 * @param drafts where rejects go; null if a refused document ends the activity
 * @param ids of this write alone: what ids are made of that documents lack
 * @param ordered whether a task that runs again gets its rows in the same order
 * @param charge of all tasks
 */
record DocumentWriterFactory(ContainerWrite to, RejectDrafts drafts, String ids, boolean ordered, RequestCharge charge)
        implements DataWriterFactory {

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        TaskContext context = TaskContext.get();
        WriteTally tally = new WriteTally(charge);
        RefusedDocuments refusals = new RefusedDocuments(tally, to.limits().failures(), drafts, partitionId, taskId);
        return new DocumentWriter(to, tally, refusals, new GeneratedIds(ids, partitionId, ordered), mayRepeat(context));
    }

    /** Whether another attempt at the same rows may have written some of them, or may be doing so now. */
    private boolean mayRepeat(TaskContext context) {
        SparkConf conf = SparkEnv.get() == null ? null : SparkEnv.get().conf();
        boolean speculation = conf != null && conf.getBoolean("spark.speculation", false);
        return to.repeats()
                || speculation
                || (context != null && (context.attemptNumber() > 0 || context.stageAttemptNumber() > 0));
    }
}
