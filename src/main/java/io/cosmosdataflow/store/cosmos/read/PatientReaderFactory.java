package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.sdk.PageResumption;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Readers that ask again after status 449, as writes do. Of what may pass, the SDK waits for 429 itself, and the
 * connector for 408, 410, 500 and 503; 449 is the one that ends its reads.
 */
final class PatientReaderFactory implements PartitionReaderFactory {

    private static final int RETRY_WITH = 449;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long FIRST_DELAY = 50;
    private static final long LONGEST_DELAY = 5_000;

    private final PartitionReaderFactory connector;

    PatientReaderFactory(PartitionReaderFactory connector) {
        this.connector = connector;
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new Reader(connector.createReader(partition));
    }

    private static final class Reader implements PartitionReader<InternalRow> {

        private final PartitionReader<InternalRow> raw;

        Reader(PartitionReader<InternalRow> raw) {
            this.raw = raw;
        }

        @Override
        public boolean next() throws IOException {
            long start = 0;
            for (long delay = FIRST_DELAY; ; delay = Math.min(2 * delay, LONGEST_DELAY)) {
                try {
                    return raw.next();
                } catch (RuntimeException e) {
                    Optional<CosmosException> answer =
                            ServiceFaults.answer(e).filter(each -> each.getStatusCode() == RETRY_WITH);
                    start = start == 0 ? System.nanoTime() : start;
                    boolean patient = System.nanoTime() - start < PATIENCE.toNanos();
                    if (answer.isEmpty() || !patient || !PageResumption.prepare(raw)) {
                        throw e;
                    }
                    pause(Math.max(delay, answer.get().getRetryAfterDuration().toMillis()));
                }
            }
        }

        private static void pause(long millis) throws IOException {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("The task is interrupted.", e);
            }
        }

        @Override
        public InternalRow get() {
            return raw.get();
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }
    }
}
