package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.storage.FileListing;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A hidden folder beside the later files, for parts and for files that wait for their names; gone at the
 * end, with every folder that was made for nothing.
 */
final class UnfinishedFolder implements Closeable {

    private final FileSystem files;
    private final Path target;
    private final Path folder;
    private final List<Path> made = new ArrayList<>();

    /** @param target folder of the later files; made if it is missing */
    UnfinishedFolder(FileSystem files, Path target) throws IOException {
        this.files = files;
        this.target = target;
        this.folder = new Path(target, FileListing.UNFINISHED + UUID.randomUUID());
        for (Path path = target; path != null && !files.exists(path); path = path.getParent()) {
            made.add(path);
        }
        files.mkdirs(folder);
    }

    Path path() {
        return folder;
    }

    Path file(String name) {
        return new Path(folder, name);
    }

    /** Gives a finished file its name; one that has the name already is replaced. */
    void place(Path finished, String name) throws IOException {
        Path named = new Path(target + "/" + name);
        files.mkdirs(named.getParent());
        if (!"file".equals(files.getUri().getScheme()) && files.exists(named)) {
            // only the local file system replaces a file in one step
            files.delete(named, false);
        }
        if (!files.rename(finished, named)) {
            throw new IOException("'" + name + "' cannot be given its name; is it a folder?");
        }
    }

    @Override
    public void close() throws IOException {
        files.delete(folder, true);
        for (Path path : made) {
            if (!files.exists(path)) {
                continue;
            }
            FileStatus[] children = files.listStatus(path);
            if (children.length > 0 || !files.delete(path, false)) {
                return;
            }
        }
    }
}
