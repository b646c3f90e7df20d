package io.cosmosdataflow.store.file;

import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.scan.ColumnarSource;
import io.cosmosdataflow.store.file.scan.TextSource;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.storage.FileListing;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Files as the source of a Copy activity. JSON gives {@link Columns#DOCUMENT}, the others their columns; then
 * {@link Columns#FILE_PATH}; then, with partition discovery, the folders' columns as texts. Making one does
 * no I/O; {@link #read} lists the files.
 */
public final class FileSource implements SourceStore {

    private final FileDataset dataset;
    private final FileReadSettings settings;
    private final FileRoot root;
    private final Optional<LostRows> skipped;
    private List<ListedFile> files = List.of();

    /** Rows that do not fit are errors. */
    public FileSource(FileDataset dataset, FileReadSettings settings, FileRoot root) {
        this(dataset, settings, root, Optional.empty());
    }

    /** @param skipped takes rows of delimited text that have more values than the first */
    public FileSource(FileDataset dataset, FileReadSettings settings, FileRoot root, Optional<LostRows> skipped) {
        this.dataset = Objects.requireNonNull(dataset, "dataset");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.root = Objects.requireNonNull(root, "root");
        this.skipped = Objects.requireNonNull(skipped, "skipped");
    }

    @Override
    public boolean hierarchical() {
        return dataset.hierarchical();
    }

    /**
     * @throws io.cosmosdataflow.diagnostic.JobException {@code FileNotFound}, {@code FileMalformed}, {@code
     *     FileStoreFailed}; while the Dataset is used, in the causes of Spark's exception
     */
    @Override
    public Dataset<Row> read(SparkSession spark) {
        StorageAccess access = StorageAccess.of(spark, root);
        files = FileListing.list(access, root, dataset.location(), settings.selection());
        int connections = settings.selection().connections();
        if (dataset.format() instanceof FileFormat.Columnar columnar) {
            return new ColumnarSource(columnar, connections, root, true).read(spark, files);
        }
        FileFormat.Text text = dataset.format() instanceof FileFormat.Xml xml
                ? xml.reading(settings.xmlNames(), settings.detectTypes())
                : (FileFormat.Text) dataset.format();
        return new TextSource(
                        text,
                        settings.skipLineCount(),
                        settings.archiveAsFolder(),
                        connections,
                        access,
                        skipped.orElse(null))
                .read(spark, files);
    }

    /** {@inheritDoc} Files and their bytes, known once the files are listed. */
    @Override
    public StoreMetrics metrics() {
        return ListedFile.metrics(files);
    }

    @Override
    public void close() {
        files = List.of();
    }
}
