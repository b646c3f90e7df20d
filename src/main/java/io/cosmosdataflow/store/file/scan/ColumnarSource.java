package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.file.format.FileFormat.Columnar;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.StorageAccess;
import io.cosmosdataflow.store.type.InterimType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet, Avro and ORC files through Spark's own readers, with the schema of the first file, and times as {@link
 * FileTimes} has them; then {@link
 * Columns#FILE_PATH}, if it is wanted; then the columns of partition folders. Files whose names begin with {@code _} or {@code
 * .}, and empty ones, are marks that writers of these formats leave; they hold no rows and are passed over.
 *
 * @param connections most tasks; 0 for no limit
 * @param root whose settings count for this read alone; they become options of Spark's reader, which no plan shows
 * @param paths whether to tell the path of each row. Spark's readers then make all that they know of a file for each
 *     row, and its number, even if a plan uses none of it
 */
public record ColumnarSource(Columnar format, int connections, FileRoot root, boolean paths) {

    private static final String FULL_PATH = "$$FULLPATH";

    public ColumnarSource {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(root, "root");
    }

    /**
     * @throws JobException {@link ErrorCode#FileNotFound} if only marks are there, {@link
     *     ErrorCode#FileMalformed} if a file is not of the format, or an Avro file was cut off, {@link
     *     ErrorCode#SchemaMismatch} if one has a column of another type than the first
     */
    public Dataset<Row> read(SparkSession spark, List<ListedFile> listed) {
        List<ListedFile> files =
                listed.stream().filter(file -> file.length() > 0 && !mark(file)).toList();
        if (files.isEmpty()) {
            throw JobException.of(
                    ErrorCode.FileNotFound,
                    "None of the " + listed.size() + " files, such as '"
                            + listed.get(0).relative() + "', is of format "
                            + format.kind().shown()
                            + ": empty files and names that begin with '_' or '.' are passed over.");
        }
        Optional<ParquetSchema> parquet = schema(spark, files);
        Dataset<Row> rows = loaded(spark, files, parquet.map(ParquetSchema::stored));
        StructType types = parquet.map(ParquetSchema::types).orElse(rows.schema());
        List<String> names = List.of(rows.columns());
        List<Column> columns = new ArrayList<>();
        for (StructField field : types.fields()) {
            Column value = FileTimes.of(NamedColumns.column(rows, field.name()), field.dataType());
            columns.add(
                    FileTimes.isTime(field.dataType())
                            ? InterimType.TIMESPAN.mark(value, field.name())
                            : value.as(field.name()));
        }
        List<String> folders = ListedFile.partitionColumns(files, names);
        boolean located = paths || !folders.isEmpty();
        if (located) {
            columns.add(functions.col("_metadata.file_path").as(FULL_PATH));
        }
        Dataset<Row> values = rows.select(columns.toArray(Column[]::new));
        Dataset<Row> result = located ? withPaths(values, names, files, folders) : values;
        return connections > 0 ? result.coalesce(connections) : result;
    }

    /** Empty where Spark finds out for itself. */
    private Optional<ParquetSchema> schema(SparkSession spark, List<ListedFile> files) {
        if (format.kind() == Columnar.Kind.ORC && files.size() == 1) {
            return Optional.empty();
        }
        ParquetSchema first = ColumnarSchemas.of(
                format.kind(),
                StorageAccess.of(spark, root),
                spark.sessionState().conf(),
                files);
        return Optional.of(first).filter(any -> format.kind() == Columnar.Kind.PARQUET);
    }

    private Dataset<Row> loaded(SparkSession spark, List<ListedFile> files, Optional<StructType> schema) {
        DataFrameReader reader = spark.read();
        schema.ifPresent(reader::schema);
        try {
            return reader.format(format.kind().format())
                    .options(StorageAccess.overlay(root))
                    .option("mergeSchema", "false")
                    .option("ignoreExtension", "true")
                    .option("__globPaths__", "false")
                    .load(files.stream().map(ListedFile::uri).toArray(String[]::new));
        } catch (Exception e) {
            // Spark's exceptions are checked ones that no signature names
            throw JobException.of(
                    ErrorCode.FileMalformed,
                    "The schema of '" + files.get(0).relative() + "' cannot be read: is it of format "
                            + format.kind().shown() + "?",
                    e);
        }
    }

    private Dataset<Row> withPaths(
            Dataset<Row> located, List<String> names, List<ListedFile> files, List<String> folders) {
        ListedFile first = files.get(0);
        String base =
                first.uri().substring(0, first.uri().length() - first.relative().length());
        String encodedBase = new Path(base).toUri().getRawPath();
        Column path = NamedColumns.column(located, FULL_PATH);
        String start =
                "^[^:]+:(?://[^/]*)?" + Pattern.quote(encodedBase.endsWith("/") ? encodedBase : encodedBase + "/");
        Column relative = decoded(functions.regexp_replace(path, start, ""));
        List<Column> columns = new ArrayList<>();
        names.forEach(name -> columns.add(NamedColumns.column(located, name)));
        if (paths) {
            columns.add(relative.as(Columns.FILE_PATH));
        }
        for (String name : folders) {
            Column value = functions.regexp_extract(decoded(path), "/" + Pattern.quote(name) + "=([^/]*)/", 1);
            columns.add(functions.when(value.equalTo(""), null).otherwise(value).as(name));
        }
        return located.select(columns.toArray(Column[]::new));
    }

    /** Spark gives paths in the form of URLs, but for the plus sign, which stands for itself. */
    private static Column decoded(Column path) {
        return functions.call_udf("url_decode", functions.regexp_replace(path, "[+]", "%2B"));
    }

    private static boolean mark(ListedFile file) {
        return Arrays.stream(file.relative().split("/")).anyMatch(name -> name.startsWith("_") || name.startsWith("."));
    }
}
