package io.cosmosdataflow.store.file.binary;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.TaskContext;

/**
 * {@code faulty:///}: local files that tasks meet in a state that their names say: {@code gone}, {@code forbidden},
 * {@code changed}, {@code flaky} (the first time), {@code late} (changed
 * once all is copied), {@code kept} (not deleted), {@code refused} and {@code altered} at the sink. It renames over no
 * file. As {@code atomic:///} a file has its name when its stream ends, and none if that is given up.
 */
public class FaultyFiles extends RawLocalFileSystem {

    static final ConcurrentHashMap<String, Boolean> MET = new ConcurrentHashMap<>();

    /** Under the scheme {@code atomic:}. */
    public static final class Atomic extends FaultyFiles {

        @Override
        public URI getUri() {
            return URI.create("atomic:///");
        }

        @Override
        public String getScheme() {
            return "atomic";
        }

        @Override
        public boolean hasPathCapability(Path path, String capability) throws IOException {
            return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM)
                    || super.hasPathCapability(path, capability);
        }

        @Override
        public boolean rename(Path from, Path to) throws IOException {
            throw new IOException("a rename copies all bytes here");
        }

        @Override
        FSDataOutputStream made(Path path, int buffer) throws IOException {
            Path hidden = new Path(path.getParent(), "." + path.getName() + "-" + System.nanoTime());
            OutputStream out = super.made(hidden, buffer);
            return new FSDataOutputStream(new Upload(out, hidden, path), null);
        }

        private final class Upload extends FilterOutputStream implements Abortable {

            private final Path hidden;
            private final Path path;
            private boolean ended;

            Upload(OutputStream out, Path hidden, Path path) {
                super(out);
                this.hidden = hidden;
                this.path = path;
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
                if (!ended) {
                    ended = true;
                    out.close();
                    pathToFile(hidden).renameTo(pathToFile(path));
                }
            }

            @Override
            public AbortableResult abort() {
                ended = true;
                pathToFile(hidden).delete();
                return null;
            }
        }
    }

    @Override
    public URI getUri() {
        return URI.create("faulty:///");
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    private static boolean met(Path path, String fault) {
        return TaskContext.get() != null && path.getName().startsWith(fault);
    }

    private static boolean late(Path path) {
        return TaskContext.get() == null && MET.containsKey(path.getName());
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return !path.getName().startsWith("kept") && super.delete(path, recursive);
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
        if (met(path, "gone")) {
            throw new FileNotFoundException("File " + path + " does not exist");
        }
        if (met(path, "forbidden")) {
            throw new AccessControlException("Permission denied: " + path);
        }
        if (met(path, "flaky") && MET.putIfAbsent(path.toString(), true) == null) {
            throw new IOException("Connection reset");
        }
        if (met(path, "late")) {
            MET.put(path.getName(), true);
        }
        return super.open(path, buffer);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        FileStatus status = super.getFileStatus(path);
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                status.getReplication(),
                status.getBlockSize(),
                status.getModificationTime() + (met(path, "changed") || late(path) ? 60_000 : 0),
                status.getPath());
    }

    @Override
    public void setPermission(Path path, FsPermission permission) {
        // object stores have none
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        return made(path, buffer);
    }

    FSDataOutputStream made(Path path, int buffer) throws IOException {
        FSDataOutputStream out = super.create(path, true, buffer, (short) 1, getDefaultBlockSize(path), null);
        return getConf().get("faulty.altered") == null ? out : new FSDataOutputStream(new Altered(out), null);
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
    public boolean rename(Path from, Path to) throws IOException {
        if (to.getName().startsWith("refused")) {
            throw new InvalidPathException(to.getName(), "Illegal char");
        }
        return !exists(to) && super.rename(from, to);
    }

    /** Keeps other bytes than it was given, of the same number. */
    private static final class Altered extends FilterOutputStream {

        Altered(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            byte[] other = java.util.Arrays.copyOfRange(bytes, from, from + count);
            if (count > 0) {
                other[0]++;
            }
            out.write(other);
        }
    }
}
