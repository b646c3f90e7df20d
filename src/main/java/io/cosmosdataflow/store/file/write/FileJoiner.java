package io.cosmosdataflow.store.file.write;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Makes one file out of parts, on the driver, without decoding their rows. */
interface FileJoiner {

    /**
     * @param name of the later file, for formats that note it
     * @return bytes of the whole
     */
    long join(FileSystem files, List<Part> parts, Path whole, String name) throws IOException;

    /** Whether a single part is already the file. */
    boolean wholeAlready(List<Part> parts);
}
