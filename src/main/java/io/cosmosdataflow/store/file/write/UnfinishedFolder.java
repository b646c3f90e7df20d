package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.FileListing;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A hidden folder beside the later files, for parts and for files that wait for their names; gone at the
 * end, with every folder that was made for nothing.
 */
final class UnfinishedFolder implements Closeable {

    private static final int MOST_SHOWN = 3;

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

    /**
     * A path of a machine may be another store on each of them: a mount that is missing on one is a folder of its own
     * disk, to which tasks write without an error.
     *
     * @param shown the folder of the later files
     * @throws JobException {@code FileStoreFailed} if a part is not where the driver looks for it
     */
    void requireAll(List<Part> parts, String shown) throws IOException {
        Map<String, Long> seen = new HashMap<>();
        for (FileStatus each : files.listStatus(folder)) {
            seen.put(each.getPath().getName(), each.getLen());
        }
        List<String> missing = new ArrayList<>();
        for (Part part : parts) {
            String name = new Path(part.uri()).getName();
            Long length = seen.get(name);
            if (length == null) {
                missing.add(name + " of task " + part.partition() + " is missing");
            } else if (length != part.bytes()) {
                missing.add(name + " of task " + part.partition() + " has " + length + " bytes, and " + part.bytes()
                        + " were written");
            }
        }
        if (!missing.isEmpty()) {
            String more = missing.size() > MOST_SHOWN ? ", and " + (missing.size() - MOST_SHOWN) + " more" : "";
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The files in '" + shown + "' are not written, and nothing there has changed: of "
                            + parts.size()
                            + " parts that tasks wrote into '" + folder + "', the driver does not see all ("
                            + String.join("; ", missing.subList(0, Math.min(MOST_SHOWN, missing.size()))) + more
                            + "). The path is not the same store on every machine: mount it on the driver and on all"
                            + " executors.");
        }
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
