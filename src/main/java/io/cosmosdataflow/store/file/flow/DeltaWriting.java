package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.project.ExactNames;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kind.PartitionBy;
import io.cosmosdataflow.store.kind.SinkRows;
import io.cosmosdataflow.store.storage.FileRoot;
import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a Delta table in one commit: all rows appended or in place of the old ones, or, where updates, upserts or
 * deletes are allowed, each row by its policy in one MERGE. Rows whose policy is not allowed are passed over; a
 * row to insert is inserted though its key exists. A table that does not exist takes all rows but those to delete, if
 * deletes are allowed. Source: Microsoft Learn, format-delta, update method.
 */
record DeltaWriting(DeltaOptions delta, SinkRows wanted) {

    private static final String TARGET = "target";
    private static final String SOURCE = "source";

    DeltaWriting {
        Objects.requireNonNull(delta, "delta");
        Objects.requireNonNull(wanted, "wanted");
    }

    StoreMetrics write(Dataset<Row> rows, FileRoot root, String folder) {
        SparkSession spark = rows.sparkSession();
        boolean exists = DeltaFiles.exists(spark, root, folder);
        if (exists && merges(wanted) && !delta.truncate() && !delta.overwrite()) {
            merge(rows, root, folder);
        } else {
            insert(rows, root, folder, exists);
        }
        DeltaTable table = table(spark, root, folder);
        long written = rowsWritten(table);
        if (delta.compact()) {
            table.optimize().executeCompaction();
        }
        if (delta.vacuumHours() > 0) {
            table.vacuum(delta.vacuumHours());
        }
        return StoreMetrics.ofRows(written);
    }

    /** Whether rows are written by their policies rather than all inserted. */
    static boolean merges(SinkRows rows) {
        return rows.allowed().stream().anyMatch(policy -> policy != RowPolicy.INSERT);
    }

    private void insert(Dataset<Row> data, FileRoot root, String folder, boolean exists) {
        boolean keepsTable = exists && !delta.overwrite();
        Dataset<Row> rows = NamedColumns.without(
                wanted.allowed().contains(RowPolicy.DELETE) ? withoutDeletes(data) : data, RowPolicy.COLUMN);
        if (keepsTable) {
            rows = fitting(rows, table(data.sparkSession(), root, folder).toDF().schema());
        }
        Optional<PartitionBy> partitions = wanted.partitionBy();
        if (partitions.isPresent()) {
            rows = partitions.get().of(rows);
        }
        DataFrameWriter<Row> writer = rows.write()
                .format(DeltaFiles.FORMAT)
                .options(DeltaFiles.options(root))
                .mode(delta.truncate() || delta.overwrite() ? "overwrite" : "append");
        if (keepsTable) {
            writer.option("mergeSchema", String.valueOf(delta.mergeSchema()));
        } else {
            if (exists) {
                writer.option("overwriteSchema", "true");
            }
            partitions
                    .filter(PartitionBy::byKey)
                    .ifPresent(by -> writer.partitionBy(by.columns().toArray(String[]::new)));
        }
        writer.save(folder);
    }

    /** What is to be deleted is not in a table that is new or made anew. */
    private static Dataset<Row> withoutDeletes(Dataset<Row> rows) {
        return ExactNames.has(rows, RowPolicy.COLUMN)
                ? rows.filter(functions.col(RowPolicy.COLUMN).notEqual(RowPolicy.DELETE.code()))
                : rows;
    }

