package io.cosmosdataflow.store.file.scan;

import java.io.IOException;

/** Cuts rows out of one text. */
interface RowScanner {

    /** Goes to the next row. */
    boolean next() throws IOException;

    /** Puts the row's values at the start of {@code values}; the rest belongs to others. */
    void fill(Object[] values);
}
