package io.cosmosdataflow.store.file;

import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.file.write.FilesWriter;
import io.cosmosdataflow.store.file.write.TargetNames;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FilePlacement.CopyBehavior;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Files as the sink of a Copy activity. With a file name in the dataset all rows end in that one file, else
 * {@link CopyBehavior} and {@code maxRowsPerFile} say which files there are; rows from no file go to a file
 * per task. Files appear when all of them are complete. An existing file of the name is replaced.
 */
public record FileSink(FileDataset dataset, FileWriteSettings settings, FileRoot root) implements SinkStore {

    public FileSink {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(root, "root");
    }

    @Override
    public boolean hierarchical() {
        return dataset.hierarchical();
    }

    /** {@inheritDoc} Rows, files and their bytes. */
    @Override
    public StoreMetrics write(Dataset<Row> data) {
        FileLocation location = dataset.location();
        boolean split = location.file().isEmpty() && settings.maxRowsPerFile() > 0;
        return new FilesWriter(
                        StorageAccess.of(data.sparkSession(), root),
                        dataset.format(),
                        FilesWriter.Target.in(root, location, names(split), ""),
                        settings.layout(),
                        new FilesWriter.Limits(split ? settings.maxRowsPerFile() : 0, settings.connections()))
                .write(data);
    }

    private TargetNames names(boolean split) {
        String extension = extension();
        if (!dataset.location().file().isEmpty()) {
            return new TargetNames.One(dataset.location().file());
        }
        if (split) {
            String prefix = settings.fileNamePrefix();
            return new TargetNames.Numbered(prefix.isEmpty() ? TargetNames.automatic("") : prefix, extension);
        }
        return settings.copyBehavior() == CopyBehavior.MergeFiles
                ? new TargetNames.One(TargetNames.automatic(extension))
                : new TargetNames.PerSource(extension, settings.copyBehavior() == CopyBehavior.FlattenHierarchy);
    }

    private String extension() {
        FileFormat format = dataset.format();
        return format instanceof DelimitedText text && !settings.fileExtension().isEmpty()
                ? settings.fileExtension() + text.compression().codec().extension()
                : format.extension();
    }

    @Override
    public void close() {
        // a write leaves nothing open
    }
}
