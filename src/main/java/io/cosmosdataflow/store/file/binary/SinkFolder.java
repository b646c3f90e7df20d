package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.file.write.UnfinishedFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The sink's folder while files are copied to it. Has a hidden folder for files that are not whole, but where the store
 * names a file with the end of its stream, and forgets one whose stream is given up.
 */
record SinkFolder(Optional<UnfinishedFolder> hidden) implements Closeable {

    /** @param folder as a URI */
    static SinkFolder of(FileSystem store, String folder) throws IOException {
        Path path = new Path(folder + "/");
        return new SinkFolder(
                store.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM)
                        ? Optional.empty()
                        : Optional.of(new UnfinishedFolder(store, path)));
    }

    /** As a URI; empty if none is needed. */
    String unfinished() {
        return hidden.map(folder -> folder.path().toString()).orElse("");
    }

    @Override
    public void close() throws IOException {
        if (hidden.isPresent()) {
            hidden.get().close();
        }
    }
}
