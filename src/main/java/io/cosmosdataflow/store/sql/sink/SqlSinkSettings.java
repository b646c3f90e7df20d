package io.cosmosdataflow.store.sql.sink;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TimeSpan;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.sql.database.Dialects;
import io.cosmosdataflow.store.sql.write.BatchLimits;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings of a sink that is a table.
 *
 * @param upsert whether rows with the same key are replaced; else all rows are inserted
 * @param keys of an upsert; empty for the primary key of the table
 * @param preCopyScript runs once, before anything is written
 * @param autoCreate whether a table that is missing is made
 */
public record SqlSinkSettings(
        boolean upsert, List<String> keys, Optional<String> preCopyScript, boolean autoCreate, BatchLimits limits) {

    private enum WriteBehavior {
        insert,
        upsert,
        storedProcedure
    }

    private enum TableOption {
        none,
        autoCreate
    }

    private static final String[] OF_STORED_PROCEDURES = {
        "sqlWriterStoredProcedureName",
        "sqlWriterTableType",
        "storedProcedureTableTypeParameterName",
        "storedProcedureParameters"
    };

    /** How fast or by which way rows are written; the rows are the same. */
    private static final String[] WITHOUT_EFFECT = {
        "type",
        "maxConcurrentConnections",
        "sinkRetryCount",
        "sinkRetryWait",
        "allowPolyBase",
        "polyBaseSettings",
        "allowCopyCommand",
        "copyCommandSettings"
    };

    public SqlSinkSettings {
        keys = List.copyOf(keys);
        Objects.requireNonNull(preCopyScript, "preCopyScript");
        Objects.requireNonNull(limits, "limits");
    }

    public static SqlSinkSettings defaults() {
        return new SqlSinkSettings(false, List.of(), Optional.empty(), false, BatchLimits.defaults());
    }

    /**
     * Reads the settings and reports what is wrong to the issues of {@code sink}. {@code useTempDB}, {@code
     * interimSchemaName}, {@code sqlWriterUseTableLock}, {@code disableMetricsCollection}, PolyBase and the COPY
     * command are checked and have no effect: there is no interim table, and the rows are the same. The caller
     * finishes {@code sink}.
     *
     * <p>Source: Microsoft Learn, connector-azure-sql-database, "Azure SQL Database as the sink";
     * connector-sql-server; connector-azure-database-for-postgresql; connector-azure-database-for-mysql;
     * connector-oracle. Where Data Factory finds the size of batches by itself, it is {@value
     * WriteLimits#BATCH_SIZE} rows.
     */
    public static SqlSinkSettings read(Properties sink, SqlKind kind) {
        sink.ignore(WITHOUT_EFFECT);
        for (String name : OF_STORED_PROCEDURES) {
            sink.unsupported(name, "rows are written by insert or upsert, not by a stored procedure");
        }
        WriteBehavior behavior = sink.choice("writeBehavior", WriteBehavior.insert);
        if (behavior == WriteBehavior.storedProcedure) {
            sink.unsupported("writeBehavior", "rows are written by insert or upsert, not by a stored procedure");
        }
        boolean upserts = Dialects.of(kind).upserts(sink);
        sink.flag("sqlWriterUseTableLock", false);
        sink.flag("disableMetricsCollection", false);
        return new SqlSinkSettings(
                behavior == WriteBehavior.upsert || upserts,
                keys(sink),
                sink.text("preCopyScript").filter(script -> !script.isBlank()),
                sink.choice("tableOption", TableOption.none) == TableOption.autoCreate,
                new BatchLimits(
                        sink.integer("writeBatchSize", BatchLimits.BATCH_SIZE, 1, BatchLimits.LARGEST_BATCH_SIZE),
                        TimeSpan.read(sink, "writeBatchTimeout", TimeSpan::of).orElse(BatchLimits.TIMEOUT)));
    }

    private static List<String> keys(Properties sink) {
        return sink.object("upsertSettings")
                .map(upsert -> {
                    upsert.flag("useTempDB", true);
                    upsert.text("interimSchemaName");
                    List<String> keys = upsert.texts("keys");
                    upsert.finish();
                    return keys;
                })
                .orElse(List.of());
    }
}
