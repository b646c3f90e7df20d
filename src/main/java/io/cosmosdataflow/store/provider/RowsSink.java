package io.cosmosdataflow.store.provider;

import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;

/**
 * One write of rows to a store.
 *
 * @param <O> what a task says that it did, and their sum
 */
public final class RowsSink<O extends WriterCommitMessage> {

    private final Target target;
    private final BinaryOperator<O> plus;
    private volatile O outcome;

    /**
     * @param name as plans show it
     * @param schema of the rows that tasks get
     * @param writers for a number of partitions
     * @param metrics that tasks report
     * @param nothing the outcome of no task
     */
    public RowsSink(
            String name,
            StructType schema,
            IntFunction<DataWriterFactory> writers,
            CustomMetric[] metrics,
            O nothing,
            BinaryOperator<O> plus) {
        this.target = new Target(name, schema, writers, metrics.clone());
        this.outcome = Objects.requireNonNull(nothing, "nothing");
        this.plus = Objects.requireNonNull(plus, "plus");
    }

    /** Without metrics. */
    public RowsSink(
            String name, StructType schema, IntFunction<DataWriterFactory> writers, O nothing, BinaryOperator<O> plus) {
        this(name, schema, writers, new CustomMetric[0], nothing, plus);
    }

    /**
     * Writes all rows, in one Spark job. Called once.
     *
     * @return of all tasks
     * @throws RuntimeException what Spark fails with, which may be a checked exception that no signature names; {@link
     *     #outcome} then has the tasks that had ended
     */
    public O write(Dataset<Row> rows) {
        OpenTables.write(rows, target);
        return outcome;
    }

    public O outcome() {
        return outcome;
    }

    /** @param messages null for tasks that have not ended */
    private void ended(WriterCommitMessage[] messages) {
        O sum = outcome;
        for (WriterCommitMessage message : messages) {
            @SuppressWarnings("unchecked") // the writers are of this sink
            O each = (O) message;
            sum = each == null ? sum : plus.apply(sum, each);
        }
        outcome = sum;
    }

    private final class Target implements SupportsWrite, WriteBuilder, Write, BatchWrite {

        private final String name;
        private final StructType schema;
        private final IntFunction<DataWriterFactory> writers;
        private final CustomMetric[] metrics;

        Target(String name, StructType schema, IntFunction<DataWriterFactory> writers, CustomMetric[] metrics) {
            this.name = Objects.requireNonNull(name, "name");
            this.schema = Objects.requireNonNull(schema, "schema");
            this.writers = Objects.requireNonNull(writers, "writers");
            this.metrics = metrics;
        }

        @Override
        public String name() {
            return name;
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
        public String description() {
            return name;
        }

        @Override
        public BatchWrite toBatch() {
            return this;
        }

        @Override
        public CustomMetric[] supportedCustomMetrics() {
            return metrics.clone();
        }

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            return writers.apply(info.numPartitions());
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {
            ended(messages);
        }

        /** What tasks have committed is for the store to say, and for its users to know. */
        @Override
        public void abort(WriterCommitMessage[] messages) {
            ended(messages);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
