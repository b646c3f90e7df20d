package io.cosmosdataflow.store.file.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;

/** A folder of parts as a table that Spark appends to; keeps what the tasks have written. */
final class PartsTable implements SupportsWrite, WriteBuilder, Write, BatchWrite {

    private final StructType schema;
    private final PartsWriter.Factory writers;
    private final List<Part> parts = new ArrayList<>();

    PartsTable(StructType schema, PartsWriter.Factory writers) {
        this.schema = schema;
        this.writers = writers;
    }

    /** What has been written, in the order of the rows. */
    List<Part> parts() {
        return parts.stream().sorted(Part.ORDER).toList();
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    @SuppressWarnings("deprecation") // the only schema method of Table that Spark 3.4 knows everywhere
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return this;
    }

    @Override
    public Write build() {
        return this;
    }

    @Override
    public BatchWrite toBatch() {
        return this;
    }

    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        return writers;
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        for (WriterCommitMessage message : messages) {
            if (message != null) {
                parts.addAll(((PartsWriter.Written) message).parts());
            }
        }
    }

    @Override
    public void abort(WriterCommitMessage[] messages) {
        parts.clear();
    }
}
