package io.cosmosdataflow.state;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A file system of Hadoop, {@code looks:///}, that looks for a file and writes it then, as those of object stores do;
 * two that create one wait for each other between the two.
 */
public final class LookingFirstFiles extends FilterFileSystem {

    private static final CyclicBarrier LOOKED = new CyclicBarrier(2);

    public LookingFirstFiles() {
        super(new RawLocalFileSystem() {
            @Override
            protected void checkPath(Path path) {
                // Paths keep the scheme of the file system around this one.
            }
        });
    }

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.looks.impl", LookingFirstFiles.class.getName());
        configuration.setBoolean("fs.looks.impl.disable.cache", true);
        return configuration;
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        fs.initialize(URI.create("file:///"), configuration);
        setConf(configuration);
    }

    @Override
    public URI getUri() {
        return URI.create("looks:///");
    }

    @Override
    protected void checkPath(Path path) {
        // Every path is one of local files.
    }

    @Override
    public Path makeQualified(Path path) {
        return path;
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
        Path local = new Path(path.toUri().getPath());
        if (!overwrite) {
            boolean found = fs.exists(local);
            try {
                LOOKED.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IOException(e);
            }
            if (found) {
                throw new IOException("exists");
            }
        }
        return fs.create(local, permission, true, buffer, replication, block, progress);
    }
}
