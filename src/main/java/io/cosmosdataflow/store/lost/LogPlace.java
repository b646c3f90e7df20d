package io.cosmosdataflow.store.lost;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a log goes. It travels to executors, and into no plan, as its access may hold keys.
 *
 * @param folder URI of the folder of the log file, without a slash at its end; of this activity run alone
 */
public record LogPlace(StorageAccess access, String folder, LogForm form) implements Serializable {

    public LogPlace {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(form, "form");
    }

    /** A file system of the caller's own, to be closed by it. */
    FileSystem open() throws IOException {
        return access.open(new Path(folder));
    }

    JobException failed(IOException cause) {
        return JobException.of(
                ErrorCode.FileStoreFailed,
                "The log of the copy in '" + folder + "' cannot be written: " + cause.getMessage()
                        + ". Check the linked service and the path of the log.",
                cause);
    }
}
