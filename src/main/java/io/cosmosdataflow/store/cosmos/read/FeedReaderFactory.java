package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.Patience;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.sdk.StoredText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes readers of a {@link FeedPart}, on the executor. */
record FeedReaderFactory(ContainerAddress address, int pageSize, ReadMeter meter) implements PartitionReaderFactory {

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        StoredText.keep();
        TaskMeter task = meter.task();
        try {
            return new Reader(new FeedPages(address, pageSize, (FeedPart) partition, task, new Patience()), task);
        } catch (RuntimeException e) {
            throw ServiceFaults.reading(e, address);
        }
    }

    private final class Reader implements PartitionReader<InternalRow> {

        private final FeedPages pages;
        private final TaskMeter task;
        private Iterator<JsonNode> page = Collections.emptyIterator();
        private JsonNode change;
        private boolean closed;

        Reader(FeedPages pages, TaskMeter task) {
            this.pages = pages;
            this.task = task;
        }

        @Override
        public boolean next() {
            try {
                while (!page.hasNext()) {
                    Optional<List<JsonNode>> next = pages.next();
                    if (next.isEmpty()) {
                        return false;
                    }
                    page = next.get().iterator();
                }
                change = page.next();
                return true;
            } catch (RuntimeException e) {
                throw ServiceFaults.reading(e, address);
            }
        }

        @Override
        public InternalRow get() {
            byte[] document = StoredText.of(change).getBytes(StandardCharsets.UTF_8);
            task.document(document.length);
            return new GenericInternalRow(new Object[] {UTF8String.fromBytes(document)});
        }

        @Override
        public CustomTaskMetric[] currentMetricsValues() {
            return task.metrics();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                pages.close();
                meter.add(task);
            }
        }
    }
}
