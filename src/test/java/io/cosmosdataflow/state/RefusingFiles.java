package io.cosmosdataflow.state;

import io.cosmosdataflow.testing.HadoopErrors;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files that are made and take nothing, as those of a full disk: what a write meets is an {@link FSError}, as
 * Hadoop's own local files throw it. Source: RawLocalFileSystem.LocalFSFileOutputStream of Hadoop 3.3.
 */
public final class RefusingFiles extends RawLocalFileSystem {

    private static final String REASON = "test.refusing.reason";
    private String scheme = "file";

    /** @param scheme {@code file}, or one that no file system of Hadoop has */
    static Configuration configuration(String scheme) {
        Configuration configuration = new Configuration();
        configuration.set("fs." + scheme + ".impl", RefusingFiles.class.getName());
        configuration.setBoolean("fs." + scheme + ".impl.disable.cache", true);
        configuration.setBoolean(Exclusion.ALONE, true);
        return configuration;
    }

    /** From now on writes are refused. */
    static void refuse(Configuration configuration, String reason) {
        configuration.set(REASON, reason);
    }

    /** From now on writes are taken. */
    static void mend(Configuration configuration) {
        configuration.unset(REASON);
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        scheme = name.getScheme();
        super.initialize(URI.create("file:///"), configuration);
    }

    @Override
    public URI getUri() {
        return URI.create((scheme == null ? "file" : scheme) + ":///");
    }

    @Override
    protected void checkPath(Path path) {
        // Every path is one of local files.
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replicas, long block, Progressable progress)
            throws IOException {
        return refusing(super.create(path, overwrite, buffer, replicas, block, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replicas,
            long block,
            Progressable progress)
            throws IOException {
        return refusing(super.create(path, permission, overwrite, buffer, replicas, block, progress));
    }

    private FSDataOutputStream refusing(FSDataOutputStream made) throws IOException {
        String reason = getConf().get(REASON);
        if (reason == null) {
            return made;
        }
        made.close();
        return new FSDataOutputStream(
                new OutputStream() {
                    @Override
                    public void write(int value) {
                        throw HadoopErrors.of(new IOException(reason));
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        throw HadoopErrors.of(new IOException(reason));
                    }
                },
                null);
    }
}
