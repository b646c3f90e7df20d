package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;

/** Says what is wrong with a file, and where; never what stands there. */
final class Malformed {

    private Malformed() {}

    /**
     * @param line one-based; 0 if it is not known, for the file was cut
     * @param position in bytes, of the text after decoding
     */
    static JobException at(String file, long line, long position, String reason) {
        return JobException.of(
                ErrorCode.FileMalformed,
                "File '" + file + "' cannot be read at " + where(line, position) + ": " + reason
                        + ". Correct the file, or leave it out.");
    }

    /** For the log of skipped rows; as {@link #at}. */
    static String place(String file, long line, long position) {
        return "File '" + file + "', " + where(line, position);
    }

    private static String where(long line, long position) {
        return line > 0 ? "line " + line + " (byte " + position + ")" : "byte " + position;
    }
}
