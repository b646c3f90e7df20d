package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FlowFormat;
import io.cosmosdataflow.store.file.write.FilesWriter;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import io.cosmosdataflow.store.kind.SinkRows;
import io.cosmosdataflow.store.storage.FileRoot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Files as a sink of a mapping data flow. Files appear when all of them are complete. Row policies count for
 * Delta only, as in Data Factory; other formats take every row.
 */
public final class FlowFileSink implements FlowSinkStore {

    /** Of other stores' sinks; scripts carry them along, and they mean nothing to files. */
    private static final String[] OF_OTHER_STORES = {
        "batchSize",
        "preSQLs",
        "postSQLs",
        "staged",
        "allowCopyCommand",
        "stageInsert",
        "errorHandlingOption",
        "transactionCommit",
        "outputRejectedData",
        "rejectedData_container",
        "rejectedData_fileSystem",
        "rejectedData_folderPath",
        "reportSuccessOnError",
        "skipKeyWrites",
        "schemaName",
        "tableName",
        "local",
        "stagingSchemaName",
        "useTempDB",
        "throughput",
        "partitionKey"
    };

    /** What becomes of rows that an assert transformation has marked is not a store's business. */
    private static final String[] OF_ASSERTS = {
        "outputAssertFailedRows",
        "assertFailure_container",
        "assertFailure_fileSystem",
        "assertFailure_folderPath",
        "ignoreAssertFailedRows"
    };

    private final FlowFiles files;
    private final FileRoot root;
    private final SinkRows wanted;
    private final FlowWriting writing;
    private final DeltaOptions delta;

    private FlowFileSink(FlowFiles files, FileRoot root, SinkRows wanted, FlowWriting writing, DeltaOptions delta) {
        this.files = files;
        this.root = root;
        this.wanted = wanted;
        this.writing = writing;
        this.delta = delta;
    }

    /**
     * Reads and finishes the settings.
     *
     * @param dataset with resolved properties; empty if the sink is inline
     * @param settings the script's properties, without those that any sink has
     * @param wanted policies matter to Delta only
     * @return empty if an issue says why
     */
    public static Optional<FlowFileSink> of(
            Optional<Dataset> dataset, Properties settings, SinkRows wanted, FileRoot root) {
        Objects.requireNonNull(root, "root");
        Optional<FlowFiles> files = FlowFiles.of(dataset, settings, root, FlowFormat::sink);
        FlowWriting writing = new FlowWriting(
                FileNaming.of(settings),
                settings.flag("truncate", false),
                new FilesWriter.Layout(FlowFormat.array(settings), settings.flag("quoteAll", false), Map.of()),
                settings.texts("header"),
                new FlowText(settings.text("dateFormat", ""), settings.text("timestampFormat", "")),
                umask(settings));
        DeltaOptions delta = DeltaOptions.of(settings);
        for (String commands : List.of("preCommands", "postCommands")) {
            if (settings.texts(commands).stream().anyMatch(text -> !text.isBlank())) {
                settings.unsupported(commands, "commands on files are not run");
            }
        }
        // a Delta table has the compression of Delta; that of other formats is read with them
        settings.ignore("store", "format", "compressionType", "compressionLevel")
                .ignore(OF_OTHER_STORES)
                .ignore(OF_ASSERTS);
        boolean isDelta = files.map(FlowFiles::delta).orElse(false);
        if (isDelta && DeltaWriting.merges(wanted) && wanted.keys().isEmpty() && !settings.present("keys")) {
            settings.issues()
                    .error(
                            ErrorCode.MissingProperty,
                            settings.span(),
                            "'keys' of " + settings.owner() + " is missing: rows are to be updated or deleted.",
                            "Set the key columns, or allow inserts only.");
        }
        if (files.isPresent()) {
            settings.finish();
        }
        return files.map(found -> new FlowFileSink(found, root, wanted, writing, delta));
    }

    /**
     * One pass over the rows. A column {@link io.cosmosdataflow.demand.RowPolicy#COLUMN} is not written.
     *
     * @return rows; of files, these and their bytes
     * @throws io.cosmosdataflow.diagnostic.JobException {@code FileStoreFailed}, {@code FileNameInvalid}, {@code
     *     SchemaMismatch}, {@code DeltaUnavailable}
     */
    @Override
    public StoreMetrics write(org.apache.spark.sql.Dataset<Row> rows, boolean repeats) {
        return files.delta()
                ? DeltaFiles.guarded(
                        files.folder(root), () -> new DeltaWriting(delta, wanted).write(rows, root, files.folder(root)))
                : writing.write(rows, files, root, wanted.partitionBy());
    }

    /** Four octal digits; Studio writes {@code umask: 0022} without quotes. Hadoop takes three or four, no fewer. */
    private static Optional<String> umask(Properties settings) {
        return settings.text("umask")
                .filter(text -> !text.isBlank())
                .flatMap(text -> text.matches("0?[0-7]{1,3}")
                        ? Optional.of("0".repeat(4 - text.length()) + text)
                        : settings.notAllowed("umask", text, List.of("octal digits such as 0022")));
    }
}
