package io.cosmosdataflow.store.file;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.ItemStore;
import io.cosmosdataflow.store.kind.StoredItem;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.PathGuard;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Looks at the file or folder of a dataset. What is there counts, whether the dataset calls it a file or a folder. */
final class FileItems implements ItemStore {

    private final NamedFiles named;
    private final FileReadSettings settings;
    private final Place place;
    private final SparkSession spark;
    private FileSystem files;

    /** @param virtualFolders whether folders are only the beginnings of names */
    record Place(FileRoot root, boolean virtualFolders) {

        /** What the store did not do, with the place and the store's own words. */
        JobException failed(FileLocation location, IOException cause) {
            return JobException.of(
                    ErrorCode.FileStoreFailed,
                    "'" + location + "' of linked service '" + root.linkedService() + "' cannot be looked at: "
                            + cause.getMessage(),
                    cause);
        }
    }

    FileItems(NamedFiles named, FileReadSettings settings, Place place, SparkSession spark) {
        this.named = named;
        this.settings = settings;
        this.place = place;
        this.spark = spark;
    }

    /** @throws JobException {@code FileStoreFailed}; {@code FileNameInvalid} for a path that is not below its container */
    @Override
    public Optional<StoredItem> find() {
        FileLocation location = named.location();
        String path = FileLocation.join(location.folder(), location.file());
        PathGuard.of(place.root(), location.container()).require("The item", path);
        String container = place.root().uri(location.container());
        Path uri = new Path(path.isEmpty() ? container + "/" : container + "/" + path);
        try {
            if (files == null) {
                files = StorageAccess.of(spark, place.root()).open(uri);
            }
            FileStatus status = files.getFileStatus(uri);
            return Optional.of(new FileItem(named, settings, place, spark, files, status));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw place.failed(location, e);
        }
    }

    @Override
    public JobException missing() {
        return JobException.of(
                ErrorCode.FileNotFound,
                "Linked service '" + place.root().linkedService() + "' has no file or folder '" + named.location()
                        + "'. Looked in " + place.root().uri(named.location().container())
                        + ". Check container, folder and name of the dataset.");
    }

    @Override
    public void close() {
        if (files != null) {
            try {
                files.close();
            } catch (IOException e) {
                throw place.failed(named.location(), e);
            }
        }
    }
}
