package io.cosmosdataflow.emulator.storage;

import io.cosmosdataflow.emulator.protocol.Bytes;

/** Where the changes of a container are written before they are answered. */
public interface Journal extends AutoCloseable {

    /** The journal of a container that lives in memory only. */
    Journal NONE = new Journal() {
        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public Bytes record() {
            throw new IllegalStateException("nothing is kept");
        }

        @Override
        public void append(Bytes record) {
            throw new IllegalStateException("nothing is kept");
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    };

    boolean isKept();

    /** An empty record, with room at its start for what the journal adds. */
    Bytes record();

    /** Hands a record to the operating system; from then on it survives the end of this process. */
    void append(Bytes record);

    @Override
    void close();
}
