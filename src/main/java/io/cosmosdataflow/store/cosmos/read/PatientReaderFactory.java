package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.Patience;
import io.cosmosdataflow.store.cosmos.sdk.PageResumption;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * Readers that ask again after status 449, as writes do. Of what may pass, the SDK waits for 429 itself, and the
 * connector for 408, 410, 500 and 503; 449 is the one that ends its reads.
 */
final class PatientReaderFactory implements PartitionReaderFactory {

    private final PartitionReaderFactory connector;

    PatientReaderFactory(PartitionReaderFactory connector) {
        this.connector = connector;
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new Reader(Patience.ask(() -> connector.createReader(partition)));
    }

    private static final class Reader implements PartitionReader<InternalRow> {

        private final PartitionReader<InternalRow> raw;
        private final Patience patience = new Patience();

        Reader(PartitionReader<InternalRow> raw) {
            this.raw = raw;
        }

        @Override
        public boolean next() throws IOException {
            while (true) {
                try {
                    boolean found = raw.next();
                    patience.progressed();
                    return found;
                } catch (RuntimeException e) {
                    if (!PageResumption.prepare(raw)) {
                        throw e;
                    }
                    patience.outlastRetryWith(e);
                }
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
