package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.document.SystemProperties;
import io.cosmosdataflow.store.cosmos.sdk.ReadDiagnostics;
import io.cosmosdataflow.store.cosmos.sdk.StoredText;
import java.io.IOException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes readers over the connector's own, on the executor. */
final class PartitionedReaderFactory implements PartitionReaderFactory {

    private final PartitionReaderFactory inner;
    private final ContainerAddress address;
    private final boolean systemProperties;
    private final ReadMeter meter;
    private final PhysicalRanges ranges;

    /** @param systemProperties whether documents keep them */
    PartitionedReaderFactory(
            PartitionReaderFactory inner,
            ContainerAddress address,
            boolean systemProperties,
            ReadMeter meter,
            PhysicalRanges ranges) {
        this.inner = inner;
        this.address = address;
        this.systemProperties = systemProperties;
        this.meter = meter;
        this.ranges = ranges;
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        StoredText.keep();
        TaskMeter task = meter.task();
        long taskAttempt = TaskContext.get() == null ? -1 : TaskContext.get().taskAttemptId();
        ReadDiagnostics.register(taskAttempt, task);
        try {
            return new Reader(inner.createReader(partition), taskAttempt, task);
        } catch (Exception e) {
            ReadDiagnostics.forget(taskAttempt, task);
            throw ServiceFaults.reading(e, address);
        }
    }

    private final class Reader implements PartitionReader<InternalRow> {

        private final PartitionReader<InternalRow> raw;
        private final long taskAttempt;
        private final TaskMeter task;
        private boolean closed;

        Reader(PartitionReader<InternalRow> raw, long taskAttempt, TaskMeter task) {
            this.raw = raw;
            this.taskAttempt = taskAttempt;
            this.task = task;
        }

        @Override
        public boolean next() {
            try {
                boolean found = raw.next();
                ranges.requireUnmoved(address, !found, task);
                return found;
            } catch (Exception e) {
                throw ServiceFaults.reading(e, address);
            }
        }

        @Override
        public InternalRow get() {
            byte[] stored = raw.get().getUTF8String(0).getBytes();
            byte[] document = systemProperties ? stored : SystemProperties.without(stored);
            task.document(document.length);
            return new GenericInternalRow(new Object[] {UTF8String.fromBytes(document)});
        }

        @Override
        public CustomTaskMetric[] currentMetricsValues() {
            return task.metrics();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                raw.close();
                ReadDiagnostics.forget(taskAttempt, task);
                meter.add(task);
            }
        }
    }
}
