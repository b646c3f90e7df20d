package io.cosmosdataflow.store.file.write;

import java.util.Objects;
import org.apache.hadoop.fs.Path;

/**
 * A whole file that waits for its name.
 *
 * @param name relative to the sink's folder
 * @param path where it waits
 */
record FinishedFile(String name, Path path, long bytes) {

    FinishedFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
    }
}
