package io.cosmosdataflow.emulator.storage;

import java.io.IOException;

/** The place on disk where a catalog is kept, or none. */
public interface Directory extends AutoCloseable {

    /** Keeps nothing. */
    Directory NONE = new Directory() {
        @Override
        public void load(AccountCatalog catalog) {
            // Nothing was kept.
        }

        @Override
        public void save(AccountCatalog catalog) {
            // Nothing is kept.
        }

        @Override
        public Journal journal(byte[] containerRid) {
            return Journal.NONE;
        }

        @Override
        public void discard(String containerRid) {
            // Nothing was kept.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    };

    void load(AccountCatalog catalog) throws IOException;

    void save(AccountCatalog catalog);

    Journal journal(byte[] containerRid);

    void discard(String containerRid);

    @Override
    void close();
}
