package io.cosmosdataflow.store.lost;

import java.time.Instant;
import java.util.Objects;

/**
 * A file that was copied or left out, for logs.
 *
 * @param level {@code Info} or {@code Warning}
 * @param operation as Data Factory calls it: {@code FileRead}, {@code FileWrite}, {@code FileSkip}
 * @param file path below the folder of the dataset
 */
public record FileEntry(Instant at, String level, String operation, String file, String message) {

    public FileEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
    }

    public static FileEntry read(Instant at, String file) {
        return read(at, file, "Complete reading file successfully.");
    }

    public static FileEntry read(Instant at, String file, String message) {
        return new FileEntry(at, "Info", "FileRead", file, message);
    }

    public static FileEntry written(Instant at, String file) {
        return new FileEntry(at, "Info", "FileWrite", file, "Complete writing file. File is successfully copied.");
    }

    /** @param source the file that it was made of */
    public static FileEntry written(Instant at, String file, String source) {
        return new FileEntry(
                at,
                "Info",
                "FileWrite",
                file,
                "Complete writing file from source file: " + source + ". File is successfully copied.");
    }

    public static FileEntry skipped(Instant at, String file, String message) {
        return new FileEntry(at, "Warning", "FileSkip", file, message);
    }
}
