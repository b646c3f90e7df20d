package io.cosmosdataflow.emulator.storage;

import java.util.Arrays;

/**
 * Documents in ascending order of a number (creation number or LSN), found by binary search.
 *
 * <p>A removed document leaves a gap, and gaps are closed when they are half of the slots, so that all operations
 * cost a few steps and 12 bytes a document.
 */
final class Slots {

    private static final int LEAST_TO_CLOSE = 1024;

    private long[] positions = new long[16];
    private StoredDocument[] documents = new StoredDocument[16];
    private int length;
    private int gaps;

    /** Adds behind all others; {@code position} is not below the last one. */
    void add(long position, StoredDocument document) {
        if (length > 0 && position < positions[length - 1]) {
            throw new IllegalStateException("position " + position + " after " + positions[length - 1]);
        }
        if (length == positions.length) {
            if (gaps > length / 2 && gaps > LEAST_TO_CLOSE) {
                closeGaps();
            } else {
                positions = Arrays.copyOf(positions, length * 2);
                documents = Arrays.copyOf(documents, length * 2);
            }
        }
        positions[length] = position;
        documents[length++] = document;
    }

    void replace(long position, StoredDocument before, StoredDocument after) {
        documents[indexOf(position, before)] = after;
    }

    void remove(long position, StoredDocument before) {
        documents[indexOf(position, before)] = null;
        gaps++;
    }

    /** The index of the first slot whose position is greater. */
    int after(long position) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (positions[middle] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int length() {
        return length;
    }

    long position(int index) {
        return positions[index];
    }

    /** Null for a gap. */
    StoredDocument document(int index) {
        return documents[index];
    }

    private int indexOf(long position, StoredDocument document) {
        for (int i = after(position - 1); i < length && positions[i] == position; i++) {
            if (documents[i] == document) {
                return i;
            }
        }
        throw new IllegalStateException("no document at position " + position);
    }

    private void closeGaps() {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            if (documents[i] != null) {
                positions[kept] = positions[i];
                documents[kept++] = documents[i];
            }
        }
        Arrays.fill(documents, kept, length, null);
        length = kept;
        gaps = 0;
    }
}
