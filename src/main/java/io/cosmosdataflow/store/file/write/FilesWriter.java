package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.MachineLimit;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.FileFormat.Columnar;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.provider.RowsSink;
import io.cosmosdataflow.store.storage.FileListing;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.Parallel;
import io.cosmosdataflow.store.storage.PathGuard;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a Dataset as files of one format: parts by tasks, files out of parts, names last. Columns of delimited text are
 * texts already: those of a Copy activity and those of a data flow differ.
 *
 * @param limits of the files and of the work
 */
public record FilesWriter(StorageAccess access, FileFormat format, Target target, Layout layout, Limits limits) {

    public FilesWriter {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(limits, "limits");
    }

    /**
     * Where the files go.
     *
     * @param folder of the files, as a URI
     * @param cleared folder whose files go when the new ones are ready; empty for none
     */
    public record Target(String folder, TargetNames names, String cleared) {

        public Target {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(names, "names");
            Objects.requireNonNull(cleared, "cleared");
        }

        /**
         * Files of these names in the folder of a location, and nowhere else.
         *
         * @throws JobException {@code FileNameInvalid} if the folder is not below its container
         */
        public static Target in(FileRoot root, FileLocation location, TargetNames names, String cleared) {
            PathGuard guard = PathGuard.of(root, location.container());
            guard.require("The sink's folder", location.folder());
            return new Target(location.uri(root), new TargetNames.Guarded(names, guard, location.folder()), cleared);
        }
    }

    /**
     * How rows stand in a file.
     *
     * @param array whether documents become one array per file; JSON only
     * @param quoteAll delimited text only
     * @param options of Spark's writer but for the codec; columnar formats only
     */
    public record Layout(boolean array, boolean quoteAll, Map<String, String> options) {

        public Layout {
            options = Map.copyOf(options);
        }
    }

    /**
     * @param rows of one file; 0 for no limit
     * @param tasks at a time; 0 for no limit
     */
    public record Limits(long rows, int tasks) {

        public static final Limits NONE = new Limits(0, 0);
    }

