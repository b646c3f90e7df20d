package io.cosmosdataflow.store.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * A file that is whole under another name and gets its own, in place of the file that has it. Local files and HDFS
 * replace a file in one step. Elsewhere the old file is beside it, under a hidden name, until the new one has its
 * name, and gets its name back if that fails: no file is deleted before the other one is there.
 *
 * <p>Source: Hadoop, "Filesystem specification", rename: whether it may overwrite is up to the store.
 */
public record UnnamedFile(FileSystem files, Path path) {

    /**
     * Renames it.
     *
     * @param there what has the name; empty if nothing has it
     * @return whether it has the name now; false if somebody else was faster, and nothing is lost
     * @throws IOException if a folder has the name
     */
    public boolean place(Path named, Optional<FileStatus> there) throws IOException {
        if (there.filter(FileStatus::isDirectory).isPresent()) {
            throw new IOException("there is a folder of this name, '" + named.getName() + "'");
        }
        if (there.isEmpty() || isLocal(files)) {
            return files.rename(path, named);
        }
        if ("hdfs".equals(files.getUri().getScheme())) {
            FileContext.getFileContext(files.getUri(), files.getConf()).rename(path, named, Rename.OVERWRITE);
            return true;
        }
        return replace(named);
    }

    /** Empty if there is nothing of that path. */
    public static Optional<FileStatus> status(FileSystem files, Path path) throws IOException {
        try {
            return Optional.of(files.getFileStatus(path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    static boolean isLocal(FileSystem files) {
        return "file".equals(files.getUri().getScheme());
    }

    private boolean replace(Path named) throws IOException {
        Path old = new Path(named.getParent(), FileListing.UNFINISHED + UUID.randomUUID());
        if (!files.rename(named, old)) {
            return false;
        }
        boolean placed = false;
        try {
            placed = files.rename(path, named);
        } finally {
            if (!placed) {
                giveBack(old, named);
            }
        }
        if (placed) {
            files.delete(old, false);
        }
        return placed;
    }

    /** Where another attempt has placed its file meanwhile, the old one is not wanted any more. */
    private void giveBack(Path old, Path named) throws IOException {
        if (files.rename(old, named)) {
            return;
        }
        if (!files.exists(named)) {
            throw new IOException("the file that was there before is '" + old + "' now; give it its name back");
        }
        files.delete(old, false);
    }
}
