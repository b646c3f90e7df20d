package io.cosmosdataflow.store.sql.write;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The DataSource V2 that takes rows for a table. Its only option is a ticket of this driver. */
public final class TableWritesProvider implements TableProvider {

    static final String TICKET = "ticket";

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return OpenWrites.get(options.get(TICKET)).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new WrittenTable(OpenWrites.get(new CaseInsensitiveStringMap(properties).get(TICKET)));
    }

    private record WrittenTable(OpenWrites.Write write) implements SupportsWrite, WriteBuilder, Write, BatchWrite {

        @Override
        public String name() {
            return "table " + write.table().name() + " of "
                    + write.table().database().name();
        }

        @Override
        @SuppressWarnings("deprecation") // the only schema method of Table that Spark 3.4 knows everywhere
        public StructType schema() {
            return write.schema();
        }

        @Override
        public Set<TableCapability> capabilities() {
            return EnumSet.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
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
        public String description() {
            return name();
        }

        @Override
        public BatchWrite toBatch() {
            return this;
        }

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            return new TableWriterFactory(write.table());
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {
            ended(messages);
        }

        /** What tasks have committed stays: their transactions have ended. */
        @Override
        public void abort(WriterCommitMessage[] messages) {
            ended(messages);
        }

        private void ended(WriterCommitMessage[] messages) {
            TaskOutcome all = TaskOutcome.NOTHING;
            for (WriterCommitMessage message : messages) {
                all = message == null ? all : all.plus((TaskOutcome) message);
            }
            write.ended(all);
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
