package io.cosmosdataflow.diagnostic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an operating system refuses, by the texts that it has for it, and what a user can do about that.
 *
 * <p>Sources: errno(3) and strerror(3) of Linux and macOS; system error codes of Windows.
 */
public enum MachineLimit {
    SPACE(
            "No space left on device|Disk quota exceeded|not enough space on the disk",
            "Make room there, or take a larger disk"),
    FILE_SIZE("File too large", "Allow larger files (ulimit -f), or take another disk"),
    READ_ONLY("Read-only file system", "Take a directory that can be written"),
    OPEN_FILES(
            "Too many open files",
            "Allow the process more open files (ulimit -n), or run fewer tasks side by side"
                    + " (SPARK_MASTER=local[2])"),
    NAME("File name too long", "Take a shorter name; most file systems allow 255 bytes for it"),
    PERMISSION("Permission denied|Access is denied|Operation not permitted", "Check the rights on it"),
    PLACE("Not a directory|Is a directory", "Something else is at this place; take another one, or remove that"),
    DEVICE("Input/output error", "The disk, or the way to it, is broken; see the system's log");

    private static final int DEEPEST = 50;

    private final Pattern text;
    private final String advice;

    MachineLimit(String text, String advice) {
        this.text = Pattern.compile(text);
        this.advice = advice;
    }

    /** The first that exceptions and errors about input and output tell of, from the outside to the inside. */
    public static Optional<MachineLimit> of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Optional<MachineLimit> found = found(cause);
            if (found.isPresent()) {
                return found;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Other exceptions may have values of rows in their messages. Spark tells of its own files in errors. */
    private static Optional<MachineLimit> found(Throwable cause) {
        if (cause instanceof AccessDeniedException) {
            return Optional.of(PERMISSION);
        }
        if (cause instanceof IOException || cause instanceof UncheckedIOException || cause instanceof Error) {
            String message = String.valueOf(cause.getMessage());
            for (MachineLimit each : values()) {
                if (each.text.matcher(message).find()) {
                    return Optional.of(each);
                }
            }
        }
        return Optional.empty();
    }

    /** What to do, without a full stop. */
    public String advice() {
        return advice;
    }
}
