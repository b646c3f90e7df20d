package io.cosmosdataflow.store.cosmos.write;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;

/** Carries a write to the executors and starts one writer per task attempt. */
record DocumentWriterFactory(DocumentsToWrite documents) implements DataWriterFactory {

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        TaskContext context = TaskContext.get();
        return new DocumentWriter(documents, mayRepeat(context), context);
    }

    /** Whether another attempt at the same rows may have written some of them, or may be doing so now. */
    private static boolean mayRepeat(TaskContext context) {
        SparkConf conf = SparkEnv.get() == null ? null : SparkEnv.get().conf();
        boolean speculation = conf != null && conf.getBoolean("spark.speculation", false);
        return speculation || (context != null && (context.attemptNumber() > 0 || context.stageAttemptNumber() > 0));
    }
}
