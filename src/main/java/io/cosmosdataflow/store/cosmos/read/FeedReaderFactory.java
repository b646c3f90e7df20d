package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.sdk.ReadDiagnostics;
import java.io.IOException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Readers of a change feed that begin anew where the connector's own would go on too far.
 *
 * <p>A request for the next page is on its way before the page at hand is taken. If it fails before the first page is
 * taken, the connector throws that page away and asks again, with options in which the SDK has noted meanwhile that
 * the page was read: its changes are lost in silence. Later pages are asked for by their own
 * mark; whether they are all safe is not settled.
 *
 * <p>Source: measured on connector 4.11.1, by connections that break.
 */
final class FeedReaderFactory implements PartitionReaderFactory {

    private static final int MOST_BEGINNINGS = 50;

    private final PartitionReaderFactory connector;

    FeedReaderFactory(PartitionReaderFactory connector) {
        this.connector = connector;
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new Reader(partition);
    }

    private final class Reader implements PartitionReader<InternalRow> {

        private final InputPartition partition;
        private PartitionReader<InternalRow> raw;
        private boolean begun;

        Reader(InputPartition partition) {
            this.partition = partition;
            this.raw = connector.createReader(partition);
        }

        @Override
        public boolean next() throws IOException {
            return begun ? raw.next() : first();
        }

        private boolean first() throws IOException {
            for (int beginning = 0; beginning < MOST_BEGINNINGS; beginning++) {
                long failed = failed();
                boolean found = raw.next();
                if (failed() == failed) {
                    begun = true;
                    return found;
                }
                raw.close();
                raw = connector.createReader(partition);
            }
            throw new IOException("Requests for the first changes failed " + MOST_BEGINNINGS + " times.");
        }

        @Override
        public InternalRow get() {
            return raw.get();
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }

        private static long failed() {
            return TaskContext.get() == null
                    ? 0
                    : ReadDiagnostics.failedRequests(TaskContext.get().taskAttemptId());
        }
    }
}