    /**
     * One pass over {@code data}.
     *
     * @return rows, files by their paths below the folder, and their bytes on storage
     * @throws JobException that of a task as it is; {@code FileStoreFailed} if the store refuses, or if a part is not
     *     where the driver looks for it; then nothing is cleared, and no file has its name
     */
    public StoreMetrics write(Dataset<Row> data) {
        Dataset<Row> rows = prepared(data);
        int sourceColumn = Arrays.asList(rows.columns()).indexOf(Columns.FILE_PATH);
        StructType schema = sourceColumn < 0
                ? rows.schema()
                : new StructType(Arrays.copyOf(rows.schema().fields(), sourceColumn));
        Path folder = new Path(target.folder() + "/");
        try (FileSystem files = access.open(folder);
                UnfinishedFolder unfinished = new UnfinishedFolder(files, folder)) {
            Kit kit = kit(data, schema);
            List<Part> parts = parts(rows, kit.format, unfinished.path(), sourceColumn);
            unfinished.requireAll(parts, target.folder());
            Map<String, List<Part>> targets = target.names().targets(parts);
            List<FinishedFile> finished = finished(files, unfinished, kit, targets);
            clear(files);
            unfinished.place(finished);
            long bytes = finished.stream().mapToLong(FinishedFile::bytes).sum();
            return StoreMetrics.ofFiles(List.copyOf(targets.keySet()), bytes)
                    .withRows(parts.stream().mapToLong(Part::rows).sum());
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private void clear(FileSystem files) throws IOException {
        if (target.cleared().isEmpty()) {
            return;
        }
        Path old = new Path(target.cleared());
        if (!files.exists(old)) {
            return;
        }
        for (FileStatus child : files.listStatus(old)) {
            if (!child.getPath().getName().startsWith(FileListing.UNFINISHED)) {
                files.delete(child.getPath(), true);
            }
        }
    }

    /** The columns that the format takes, and the source's path last if names depend on it. */
    private Dataset<Row> prepared(Dataset<Row> data) {
        List<Column> columns = new ArrayList<>();
        boolean delimited = format instanceof DelimitedText;
        for (var field : data.schema().fields()) {
            if (format instanceof FileFormat.Json ? field.name().equals(Columns.DOCUMENT) : !path(field.name())) {
                if (delimited && !(field.dataType() instanceof StringType)) {
                    throw new IllegalArgumentException("Column '" + field.name() + "' is no text.");
                }
                columns.add(NamedColumns.column(data, field.name()));
            }
        }
        if (target.names().bySource() && Arrays.asList(data.columns()).contains(Columns.FILE_PATH)) {
            columns.add(NamedColumns.column(data, Columns.FILE_PATH));
        }
        Dataset<Row> rows = data.select(columns.toArray(Column[]::new));
        return limits.tasks() > 0 ? rows.coalesce(limits.tasks()) : rows;
    }

    private static boolean path(String name) {
        return name.equals(Columns.FILE_PATH);
    }

    private Kit kit(Dataset<Row> data, StructType schema) {
        if (format instanceof Columnar columnar) {
            requireColumns(schema, columnar);
            return new Kit(
                    ColumnarParts.of(data.sparkSession(), columnar, layout.options(), schema, access),
                    new ColumnarJoiner(columnar.kind(), access.configuration()));
        }
        FileFormat.Text text = (FileFormat.Text) format;
        RowText rows = text instanceof DelimitedText delimited
                ? new RowText.Values(List.of(schema.fieldNames()), delimited, layout.quoteAll())
                : new RowText.Documents(layout.array());
        TextFrame frame = new TextFrame(rows, text.encoding(), text.compression());
        return new Kit(new TextParts(frame, access), new TextJoiner(frame, access.configuration()));
    }

    /** No file in its place would be worse: whoever reads the folder next finds the file of an earlier run. */
    private void requireColumns(StructType schema, Columnar columnar) {
        if (schema.isEmpty()) {
            throw JobException.of(
                    ErrorCode.SchemaMismatch,
                    "There is nothing to write to '" + target.folder()
                            + "': the source has neither rows nor columns, and "
                            + columnar.kind().shown() + " files have at least one column. Name the columns in a"
                            + " mapping, in the source's query or in its projection.");
        }
    }

    private List<Part> parts(Dataset<Row> rows, PartFormat parts, Path folder, int sourceColumn) {
        PartsWriter.Factory writers =
                new PartsWriter.Factory(parts, access, folder.toString(), sourceColumn, limits.rows());
        RowsSink<PartsWriter.Written> sink = new RowsSink<>(
                "files", rows.schema(), partitions -> writers, PartsWriter.Written.NOTHING, PartsWriter.Written::plus);
        try {
            return sink.write(rows).parts().stream().sorted(Part.ORDER).toList();
        } catch (Exception | Error e) {
            // Spark's exceptions are checked ones that no signature names
            throw failed(e);
        }
    }

    private static List<FinishedFile> finished(
            FileSystem files, UnfinishedFolder unfinished, Kit kit, Map<String, List<Part>> targets) {
        return Parallel.map(List.copyOf(targets.entrySet()), target -> {
            try {
                return finished(files, unfinished, kit, target.getKey(), target.getValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static FinishedFile finished(
            FileSystem files, UnfinishedFolder unfinished, Kit kit, String name, List<Part> parts) throws IOException {
        List<Part> used = parts;
        if (parts.isEmpty() && kit.joiner instanceof ColumnarJoiner) {
            Path empty = unfinished.file("empty");
            used = List.of(new Part(
                    empty.toString(),
                    "",
                    0,
                    0,
                    0,
                    kit.format.open(files, empty, 0).close()));
        }
        if (kit.joiner.wholeAlready(used)) {
            return new FinishedFile(
                    name, new Path(used.get(0).uri()), used.get(0).sizes().stored());
        }
        Path whole = unfinished.file("whole-" + java.util.UUID.randomUUID());
        long bytes = kit.joiner.join(files, used, whole, name.substring(name.lastIndexOf('/') + 1));
        return new FinishedFile(name, whole, bytes);
    }

    /** A write pulls the read along: what is wrong with a source's file, or with a row, is none of this folder's. */
    private RuntimeException failed(Throwable failure) {
        Throwable deepest = ExceptionUtils.getRootCause(failure);
        if (deepest instanceof CharacterCodingException) {
            return refused("a value has a character that the encoding does not have; choose UTF-8", failure);
        }
        Optional<JobException> known = ForeignFailure.find(failure);
        if (known.isEmpty()) {
            return new IllegalStateException("The files in '" + target.folder() + "' are not written.", failure);
        }
        boolean here =
                known.get().code() == ErrorCode.FileStoreFailed && known.get().getCause() == failure;
        return here ? refused(ForeignFailure.line(deepest), failure) : known.get();
    }

    private JobException refused(String reason, Throwable failure) {
        return JobException.of(
                ErrorCode.FileStoreFailed,
                "The files in '" + target.folder() + "' cannot be written: " + reason
                        + MachineLimit.of(failure)
                                .map(limit -> ". " + limit.advice() + ".")
                                .orElse(""),
                failure);
    }

    /** Both halves of a format. */
    private record Kit(PartFormat format, FileJoiner joiner) {}
}
