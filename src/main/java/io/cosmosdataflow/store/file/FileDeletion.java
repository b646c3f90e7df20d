package io.cosmosdataflow.store.file;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.Deletion.Deleted;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.storage.FileListing;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.Parallel;
import io.cosmosdataflow.store.storage.PathGuard;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Deletes files, those alone that were listed before: what comes meanwhile stays, and the folder that it is in. What is
 * gone already is none of its failures, so that it can be tried again.
 */
record FileDeletion(FilesToDelete asked, FileRoot root) {

    /**
     * @return what was deleted, and what could not be
     * @throws JobException {@code FileStoreFailed} if the store does not answer; {@code FileNameInvalid}, before
     *     anything is deleted, for a path that leads out of the container
     */
    List<Deleted> run(SparkSession spark) {
        StorageAccess access = StorageAccess.of(spark, root);
        FileLocation location = asked.location();
        List<ListedFile> files = FileListing.found(access, root, location, asked.selection());
        try (FileSystem store = access.open(new Path(container() + "/"))) {
            List<Deleted> done = new ArrayList<>();
            Parallel.map(files, asked.connections(), file -> delete(store, file))
                    .forEach(each -> each.ifPresent(done::add));
            if (asked.wholeFolder()) {
                PathGuard guard = PathGuard.of(root, location.container());
                new Folders(store, guard, done).remove(location.folder());
            }
            return done;
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The files of linked service '" + root.linkedService() + "' under '" + location
                            + "' cannot be deleted: " + e.getMessage(),
                    e);
        }
    }

    private String container() {
        return root.uri(asked.location().container());
    }

    /** Empty if it was gone already. */
    private Optional<Deleted> delete(FileSystem store, ListedFile file) {
        String name = file.uri().substring(container().length() + 1);
        Path path = new Path(file.uri());
        try {
            if (store.delete(path, false)) {
                return Optional.of(new Deleted(name, ItemType.File, Optional.empty()));
            }
            return store.exists(path)
                    ? Optional.of(new Deleted(name, ItemType.File, Optional.of("The store does not say why.")))
                    : Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Deleted(name, ItemType.File, Optional.of(String.valueOf(e.getMessage()))));
        }
    }

    /** Takes away folders that have become empty, from the innermost on; never the container. */
    private final class Folders {

        private final FileSystem store;
        private final PathGuard guard;
        private final List<Deleted> done;

        Folders(FileSystem store, PathGuard guard, List<Deleted> done) {
            this.store = store;
            this.guard = guard;
            this.done = done;
        }

        /** @return whether it is gone */
        boolean remove(String folder) {
            try {
                guard.requireLinks(folder);
                boolean empty = true;
                for (FileStatus each : store.listStatus(path(folder))) {
                    String name = each.getPath().getName();
                    boolean inside = each.isDirectory() && !name.startsWith(FileListing.UNFINISHED);
                    empty &= inside && remove(FileLocation.join(folder, name));
                }
                return empty && !folder.isEmpty() && delete(folder);
            } catch (FileNotFoundException e) {
                return true;
            } catch (IOException | JobException e) {
                done.add(new Deleted(folder, ItemType.Folder, Optional.of(String.valueOf(e.getMessage()))));
                return false;
            }
        }

        private boolean delete(String folder) throws IOException {
            boolean gone;
            try {
                gone = store.delete(path(folder), false);
            } catch (IOException e) {
                if (store.listStatus(path(folder)).length == 0) {
                    throw e;
                }
                gone = false; // something has come meanwhile
            }
            if (gone) {
                done.add(new Deleted(folder, ItemType.Folder, Optional.empty()));
            }
            return gone;
        }

        private Path path(String folder) {
            return new Path(folder.isEmpty() ? container() + "/" : container() + "/" + folder);
        }
    }
}
