package io.cosmosdataflow.store.file.write;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.TaskContext;

/** {@code split:///}: local files, of which the second task of a job sees a folder of its own, as without a mount. */
public final class SplitMountFiles extends RawLocalFileSystem {

    /** The second task has files of the same names, of another length, on the driver's side. */
    static final String SHORTER = "split.shorter";

    private static final String ELSEWHERE = ".elsewhere";

    @Override
    public URI getUri() {
        return URI.create("split:///");
    }

    @Override
    public String getScheme() {
        return "split";
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return create(path, overwrite, buffer, replication, block, progress);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        if (elsewhere() && getConf().getBoolean(SHORTER, false)) {
            super.create(path, overwrite, buffer, replication, block, progress).close();
        }
        return super.create(seen(path), overwrite, buffer, replication, block, progress);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return super.getFileStatus(seen(path));
    }

    private static boolean elsewhere() {
        return TaskContext.get() != null && TaskContext.getPartitionId() == 1;
    }

    private static Path seen(Path path) {
        boolean part = path.getName().startsWith("00001-");
        return elsewhere() && part ? new Path(path.getParent().getParent(), ELSEWHERE + "/" + path.getName()) : path;
    }
}
