package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.FileListing;
import io.cosmosdataflow.store.storage.Parallel;
import io.cosmosdataflow.store.storage.UnnamedFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A hidden folder beside the later files, for parts and for files that wait for their names; gone at the
 * end, with every folder that was made for nothing.
 */
public final class UnfinishedFolder implements Closeable {

    private static final int MOST_SHOWN = 3;

    /** So many files are asked for one by one; for more, their folder is listed. */
    private static final int FEW = 8;

    private final FileSystem files;
    private final Path target;
    private final Path folder;
    private final List<Path> made = new ArrayList<>();

    /** @param target folder of the later files; made if it is missing */
    public UnfinishedFolder(FileSystem files, Path target) throws IOException {
        this.files = files;
        this.target = target;
        this.folder = new Path(target, FileListing.UNFINISHED + UUID.randomUUID());
        for (Path path = target; path != null && !files.exists(path); path = path.getParent()) {
            made.add(path);
        }
        files.mkdirs(folder);
    }

    public Path path() {
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
            } else if (length != part.sizes().stored()) {
                missing.add(name + " of task " + part.partition() + " has " + length + " bytes, and "
                        + part.sizes().stored() + " were written");
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

    /** Gives finished files their names; one that has the name already is replaced. */
    void place(List<FinishedFile> finished) throws IOException {
        Map<Path, List<FinishedFile>> folders = new LinkedHashMap<>();
        for (FinishedFile each : finished) {
            folders.computeIfAbsent(named(each).getParent(), any -> new ArrayList<>())
                    .add(each);
        }
        Map<Path, FileStatus> there = new HashMap<>();
        for (Map.Entry<Path, List<FinishedFile>> each : folders.entrySet()) {
            files.mkdirs(each.getKey());
            there.putAll(present(each.getKey(), each.getValue()));
        }
        Parallel.map(finished, each -> {
            try {
                place(each, Optional.ofNullable(there.get(named(each))));
                return each;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void place(FinishedFile finished, Optional<FileStatus> there) throws IOException {
        if (!new UnnamedFile(files, finished.path()).place(named(finished), there)) {
            throw new IOException("'" + finished.name() + "' cannot be given its name; does somebody else write it?");
        }
    }

    private Path named(FinishedFile finished) {
        return new Path(target + "/" + finished.name());
    }

    /** Who has the names already. */
    private Map<Path, FileStatus> present(Path parent, List<FinishedFile> wanted) throws IOException {
        Map<Path, FileStatus> present = new HashMap<>();
        if (wanted.size() > FEW) {
            for (FileStatus each : files.listStatus(parent)) {
                present.put(new Path(parent, new Path(null, null, each.getPath().getName())), each);
            }
            return present;
        }
        for (FinishedFile each : wanted) {
            UnnamedFile.status(files, named(each)).ifPresent(status -> present.put(named(each), status));
        }
        return present;
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
