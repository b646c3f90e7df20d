package io.cosmosdataflow.store.lost;

/**
 * A file that was copied, for logs of level Info.
 *
 * @param operation as Data Factory calls it: {@code FileRead}, {@code FileWrite}
 * @param file path below the folder of the dataset
 */
public record FileEntry(String operation, String file, String message) {

    public static FileEntry read(String file) {
        return new FileEntry("FileRead", file, "Complete reading file successfully.");
    }

    public static FileEntry written(String file) {
        return new FileEntry("FileWrite", file, "Complete writing file. File is successfully copied.");
    }
}
