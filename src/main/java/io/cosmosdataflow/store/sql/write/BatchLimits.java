package io.cosmosdataflow.store.sql.write;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * @param batchSize rows that go to the database at a time
 * @param timeout of one batch; zero for none
 */
public record BatchLimits(int batchSize, Duration timeout) implements Serializable {

    /** Rows. */
    public static final int BATCH_SIZE = 10_000;

    public static final int LARGEST_BATCH_SIZE = 1_000_000;

    /** Data Factory does not say its own. */
    public static final Duration TIMEOUT = Duration.ofMinutes(30);

    /** A batch ends here, too: memory is for the task's other work. */
    static final long BATCH_BYTES = 16L << 20;

    /** How often a batch that met a deadlock is tried again. */
    static final int RETRIES = 5;

    public BatchLimits {
        Objects.requireNonNull(timeout, "timeout");
    }

    public static BatchLimits defaults() {
        return new BatchLimits(BATCH_SIZE, TIMEOUT);
    }
}
