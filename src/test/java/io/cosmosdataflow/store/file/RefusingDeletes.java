package io.cosmosdataflow.store.file;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** {@code refusing:///}: local files, some of which cannot be deleted, or are gone when they are to be. */
public final class RefusingDeletes extends RawLocalFileSystem {

    /** Names of files that the store refuses to delete. */
    static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();

    /** Names of files that somebody else deletes first. */
    static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    @Override
    public URI getUri() {
        return URI.create("refusing:///");
    }

    @Override
    public String getScheme() {
        return "refusing";
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        FileStatus status = super.getFileStatus(path);
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                status.getReplication(),
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (REFUSED.contains(path.getName())) {
            throw new IOException("There is a lease on " + path.getName());
        }
        if (TAKEN.contains(path.getName())) {
            super.delete(path, recursive);
        }
        return super.delete(path, recursive);
    }
}
