package io.cosmosdataflow.store.file.write;

import java.io.Serializable;

/**
 * Bytes of a part.
 *
 * @param text those of the rows before compression; 0 for columnar files
 * @param stored all of them on storage, as the task knows them that has written the file
 * @param head of those, what stands before the rows in a file of its own
 * @param tail of those, what stands behind the rows in a file of its own
 */
record PartSizes(long text, long stored, int head, int tail) implements Serializable {

    /** Of a columnar file. */
    static PartSizes stored(long bytes) {
        return new PartSizes(0, bytes, 0, 0);
    }

    /** Those of the rows on storage. */
    long body() {
        return stored - head - tail;
    }
}
