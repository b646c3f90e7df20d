package io.cosmosdataflow.store.sql.flow;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import io.cosmosdataflow.store.kind.PartitionBy;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.flow.SqlFlowSinkSettings.Rejects;
import io.cosmosdataflow.store.sql.flow.SqlFlowSinkSettings.TableAction;
import io.cosmosdataflow.store.sql.write.RowKeys;
import io.cosmosdataflow.store.sql.write.RowsToWrite;
import io.cosmosdataflow.store.sql.write.TableOutcome;
import io.cosmosdataflow.store.sql.write.TableReport;
import io.cosmosdataflow.store.sql.write.TargetDatabase;
import io.cosmosdataflow.store.sql.write.TargetTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A table as a sink of a data flow: the policy of a row is the operation. Inserts, updates, upserts and deletes are one
 * write, in which rows of one key keep their order; rows of one key are written by one task.
 *
 * <p>Arrays, structures and maps are written as JSON.
 */
public final class SqlFlowSink implements FlowSinkStore {

    private final TargetDatabase database;
    private final TableName table;
    private final SqlFlowSinkSettings settings;
    private final Optional<PartitionBy> partitionBy;
    private final OptionalLong mostRejects;
    private final Consumer<String> remark;

    /**
     * @param partitionBy counts where all rows are inserts; else rows are placed by their keys
     * @param mostRejects how many rows that the database refuses are no reason to fail, if the setting for errors is
     *     to count them
     * @param remark takes what the user should see
     */
    public SqlFlowSink(
            SqlDatabase database,
            TableName table,
            SqlFlowSinkSettings settings,
            Optional<PartitionBy> partitionBy,
            OptionalLong mostRejects,
            Consumer<String> remark) {
        this.database = new TargetDatabase(database);
        this.table = Objects.requireNonNull(table, "table");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.partitionBy = Objects.requireNonNull(partitionBy, "partitionBy");
        this.mostRejects = Objects.requireNonNull(mostRejects, "mostRejects");
        this.remark = Objects.requireNonNull(remark, "remark");
    }

    /**
     * {@inheritDoc}
     *
     * @throws JobException {@link ErrorCode#SqlColumnMissing}, {@link ErrorCode#SqlTableMissing}, unless a script or
     *     the sink itself makes the table
     */
    @Override
    public void prepare(StructType columns, boolean marked) {
        Optional<String> missing = marked ? SqlFlowSinkSettings.missingKeys(settings, columns) : Optional.empty();
        missing.ifPresent(why -> {
            throw JobException.of(
                    ErrorCode.SqlColumnMissing,
                    why + " of table " + table + " of " + database.database().name() + ". Map them in the sink.");
        });
        if (settings.action() != TableAction.RECREATE
                && settings.scripts().before().isEmpty()) {
            rowsTo(database.require(table), Set.of(RowOperation.INSERT), false).targets(columns);
        }
    }

    /** {@inheritDoc} Rows go to tasks by their keys, if they have any. */
    @Override
    public List<String> identity(List<String> columns) {
        List<String> placing = new ArrayList<>(settings.keys().columns());
        placing.addAll(partitionBy.map(PartitionBy::columns).orElse(List.of()));
        boolean dealt = partitionBy.filter(by -> by.columns().isEmpty()).isPresent();
        placing.add(RowPolicy.COLUMN);
        return dealt ? columns : placing;
    }

