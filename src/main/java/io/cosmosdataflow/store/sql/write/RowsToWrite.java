package io.cosmosdataflow.store.sql.write;

import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.rtrim;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.spark.JsonWriter;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.PartlyWritten;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.provider.RowsSink;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.write.TableToWrite.Transactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where rows go, and how.
 *
 * <p>Rows with inserts among them are one transaction per task, which ends with the task: a task that Spark repeats
 * leaves nothing behind, so that no row is doubled. Without inserts each batch is a transaction, and repeating it does
 * no harm. Where Spark may run a task again, a {@link TaskLedger} tells it of an attempt that had committed before its
 * executor was lost.
 *
 * @param operations that can come
 * @param single whether all rows are one transaction, by one task
 * @param repeats whether an earlier attempt may have written some of the rows: an insert that meets an identical row
 *     then counts as written
 * @param skipped takes rows that the database refuses; if empty, they end the activity
 */
public record RowsToWrite(
        SqlDatabase database,
        TargetTable table,
        RowKeys keys,
        Set<RowOperation> operations,
        boolean single,
        boolean repeats,
        BatchLimits limits,
        Optional<LostRows> skipped) {

    private static final String OPERATION = "$$operation";

    public RowsToWrite {
        Objects.requireNonNull(keys, "keys");
        operations = Set.copyOf(operations);
        Objects.requireNonNull(skipped, "skipped");
    }

    /** Inserts alone. */
    public static RowsToWrite inserts(SqlDatabase database, TargetTable table, BatchLimits limits) {
        return new RowsToWrite(
                database, table, RowKeys.NONE, Set.of(RowOperation.INSERT), false, false, limits, Optional.empty());
    }

    public RowsToWrite withSkipped(LostRows rows) {
        return new RowsToWrite(database, table, keys, operations, single, repeats, limits, Optional.of(rows));
    }

    /**
     * Which column of the table each column goes to.
     *
     * @throws JobException {@link ErrorCode#SqlColumnMissing} naming all that have none, and keys that do not come
     */
    public List<TargetColumn> targets(StructType columns) {
        List<TargetColumn> targets = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Set<String> taken = new HashSet<>(List.of(columns.fieldNames()));
        for (String name : columns.fieldNames()) {
            Optional<TargetColumn> target =
                    table.column(name).filter(found -> found.name().equals(name) || taken.add(found.name()));
            target.ifPresentOrElse(targets::add, () -> missing.add(name));
        }
        if (!missing.isEmpty()) {
            throw JobException.of(
                    ErrorCode.SqlColumnMissing,
                    "Table " + table.name() + " of " + database.name() + " has no column for "
                            + quoted(missing) + ". Its columns: " + table.columnNames()
                            + ". Map the columns to these, or leave them out.");
        }
        List<String> absent = keys.columns().stream()
                .filter(key -> find(columns, key).isEmpty())
                .toList();
        if (!absent.isEmpty()) {
            throw JobException.of(
                    ErrorCode.SqlColumnMissing,
                    "Rows of table " + table.name() + " of " + database.name() + " are found by "
                            + quoted(keys.columns())
                            + ", and " + quoted(absent) + " does not reach the sink. Columns: "
                            + String.join(", ", columns.fieldNames()) + ". Map the key columns.");
        }
        return targets;
    }

    /** As {@link #write(Dataset, StructType, Column, Consumer)}, of rows that have no other columns. */
    public TableOutcome write(Dataset<Row> rows, Column operation, Consumer<String> remark) {
        return write(rows, rows.schema(), operation, remark);
    }

    /**
     * Writes all rows, in one Spark job.
     *
     * @param columns of the rows that go to the table
     * @param operation code of a {@link RowOperation}
     * @param remark takes what the user should see
     * @return what was done; a row that ends the activity is told there
     * @throws JobException {@link ErrorCode#SqlColumnMissing} before anything is written; {@link
     *     ErrorCode#SqlWriteFailed}, and what the rows' source fails with, with the number of rows that stay
     */
    public TableOutcome write(Dataset<Row> rows, StructType columns, Column operation, Consumer<String> remark) {
        List<TargetColumn> targets = targets(columns);
        Dataset<Row> placed = placed(rows, columns);
        List<Column> all = new ArrayList<>();
        all.add(operation.cast(DataTypes.ByteType).as(OPERATION));
        for (StructField field : columns.fields()) {
            all.add(value(placed, field));
        }
        Dataset<Row> written = placed.select(all.toArray(Column[]::new));
        StructType schema = new StructType(Arrays.copyOfRange(written.schema().fields(), 1, all.size()));
        TableToWrite plain = toWrite(columns, schema, targets);
        boolean mayDouble = !plain.transactions().perBatch()
                && operations.contains(RowOperation.INSERT)
                && RepeatedTasks.possible(rows.sparkSession().sparkContext());
        try (OpenLedger ledger = mayDouble ? OpenLedger.of(plain, remark) : OpenLedger.NONE) {
            return write(written, ledger.table().map(plain::with).orElse(plain));
        }
    }

    private TableOutcome write(Dataset<Row> written, TableToWrite to) {
        RowsSink<TableOutcome> sink = new RowsSink<>(
                "table " + to.name() + " of " + to.database().name(),
                written.schema(),
                partitions -> new TableWriterFactory(to),
                TableOutcome.NOTHING,
                TableOutcome::plus);
        try {
            return sink.write(written);
        } catch (Exception e) {
            // Spark throws checked exceptions without declaring them.
            throw failed(e, sink.outcome());
        }
    }

    private TableToWrite toWrite(StructType given, StructType schema, List<TargetColumn> targets) {
        List<String> targetKeys = keys.columns().stream()
                .map(key -> targets.get(given.fieldIndex(find(given, key).orElseThrow()))
                        .name())
                .toList();
        List<String> columns = targets.stream().map(TargetColumn::name).toList();
        List<String> named = targetKeys.isEmpty()
                ? table.primaryKey().stream().filter(columns::contains).toList()
                : targetKeys;
        WriteStatements statements = new WriteStatements(database);
        String upsert = operations.contains(RowOperation.UPSERT) && !keys.skipWrites()
                ? statements.upsert(table, columns, targetKeys).orElse(null)
                : null;
        return new TableToWrite(
                statements,
                table.name(),
                new TableRows(schema, targets, targetKeys, named),
                keys.skipWrites(),
                upsert,
                limits,
                new Transactions(!single && !operations.contains(RowOperation.INSERT), repeats, null),
                skipped.orElse(null));
    }

    /** Rows of one key go to one task, which keeps their order. Databases compare texts without case and end blanks. */
    private Dataset<Row> placed(Dataset<Row> rows, StructType columns) {
        if (single) {
            return rows.repartition(1);
        }
        if (keys.columns().isEmpty()) {
            return rows;
        }
        Column[] by = keys.columns().stream()
                .map(key -> find(columns, key).orElseThrow())
                .map(name -> {
                    Column column = column(rows, name);
                    DataType type = columns.apply(name).dataType();
                    return type instanceof StringType ? lower(rtrim(column)) : column;
                })
                .toArray(Column[]::new);
        return rows.repartition(by);
    }

    /** Values without a counterpart in a table are JSON. */
    private static Column value(Dataset<Row> rows, StructField field) {
        Column column = column(rows, field.name());
        DataType type = field.dataType();
        if (JsonWriter.nested(type)) {
            return JsonWriter.text(column, type, true).as(field.name());
        }
        return type instanceof NullType ? column.cast(DataTypes.StringType).as(field.name()) : column;
    }

    private static Column column(Dataset<Row> rows, String name) {
        return NamedColumns.column(rows, name);
    }

    /** A key as rows name it. */
    private static Optional<String> find(StructType columns, String key) {
        List<String> names = List.of(columns.fieldNames());
        if (names.contains(key)) {
            return Optional.of(key);
        }
        List<String> folded =
                names.stream().filter(name -> name.equalsIgnoreCase(key)).toList();
        return folded.size() == 1 ? Optional.of(folded.get(0)) : Optional.empty();
    }

    private RuntimeException failed(Exception thrown, TableOutcome outcome) {
        Optional<JobException> ours = ExceptionUtils.getThrowableList(thrown).stream()
                .filter(JobException.class::isInstance)
                .map(JobException.class::cast)
                .findFirst();
        long stays = outcome.rows().written();
        String left = "Tasks that had ended have written " + TableReport.rows(stays) + " to table " + table.name()
                + ", and they stay.";
        if (ours.isEmpty()) {
            return stays == 0 ? ExceptionUtils.rethrow(thrown) : new PartlyWritten(left, thrown);
        }
        return stays == 0
                ? ours.get()
                : JobException.of(ours.get().code(), ours.get().getMessage() + " " + left, ours.get());
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
