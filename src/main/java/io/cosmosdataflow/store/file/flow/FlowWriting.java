package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.project.DocumentText;
import io.cosmosdataflow.project.ExactNames;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.spark.PlainNumbers;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.write.FilesWriter;
import io.cosmosdataflow.store.file.write.TargetNames;
import io.cosmosdataflow.store.kind.PartitionBy;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Writes rows as files of a data flow's sink.
 *
 * @param header names of the columns in the files, in place of their own; empty for their own
 * @param umask rights that new files do not have, in octal digits
 */
record FlowWriting(
        FileNaming naming,
        boolean clear,
        FilesWriter.Layout layout,
        List<String> header,
        FlowText text,
        Optional<String> umask) {

    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    FlowWriting {
        Objects.requireNonNull(naming, "naming");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(text, "text");
        header = header.stream().filter(name -> !name.isEmpty()).toList();
        Objects.requireNonNull(umask, "umask");
    }

    StoreMetrics write(Dataset<Row> data, FlowFiles files, FileRoot root, Optional<PartitionBy> partitionBy) {
        Dataset<Row> rows = NamedColumns.without(data, RowPolicy.COLUMN);
        FileFormat format = files.format().orElseThrow();
        FileLocation location = files.location();
        boolean single = naming.single(location);
        Optional<PartitionBy> partitions = partitionBy.filter(any -> !naming.byColumn() && !single);
        TargetNames names = naming.target(location, format);
        String folder = files.folder(root);
        if (naming.byColumn()) {
            Column path = ExactNames.column(
                    rows, naming.fileColumn().or(naming::folderColumn).orElseThrow());
            rows = grouped(rows, functions.coalesce(path.cast("string"), functions.lit("")));
            location = new FileLocation(location.container(), "", "");
        } else if (partitions.filter(PartitionBy::byKey).isPresent()) {
            List<String> keys = partitions.get().columns();
            rows = NamedColumns.without(grouped(rows, keyFolders(rows, keys)), keys.toArray(String[]::new));
            names = new TargetNames.ByPath(true, FileNaming.extension(format));
        } else if (partitions.isPresent()) {
            rows = partitions.get().of(rows);
        }
        StorageAccess access = StorageAccess.of(data.sparkSession(), root);
        return new FilesWriter(
                        umask.map(mask -> access.with("fs.permissions.umask-mode", mask))
                                .orElse(access),
                        format,
                        FilesWriter.Target.in(root, location, names, clear ? folder : ""),
                        layout,
                        FilesWriter.Limits.NONE)
                .write(formatted(rows, format));
    }

    /** Rows of one path come together, so that a task has few files open. */
    private static Dataset<Row> grouped(Dataset<Row> rows, Column path) {
        Dataset<Row> located = NamedColumns.with(rows, Columns.FILE_PATH, path);
        Column by = ExactNames.column(located, Columns.FILE_PATH);
        return located.repartition(by).sortWithinPartitions(by);
    }

    /** {@code a=1/b=x}, as Spark and Hive name folders of partitions, with numbers as in delimited text. */
    private static Column keyFolders(Dataset<Row> rows, List<String> keys) {
        List<Column> parts = new ArrayList<>();
        for (String key : keys) {
            Column value = ExactNames.column(rows, key);
            Column text = PlainNumbers.text(value, rows.schema().apply(key).dataType());
            Column safe = functions.regexp_replace(functions.regexp_replace(text, "%", "%25"), "/", "%2F");
            Column folder = functions
                    .when(text.isNull().or(text.equalTo("")), HIVE_NULL)
                    .otherwise(safe);
            parts.add(functions.concat(functions.lit(key + "="), folder));
        }
        return functions.concat_ws("/", parts.toArray(Column[]::new));
    }

    private Dataset<Row> formatted(Dataset<Row> rows, FileFormat format) {
        List<String> names = new ArrayList<>(List.of(rows.columns()));
        boolean located = names.remove(Columns.FILE_PATH);
        if (format instanceof FileFormat.DelimitedText) {
            Dataset<Row> texts = text.of(rows);
            return renamed(texts, names);
        }
        if (format instanceof FileFormat.Json) {
            List<Column> columns = new ArrayList<>();
            columns.add(new DocumentText(false, text.dateFormat(), text.timestampFormat())
                    .of(rows, names)
                    .as(Columns.DOCUMENT));
            if (located) {
                columns.add(ExactNames.column(rows, Columns.FILE_PATH));
            }
            return rows.select(columns.toArray(Column[]::new));
        }
        return rows;
    }

    private Dataset<Row> renamed(Dataset<Row> texts, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(ExactNames.column(texts, names.get(i)).as(i < header.size() ? header.get(i) : names.get(i)));
        }
        if (ExactNames.has(texts, Columns.FILE_PATH)) {
            columns.add(ExactNames.column(texts, Columns.FILE_PATH));
        }
        return texts.select(columns.toArray(Column[]::new));
    }
}
