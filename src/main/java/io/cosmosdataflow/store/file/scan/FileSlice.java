package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.store.storage.ListedFile;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * A part of a file that one task reads: the lines whose first byte is from {@code start} to before {@code
 * end}.
 *
 * @param end {@link #WHOLE} for a file that is not cut
 * @param header what the start of the file says of its columns; empty for a file that is not cut, whose
 *     reader sees for itself
 */
record FileSlice(ListedFile file, long start, long end, List<String> header) implements Serializable {

    static final long WHOLE = Long.MAX_VALUE;

    FileSlice {
        Objects.requireNonNull(file, "file");
        header = List.copyOf(header);
    }

    static FileSlice whole(ListedFile file) {
        return new FileSlice(file, 0, WHOLE, List.of());
    }

    /** The start of it, of so many bytes, where it may be cut. */
    FileSlice start(long bytes) {
        return cut() && length() > bytes ? new FileSlice(file, start, start + Math.max(1, bytes), header) : this;
    }

    boolean cut() {
        return end != WHOLE;
    }

    long length() {
        return cut() ? end - start : file.length();
    }
}
