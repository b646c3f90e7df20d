package io.cosmosdataflow.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * Local files, each access to which is a {@linkplain Steps step}: {@code create}, {@code half} (the file has half of
 * its bytes), {@code rename}, {@code delete}, {@code list} and {@code open}, with the path below the root. As {@code
 * file:} it takes the place of Hadoop's own local files; as {@code stepping:} it is a file system that cannot
 * overwrite, like HDFS and object stores.
 */
public class SteppingFiles extends RawLocalFileSystem {

    private static final String ROOT = "stepping.root";

    /** Under the scheme {@code stepping:}. */
    public static final class NoOverwrite extends SteppingFiles {

        @Override
        public URI getUri() {
            return URI.create("stepping:///");
        }

        @Override
        public String getScheme() {
            return "stepping";
        }

        @Override
        public boolean rename(Path from, Path to) throws IOException {
            return !exists(to) && super.rename(from, to);
        }
    }

    /** @param root local directory whose files are watched */
    public static Configuration configuration(String root) {
        Configuration configuration = new Configuration();
        configuration.set("fs.file.impl", SteppingFiles.class.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        configuration.set("fs.stepping.impl", NoOverwrite.class.getName());
        configuration.setBoolean("fs.stepping.impl.disable.cache", true);
        configuration.set(ROOT, root);
        return configuration;
    }

    private void step(String what, Path path) {
        String name = path.toUri().getPath();
        String root = getConf().get(ROOT);
        if (name.startsWith(root)) {
            Steps.take(what + " " + name.substring(root.length() + 1));
        }
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        step("create", path);
        FSDataOutputStream whole = super.create(path, overwrite, bufferSize, replication, blockSize, progress);
        return new FSDataOutputStream(new Halves(whole, path), null);
    }

    /** A small file that is written at once, in two halves. */
    private final class Halves extends OutputStream {

        private final OutputStream file;
        private final Path path;

        Halves(OutputStream file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public void write(int value) throws IOException {
            file.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            file.write(bytes, from, count / 2);
            file.flush();
            step("half", path);
            file.write(bytes, from + count / 2, count - count / 2);
            file.flush();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        step("rename", to);
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        step("delete", path);
        return super.delete(path, recursive);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        step("list", path);
        return super.listStatus(path);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        step("open", path);
        return super.open(path, bufferSize);
    }
}
