package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.FileFormat;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.zip.ZipException;

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

    /** What the bytes of a file could not be read for: its encoding, its compression, or the store. */
    static JobException unreadable(String file, FileFormat.Text format, IOException cause) {
        boolean compressed = format.compression().codec() != Compression.Codec.NONE;
        boolean broken = cause instanceof ZipException
                || cause instanceof EOFException
                || compressed && cause.getClass() == IOException.class;
        String reason = cause instanceof CharacterCodingException
                ? "it is not in encoding " + format.encoding().charset()
                : compressed ? "its compression is broken, or another than the dataset's" : "it is cut off";
        return cause instanceof CharacterCodingException || broken
                ? JobException.of(
                        ErrorCode.FileMalformed,
                        "File '" + file + "' cannot be read: " + reason
                                + ". Check the dataset's encoding and compression.",
                        cause)
                : JobException.of(
                        ErrorCode.FileStoreFailed, "File '" + file + "' cannot be read: " + cause.getMessage(), cause);
    }

    /** For the log of skipped rows; as {@link #at}. */
    static String place(String file, long line, long position) {
        return "File '" + file + "', " + where(line, position);
    }

    static String where(long line, long position) {
        return line > 0 ? "line " + line + " (byte " + position + ")" : "byte " + position;
    }
}
