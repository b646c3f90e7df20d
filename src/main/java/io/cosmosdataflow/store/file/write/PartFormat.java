package io.cosmosdataflow.store.file.write;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;

/** How a task writes a part. */
interface PartFormat extends Serializable {

    Output open(FileSystem files, Path path, int partition) throws IOException;

    /** An open part. */
    interface Output {

        void write(InternalRow row) throws IOException;

        /** Ends the part. */
        PartSizes close() throws IOException;
    }
}
