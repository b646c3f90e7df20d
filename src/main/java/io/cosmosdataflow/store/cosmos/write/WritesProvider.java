package io.cosmosdataflow.store.cosmos.write;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The DataSource V2 that takes rows of {@link WriteRows}. Its only option is a ticket of this driver. */
public final class WritesProvider implements TableProvider {

    static final String TICKET = "ticket";

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return WriteRows.SCHEMA;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new WritesTable(OpenWrites.get(new CaseInsensitiveStringMap(properties).get(TICKET)));
    }

    private static final class WritesTable implements SupportsWrite {

        private final OpenWrites.Write write;

        WritesTable(OpenWrites.Write write) {
            this.write = write;
        }

        @Override
        public String name() {
            return "cosmos " + write.documents().address().database() + "."
                    + write.documents().address().container();
        }

        @Override
        public StructType schema() {
            return WriteRows.SCHEMA;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return EnumSet.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
        }

        @Override
        public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
            return new WriteBuilder() {
                @Override
                public Write build() {
                    return new DocumentsWrite(write, name());
                }
            };
        }

        @Override
        public String toString() {
            return name();
        }
    }

    private static final class DocumentsWrite implements Write, BatchWrite {

        private final OpenWrites.Write write;
        private final String name;

        DocumentsWrite(OpenWrites.Write write, String name) {
            this.write = write;
            this.name = name;
        }

        @Override
        public String description() {
            return name;
        }

        @Override
        public BatchWrite toBatch() {
            return this;
        }

        @Override
        public CustomMetric[] supportedCustomMetrics() {
            return WriteMetrics.all();
        }

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            return write.writers(ConcurrentTasks.of(SparkSession.active().sparkContext(), info.numPartitions()));
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {
            TaskOutcome all = TaskOutcome.NOTHING;
            for (WriterCommitMessage message : messages) {
                all = all.plus((TaskOutcome) message);
            }
            write.ended(all);
        }

        /** What is written stays: Cosmos DB has no transaction across a container. */
        @Override
        public void abort(WriterCommitMessage[] messages) {
            TaskOutcome all = TaskOutcome.NOTHING;
            for (WriterCommitMessage message : messages) {
                all = message == null ? all : all.plus((TaskOutcome) message);
            }
            write.ended(all);
        }
    }
}