    /**
     * {@inheritDoc}
     *
     * <p>First the scripts before, then the table action, then all rows, then the scripts after; a repetition
     * does all of this again. Where it meets an identical row under the key that refuses an insert, an earlier attempt
     * has written it, and it counts as written. A table without such a key takes it twice.
     *
     * @return rows by operation
     * @throws JobException {@link ErrorCode#SqlConflict}, {@link ErrorCode#SqlRowRefused} for a row that is no reject;
     *     {@link ErrorCode#TooManyRejects}; {@link ErrorCode#SqlWriteFailed}
     */
    @Override
    public StoreMetrics write(Dataset<Row> given, boolean repeats) {
        boolean marked = Arrays.asList(given.columns()).contains(RowPolicy.COLUMN);
        Set<RowOperation> operations = operations(marked);
        boolean keyed = !operations.equals(Set.of(RowOperation.INSERT));
        Dataset<Row> rows = keyed || settings.single()
                ? given
                : partitionBy.map(by -> by.of(given)).orElse(given);
        StructType columns = NamedColumns.without(rows, RowPolicy.COLUMN).schema();
        settings.scripts().before().forEach(script -> database.script("preSQLs", script));
        switch (settings.action()) {
            case RECREATE -> database.recreate(table, columns);
            case TRUNCATE -> database.truncate(table);
            case NONE -> {}
        }
        RowsToWrite write = rowsTo(database.require(table), operations, repeats);
        Column operation = marked
                ? operation(NamedColumns.column(rows, RowPolicy.COLUMN))
                : lit(operation(RowPolicy.INSERT).code());
        TableOutcome outcome = write.write(rows, columns, operation, remark);
        TableReport.throwIfRefused(outcome, write);
        settings.scripts().after().forEach(script -> database.script("postSQLs", script));
        report(outcome);
        return StoreMetrics.ofRows(outcome.rows());
    }

    private RowsToWrite rowsTo(TargetTable target, Set<RowOperation> operations, boolean repeats) {
        boolean keyed = !operations.equals(Set.of(RowOperation.INSERT));
        LostRows counted = row -> {};
        return new RowsToWrite(
                database.database(),
                target,
                keyed ? settings.keys() : RowKeys.NONE,
                operations,
                settings.single(),
                repeats && settings.action() == TableAction.NONE,
                settings.limits(),
                settings.rejects() == Rejects.END_IT ? Optional.empty() : Optional.of(counted));
    }

    private void report(TableOutcome outcome) {
        long refused = outcome.rows().rejected();
        String where = " to table " + table + " of " + database.database().name();
        if (refused > 0) {
            String text = TableReport.rows(refused) + (refused == 1 ? " was" : " were") + " refused and not written"
                    + where + ". They are counted, and not kept.";
            if (refused > mostRejects.orElse(Long.MAX_VALUE)) {
                throw JobException.of(
                        ErrorCode.TooManyRejects,
                        text + " The run allows " + mostRejects.getAsLong() + ". All other rows are written.");
            }
            if (settings.rejects() != Rejects.ARE_COUNTED) {
                throw JobException.of(
                        ErrorCode.TooManyRejects,
                        text + " All other rows are written; the activity fails because of reportSuccessOnError:"
                                + " false.");
            }
            remark.accept(text);
        }
        long skipped = outcome.rows().of(RowOperation.SKIP);
        if (skipped > 0) {
            remark.accept(TableReport.rows(skipped) + (skipped == 1 ? " was" : " were") + " not written" + where
                    + ": the update method of the sink does not allow their policy.");
        }
    }

    /** Rows without a policy are inserts. */
    private Set<RowOperation> operations(boolean marked) {
        if (!marked) {
            return Set.of(RowOperation.INSERT);
        }
        Set<RowOperation> operations = EnumSet.noneOf(RowOperation.class);
        settings.allowed().forEach(policy -> operations.add(operation(policy)));
        return operations;
    }

    private Column operation(Column policy) {
        Column operation = lit(operation(RowPolicy.INSERT).code());
        for (RowPolicy each : List.of(RowPolicy.UPDATE, RowPolicy.UPSERT, RowPolicy.DELETE)) {
            operation =
                    when(policy.equalTo(each.code()), operation(each).code()).otherwise(operation);
        }
        return operation;
    }

    private RowOperation operation(RowPolicy policy) {
        if (!settings.allowed().contains(policy)) {
            return RowOperation.SKIP;
        }
        return switch (policy) {
            case INSERT -> RowOperation.INSERT;
            case UPDATE -> RowOperation.UPDATE;
            case UPSERT -> RowOperation.UPSERT;
            case DELETE -> RowOperation.DELETE;
        };
    }
}
