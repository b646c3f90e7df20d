package io.cosmosdataflow.store.sql.write;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;

/** Carries a write to the executors, the database's secrets with it, and starts one writer per task attempt. */
record TableWriterFactory(TableToWrite table) implements DataWriterFactory {

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        return new TableWriter(table, partitionId);
    }
}
