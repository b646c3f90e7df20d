package io.cosmosdataflow.store.file;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import io.cosmosdataflow.store.kind.StoredItem;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileSelection;
import io.cosmosdataflow.store.storage.ModifiedTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A file or a folder that is there. */
record FileItem(
        NamedFiles named,
        FileReadSettings settings,
        FileItems.Place place,
        SparkSession spark,
        FileSystem files,
        FileStatus status)
        implements StoredItem {

    private static final int BUFFER = 1 << 16;

    @Override
    public ItemType type() {
        return status.isDirectory() ? ItemType.Folder : ItemType.File;
    }

    /** Of a container, its own name. */
    @Override
    public String name() {
        String all = named.location().toString();
        return all.substring(all.lastIndexOf('/') + 1);
    }

    @Override
    public long size() {
        return status.getLen();
    }

    /** {@inheritDoc} A container was modified, even there. */
    @Override
    public Optional<Instant> lastModified() {
        boolean virtual = place.virtualFolders() && status.isDirectory() && !path().isEmpty();
        return virtual ? Optional.empty() : Optional.of(Instant.ofEpochMilli(status.getModificationTime()));
    }

    /** Of stores that are mounted, which Hadoop does not tell. */
    @Override
    public Instant created() {
        try {
            return Files.readAttributes(
                            java.nio.file.Path.of(status.getPath().toUri().getPath()), BasicFileAttributes.class)
                    .creationTime()
                    .toInstant();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** {@inheritDoc} Where the time of modification counts, files alone. */
    @Override
    public Iterator<Child> children() {
        ModifiedTime modified = settings.selection().modified();
        return new FolderChildren(
                open(), each -> modified.equals(ModifiedTime.ANY) || each.isFile() && modified.has(each), this::failed);
    }

    private org.apache.hadoop.fs.RemoteIterator<FileStatus> open() {
        try {
            return files.listStatusIterator(status.getPath());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** {@inheritDoc} Of the bytes as they are, since Hadoop does not hand out what a store has kept. */
    @Override
    public String contentMd5() {
        try (InputStream in = files.open(status.getPath())) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                requireUninterrupted();
                digest.update(buffer, 0, read);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (IOException e) {
            throw failed(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.");
        }
    }

    /** {@inheritDoc} As a copy would read them. */
    @Override
    public StructType columns() {
        String path = path();
        int slash = path.lastIndexOf('/');
        FileLocation file = new FileLocation(
                named.location().container(), slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1));
        FileReadSettings whole = settings.with(FileSelection.everything(0));
        FileDataset dataset = new FileDataset(named.format().orElseThrow(), file);
        try (FileSource source = new FileSource(dataset, whole, place.root())) {
            return new StructType(Arrays.stream(source.read(spark).schema().fields())
                    .filter(field -> !field.name().equals(Columns.FILE_PATH))
                    .toArray(StructField[]::new));
        }
    }

    private String path() {
        return FileLocation.join(named.location().folder(), named.location().file());
    }

    private JobException failed(IOException cause) {
        return place.failed(named.location(), cause);
    }
}
