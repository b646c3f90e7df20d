package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.FlowFormat;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.FlowListing;
import io.cosmosdataflow.store.storage.FlowSelection;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Files as a source of a mapping data flow. Making one does no I/O; {@link #read} lists the files. Not
 * thread-safe.
 */
public final class FlowFileSource implements FlowSourceStore {

    /** Of other stores' sources; scripts carry them along, and they mean nothing to files. */
    private static final String[] OF_OTHER_STORES = {
        "query",
        "isolationLevel",
        "batchSize",
        "staged",
        "schemaName",
        "tableName",
        "procedureName",
        "inputs",
        "resultSet",
        "partitionColumn",
        "mode",
        "waterMarkColumn",
        "enableNativeCdc",
        "netChanges",
        "local",
        "skipInitialLoad"
    };

    private final FlowFiles files;
    private final FileRoot root;
    private final FlowSelection selection;
    private final AfterCompletion afterCompletion;
    private final TypeHints hints;
    private final Optional<String> rowUrlColumn;
    private final boolean useSchema;
    private final int skipLines;
    private final Optional<DeltaVersion> version;
    private List<ListedFile> listed = List.of();

    private FlowFileSource(
            FlowFiles files,
            FileRoot root,
            FlowSelection selection,
            AfterCompletion afterCompletion,
            Properties settings) {
        this.files = files;
        this.root = root;
        this.selection = selection;
        this.afterCompletion = afterCompletion;
        this.hints = TypeHints.of(settings);
        this.rowUrlColumn = settings.text("rowUrlColumn").filter(name -> !name.isEmpty());
        this.useSchema = settings.flag("useSchema", false);
        this.skipLines = settings.integer("skipLines", 0, 0, Integer.MAX_VALUE);
        this.version = DeltaVersion.of(settings);
    }

    private FlowFileSource(FlowFileSource checked) {
        this.files = checked.files;
        this.root = checked.root;
        this.selection = checked.selection;
        this.afterCompletion = checked.afterCompletion;
        this.hints = checked.hints;
        this.rowUrlColumn = checked.rowUrlColumn;
        this.useSchema = checked.useSchema;
        this.skipLines = checked.skipLines;
        this.version = checked.version;
    }

    /** The same for one attempt alone, which keeps the files that it has listed. */
    public FlowFileSource opened() {
        return new FlowFileSource(this);
    }

    /**
     * Reads and finishes the settings.
     *
     * @param dataset with resolved properties; empty if the source is inline
     * @param settings the script's properties, without those that any source has
     * @return empty if an issue says why
     */
    public static Optional<FlowFileSource> of(Optional<Dataset> dataset, Properties settings, FileRoot root) {
        Objects.requireNonNull(root, "root");
        Optional<FlowFiles> files = FlowFiles.of(dataset, settings, root, FlowFormat::source);
        FlowSelection selection = FlowSelection.of(settings);
        AfterCompletion afterCompletion = AfterCompletion.of(settings);
        if (settings.flag("enableCdc", false)) {
            settings.unsupported("enableCdc", "what the last run has read is not kept");
        }
        // there is no limit to the columns of a delimited text here
        settings.ignore("maxColumns", "store", "format", "compressionType", "compressionLevel")
                .ignore(OF_OTHER_STORES);
        Optional<FlowFileSource> source =
                files.map(found -> new FlowFileSource(found, root, selection, afterCompletion, settings));
        if (source.isPresent()) {
            if (source.get().files.delta()) {
                settings.unsupported("rowUrlColumn", "a Delta table's rows do not tell their files");
            }
            settings.finish();
        }
        return source;
    }

    /** Column that each row's path has, from the container, with a slash in front. */
    public Optional<String> rowUrlColumn() {
        return rowUrlColumn;
    }

    /**
     * @return projected columns in their order and types, drifted ones, the row's path; lazily but for looks at
     *     the starts of files and at a sample
     * @throws io.cosmosdataflow.diagnostic.JobException {@code FileNotFound}, {@code FileMalformed}, {@code
     *     FileStoreFailed}, {@code SchemaMismatch}, {@code DeltaUnavailable}; while the Dataset is used, in the
     *     causes of Spark's exception
     */
    @Override
    public org.apache.spark.sql.Dataset<Row> read(SparkSession spark, Projection projection) {
        Projection wanted = useSchema && !projection.columns().isEmpty() ? projection.withoutDrift() : projection;
        if (files.delta()) {
            return DeltaFiles.read(spark, root, files.folder(root), version, selection.emptyAllowed(), wanted, hints);
        }
        StorageAccess access = StorageAccess.of(spark, root);
        listed = FlowListing.list(access, root, files.location(), selection);
        FileFormat format = files.format().orElseThrow();
        return new FlowReading(spark, access, root, listed, hints, rowUrlColumn, skipLines).read(format, wanted);
    }

    /** Moves or deletes the files that {@link #read} has listed, if the script says so. */
    @Override
    public void finishAfterSuccess(SparkSession spark) {
        afterCompletion.apply(
                StorageAccess.of(spark, root), root.uri(files.location().container()), listed);
    }

    /** {@inheritDoc} Files and their bytes, known once they are listed; nothing of a Delta table. */
    @Override
    public StoreMetrics metrics() {
        return files.delta() ? StoreMetrics.NONE : ListedFile.metrics(listed);
    }
}