    private void merge(Dataset<Row> data, FileRoot root, String folder) {
        SparkSession spark = data.sparkSession();
        Dataset<Row> rows = ExactNames.has(data, RowPolicy.COLUMN)
                ? data
                : NamedColumns.with(data, RowPolicy.COLUMN, functions.lit(RowPolicy.INSERT.code()));
        StructType schema = table(spark, root, folder).toDF().schema();
        List<String> names = new ArrayList<>(Arrays.asList(rows.columns()));
        names.remove(RowPolicy.COLUMN);
        List<String> known = List.of(schema.fieldNames());
        wanted.keys().forEach(key -> ExactNames.column(rows, key));
        if (!known.containsAll(names)) {
            List<String> added =
                    names.stream().filter(name -> !known.contains(name)).toList();
            if (!delta.mergeSchema()) {
                throw JobException.of(
                        ErrorCode.SchemaMismatch,
                        "The Delta table in '" + folder + "' has no column " + String.join(", ", added)
                                + ". Turn 'mergeSchema' on to add columns, or map them.");
            }
            NamedColumns.without(rows, RowPolicy.COLUMN)
                    .limit(0)
                    .write()
                    .format(DeltaFiles.FORMAT)
                    .options(DeltaFiles.options(root))
                    .option("mergeSchema", "true")
                    .mode("append")
                    .save(folder);
        }
        DeltaTable table = table(spark, root, folder);
        Dataset<Row> source = fitting(rows, table.toDF().schema());
        clauses(table.as(TARGET).merge(source.as(SOURCE), condition()), names).execute();
    }

    /** An insert matches nothing, so that it is one even if its key exists. */
    private Column condition() {
        Column condition = source(RowPolicy.COLUMN).notEqual(RowPolicy.INSERT.code());
        for (String key : wanted.keys()) {
            condition = condition.and(target(key).eqNullSafe(source(key)));
        }
        for (Map.Entry<String, List<Object>> column : delta.prune().entrySet()) {
            condition =
                    condition.and(target(column.getKey()).isin(column.getValue().toArray()));
        }
        return condition;
    }

    private DeltaMergeBuilder clauses(DeltaMergeBuilder merge, List<String> names) {
        Map<String, Column> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(ExactNames.quoted(name), source(name)));
        DeltaMergeBuilder clauses = merge;
        if (wanted.allowed().contains(RowPolicy.DELETE)) {
            clauses = clauses.whenMatched(policy(RowPolicy.DELETE)).delete();
        }
        if (wanted.allowed().contains(RowPolicy.UPDATE)) {
            clauses = clauses.whenMatched(policy(RowPolicy.UPDATE)).update(values);
        }
        if (wanted.allowed().contains(RowPolicy.UPSERT)) {
            clauses = clauses.whenMatched(policy(RowPolicy.UPSERT)).update(values);
            clauses = clauses.whenNotMatched(policy(RowPolicy.UPSERT)).insert(values);
        }
        if (wanted.allowed().contains(RowPolicy.INSERT)) {
            clauses = clauses.whenNotMatched(policy(RowPolicy.INSERT)).insert(values);
        }
        return clauses;
    }

    private static Column policy(RowPolicy policy) {
        return source(RowPolicy.COLUMN).equalTo(policy.code());
    }

    private static Column source(String name) {
        return functions.col(SOURCE + "." + ExactNames.quoted(name));
    }

    private static Column target(String name) {
        return functions.col(TARGET + "." + ExactNames.quoted(name));
    }

    /** Scalar values in the types of the table's columns; Delta takes no others. */
    private static Dataset<Row> fitting(Dataset<Row> rows, StructType table) {
        List<String> known = List.of(table.fieldNames());
        List<Column> columns = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            Column value = ExactNames.column(rows, field.name());
            columns.add(
                    known.contains(field.name()) && scalar(field.dataType())
                            ? value.cast(table.apply(field.name()).dataType()).as(field.name())
                            : value);
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    /** Structures are cast by position, so that they must have the table's type already. */
    private static boolean scalar(DataType type) {
        return !(type instanceof StructType || type instanceof ArrayType || type instanceof MapType);
    }

    private static DeltaTable table(SparkSession spark, FileRoot root, String folder) {
        return DeltaTable.forPath(spark, folder, DeltaFiles.options(root));
    }

    /** Delta counts them in its log; a merge writes unchanged rows again, which do not count. */
    private static long rowsWritten(DeltaTable table) {
        Map<String, String> counts =
                table.history(1).select("operationMetrics").head().getJavaMap(0);
        return counts.containsKey("numOutputRows") && !counts.containsKey("numTargetRowsInserted")
                ? Long.parseLong(counts.get("numOutputRows"))
                : List.of("numTargetRowsInserted", "numTargetRowsUpdated", "numTargetRowsDeleted").stream()
                        .mapToLong(name -> Long.parseLong(counts.getOrDefault(name, "0")))
                        .sum();
    }
}
