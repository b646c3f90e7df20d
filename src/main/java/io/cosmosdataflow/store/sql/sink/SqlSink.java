package io.cosmosdataflow.store.sql.sink;

import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.write.RowKeys;
import io.cosmosdataflow.store.sql.write.RowsToWrite;
import io.cosmosdataflow.store.sql.write.TableOutcome;
import io.cosmosdataflow.store.sql.write.TableReport;
import io.cosmosdataflow.store.sql.write.TargetDatabase;
import io.cosmosdataflow.store.sql.write.TargetTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A table as a sink of a Copy activity; takes columns by their names. */
public final class SqlSink implements SinkStore {

    private final TargetDatabase database;
    private final TableName table;
    private final SqlSinkSettings settings;
    private final Optional<LostRows> skipped;
    private final Consumer<String> remark;

    /**
     * @param skipped takes rows that the database refuses; if empty, the first of them ends the activity
     * @param remark takes what the user should see
     */
    public SqlSink(
            SqlDatabase database,
            TableName table,
            SqlSinkSettings settings,
            Optional<LostRows> skipped,
            Consumer<String> remark) {
        this.remark = Objects.requireNonNull(remark, "remark");
        this.database = new TargetDatabase(database);
        this.table = Objects.requireNonNull(table, "table");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.skipped = Objects.requireNonNull(skipped, "skipped");
    }

    @Override
    public boolean hierarchical() {
        return false;
    }

    /**
     * The columns that the table has now, marked with their interim types.
     *
     * @return empty if there is no table yet, and the sink or its script may make it
     * @throws JobException {@link ErrorCode#SqlTableMissing}
     */
    @Override
    public Optional<StructType> targetColumns() {
        boolean mayAppear = settings.autoCreate() || settings.preCopyScript().isPresent();
        return mayAppear
                ? database.find(table).map(database::columns)
                : Optional.of(database.columns(database.require(table)));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The script runs first, then a missing table is made, then its columns are compared with those that come.
     * Inserts are one transaction per task of Spark; batches of an upsert are a transaction each.
     *
     * @return {@code rowsCopied}
     * @throws JobException {@link ErrorCode#SqlColumnMissing}, {@link ErrorCode#SqlTableMissing} before anything is
     *     written; {@link ErrorCode#SqlConflict}, {@link ErrorCode#SqlRowRefused} for a row; {@link
     *     ErrorCode#SqlWriteFailed}
     */
    @Override
    public StoreMetrics write(Dataset<Row> data) {
        Dataset<Row> rows = NamedColumns.without(data, Columns.FILE_PATH);
        settings.preCopyScript().ifPresent(script -> database.script("preCopyScript", script));
        if (settings.autoCreate() && database.find(table).isEmpty()) {
            database.create(table, rows.schema());
        }
        TargetTable target = database.require(table);
        RowOperation operation = settings.upsert() ? RowOperation.UPSERT : RowOperation.INSERT;
        RowsToWrite write = new RowsToWrite(
                database.database(),
                target,
                settings.upsert() ? RowKeys.of(keys(target)) : RowKeys.NONE,
                Set.of(operation),
                false,
                false,
                settings.limits(),
                skipped);
        TableOutcome outcome = write.write(rows, lit(operation.code()), remark);
        TableReport.throwIfRefused(outcome, write);
        return StoreMetrics.ofRows(outcome.rows().written());
    }

    private List<String> keys(TargetTable target) {
        List<String> keys = settings.keys().isEmpty() ? target.primaryKey() : settings.keys();
        if (keys.isEmpty()) {
            throw JobException.of(
                    ErrorCode.SqlColumnMissing,
                    "The sink upserts, and table " + table + " of "
                            + database.database().name()
                            + " has no primary key. Name the key columns in upsertSettings.keys.");
        }
        return keys;
    }

    @Override
    public void close() {
        // Nothing is held between writes: connections belong to tasks and statements.
    }
}
