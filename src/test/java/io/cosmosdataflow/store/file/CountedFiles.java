package io.cosmosdataflow.store.file;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * {@code counted:///}: local files that, like an object store, have no permissions and rename over no other file. Counts
 * what it is asked for from outside, by the names of Hadoop's methods; a listing of several folders is one of each.
 */
public final class CountedFiles extends RawLocalFileSystem {

    private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();
    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    /** Of all since the last time. */
    static Map<String, Integer> taken() {
        Map<String, Integer> counts = new TreeMap<>(COUNTS);
        COUNTS.clear();
        return counts;
    }

    private interface Request<T> {
        T answer() throws IOException;
    }

    private static <T> T counted(String name, Request<T> request) throws IOException {
        if (INSIDE.get()) {
            return request.answer();
        }
        COUNTS.merge(name, 1, Integer::sum);
        INSIDE.set(true);
        try {
            return request.answer();
        } finally {
            INSIDE.set(false);
        }
    }

    @Override
    public URI getUri() {
        return URI.create("counted:///");
    }

    @Override
    public String getScheme() {
        return "counted";
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return counted("listStatus", () -> super.listStatus(path));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return counted("getFileStatus", () -> {
            FileStatus status = super.getFileStatus(path);
            return new FileStatus(
                    status.getLen(),
                    status.isDirectory(),
                    status.getReplication(),
                    status.getBlockSize(),
                    status.getModificationTime(),
                    status.getPath());
        });
    }

    @Override
    public boolean exists(Path path) throws IOException {
        return counted("exists", () -> super.exists(path));
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
        return counted("open", () -> super.open(path, buffer));
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
        return counted("create", () -> super.create(path, overwrite, buffer, replication, block, progress));
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return counted("rename", () -> !super.exists(to) && super.rename(from, to));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return counted("delete", () -> super.delete(path, recursive));
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        return mkdirs(path);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return counted("mkdirs", () -> super.mkdirs(path));
    }

    @Override
    public void setPermission(Path path, FsPermission permission) {
        // object stores have none
    }
}
