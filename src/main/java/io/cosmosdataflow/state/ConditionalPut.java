package io.cosmosdataflow.state;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Objects of a store whose Hadoop file system looks before it writes, so that two that create a file at once both
 * succeed, while the store itself has a condition for it ({@code If-None-Match: *}). A put is whole or not there.
 */
interface ConditionalPut {

    /**
     * Writes an object whose name nobody has; of several that try at once, one succeeds.
     *
     * @return false if there is one of this name
     */
    boolean putIfAbsent(Path path, byte[] bytes) throws IOException;

    /** Writes an object, in the place of one of the same name if there is one. */
    void put(Path path, byte[] bytes) throws IOException;

    /**
     * Of the file system, by its class.
     *
     * @throws IOException if the class is one of these, of a release that does not let us at its client
     */
    static Optional<ConditionalPut> of(FileSystem files) throws IOException {
        if (ByName.isA(files, S3Objects.FILE_SYSTEM)) {
            return Optional.of(S3Objects.of(files));
        }
        if (ByName.isA(files, AzureBlobs.FILE_SYSTEM)) {
            return Optional.of(AzureBlobs.of(files));
        }
        return Optional.empty();
    }
}
