package io.cosmosdataflow.store;

import java.util.Optional;

/** A write that a fault outside of the store has ended, and what it leaves behind. The cause is the fault. */
public final class PartlyWritten extends RuntimeException {

    /** @param left a sentence for the user: what has been written and stays */
    public PartlyWritten(String left, Throwable fault) {
        super(left, fault);
    }

    /** The sentence of the write that caused {@code failure}, if there is one. */
    public static Optional<String> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PartlyWritten write) {
                return Optional.of(write.getMessage());
            }
        }
        return Optional.empty();
    }
}
