package io.cosmosdataflow.store.sql.flow;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.write.BatchLimits;
import io.cosmosdataflow.store.sql.write.RowKeys;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * What a script says of a sink that is a table.
 *
 * @param allowed policies whose rows are written; the others are counted
 * @param keys by which rows are updated, upserted and deleted
 * @param action what is done with the table before the rows come
 * @param single whether all rows are one transaction, by one task
 */
public record SqlFlowSinkSettings(
        Set<RowPolicy> allowed,
        RowKeys keys,
        TableAction action,
        Scripts scripts,
        BatchLimits limits,
        boolean single,
        Rejects rejects) {

    /** What becomes of the table. */
    public enum TableAction {
        NONE,
        RECREATE,
        TRUNCATE
    }

    /**
     * SQL of the user's.
     *
     * @param before runs before the table action
     * @param after runs when all rows are written
     */
    public record Scripts(List<String> before, List<String> after) {
        public Scripts {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /** What becomes of the activity when the database refuses a row. */
    public enum Rejects {
        END_IT,
        FAIL_IT_AFTER_THE_OTHERS,
        ARE_COUNTED
    }

    private enum ErrorHandling {
        stopOnFirstError,
        allErrors
    }

    private enum TransactionCommit {
        single,
        batch
    }

    private enum Format {
        table
    }

    /** Of other stores' sinks, or ways to the same rows. */
    private static final String[] WITHOUT_EFFECT = {
        "store",
        "staged",
        "allowCopyCommand",
        "stageInsert",
        "stagingSchemaName",
        "useTempDB",
        "umask",
        "preCommands",
        "postCommands",
        "rejectedData_container",
        "rejectedData_fileSystem",
        "rejectedData_folderPath",
        "outputAssertFailedRows",
        "assertFailure_container",
        "assertFailure_fileSystem",
        "assertFailure_folderPath",
        "ignoreAssertFailedRows"
    };

    public SqlFlowSinkSettings {
        allowed = Set.copyOf(allowed);
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(scripts, "scripts");
        Objects.requireNonNull(rejects, "rejects");
    }

    /**
     * Reads the settings and reports what is wrong. The caller finishes {@code sink}.
     *
     * <p>Source: Microsoft Learn, connector-azure-sql-database, sink transformation and error row handling. That the
     * scripts before come before the table action is not documented.
     *
     * @param allowed by the update method
     * @param keys of the sink, in the names of its columns
     * @param altersRows whether an alter row above decides on the policies
     */
    public static SqlFlowSinkSettings read(
            Properties sink, Set<RowPolicy> allowed, List<String> keys, boolean altersRows) {
        sink.ignore(WITHOUT_EFFECT);
        sink.choice("format", Format.table);
        if (sink.flag("outputRejectedData", false)) {
            sink.unsupported("outputRejectedData", "rejected rows are counted, and not kept");
        }
        checkMethods(sink, allowed, altersRows);
        checkKeys(sink, allowed, keys);
        boolean allErrors =
                sink.choice("errorHandlingOption", ErrorHandling.stopOnFirstError) == ErrorHandling.allErrors;
        boolean recreate = sink.flag("recreate", false);
        boolean truncate = sink.flag("truncate", false);
        return new SqlFlowSinkSettings(
                allowed,
                new RowKeys(keys, sink.flag("skipKeyWrites", false)),
                recreate ? TableAction.RECREATE : truncate ? TableAction.TRUNCATE : TableAction.NONE,
                new Scripts(scripts(sink, "preSQLs"), scripts(sink, "postSQLs")),
                new BatchLimits(
                        sink.integer("batchSize", BatchLimits.BATCH_SIZE, 1, BatchLimits.LARGEST_BATCH_SIZE),
                        BatchLimits.TIMEOUT),
                sink.choice("transactionCommit", TransactionCommit.batch) == TransactionCommit.single,
                rejects(sink, allErrors));
    }

    private static Rejects rejects(Properties sink, boolean counted) {
        boolean success = sink.flag("reportSuccessOnError", true);
        return !counted ? Rejects.END_IT : success ? Rejects.ARE_COUNTED : Rejects.FAIL_IT_AFTER_THE_OTHERS;
    }

    /** The table of a sink without a dataset; empty if something is wrong, which is reported. */
    public static Optional<TableName> table(Properties sink) {
        Optional<String> schema = sink.text("schemaName").filter(name -> !name.isBlank());
        return Optional.of(sink.requiredText("tableName"))
                .filter(name -> !name.isBlank())
                .map(name -> new TableName(schema, name));
    }

    /** Whether rows are found by their keys. */
    static boolean needsKeys(Set<RowPolicy> allowed) {
        return allowed.stream().anyMatch(policy -> policy != RowPolicy.INSERT);
    }

    /** What is wrong with the keys, given the columns that come; empty if nothing is. */
    public static Optional<String> missingKeys(SqlFlowSinkSettings settings, StructType columns) {
        List<String> names = List.of(columns.fieldNames());
        List<String> missing = settings.keys().columns().stream()
                .filter(key -> names.stream().noneMatch(key::equalsIgnoreCase))
                .toList();
        return !needsKeys(settings.allowed()) || missing.isEmpty()
                ? Optional.empty()
                : Optional.of("The key " + (missing.size() == 1 ? "column " : "columns ")
                        + missing.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                        + " must be mapped to update, upsert or delete rows");
    }

    private static List<String> scripts(Properties sink, String name) {
        return sink.texts(name).stream().filter(script -> !script.isBlank()).toList();
    }

    private static void checkKeys(Properties sink, Set<RowPolicy> allowed, List<String> keys) {
        if (needsKeys(allowed) && keys.isEmpty() && !sink.present("keys")) {
            sink.issues()
                    .error(
                            ErrorCode.InvalidTransformation,
                            sink.span(),
                            sink.owner() + " updates, upserts or deletes, and has no key columns.",
                            "Set keys: ['column'] to the columns that name a row of the table.");
        }
    }

    private static void checkMethods(Properties sink, Set<RowPolicy> allowed, boolean altersRows) {
        if (allowed.isEmpty()) {
            sink.issues()
                    .error(
                            ErrorCode.InvalidTransformation,
                            sink.span(),
                            "No update method of " + sink.owner() + " is allowed, so that no row is written.",
                            "Set insertable, updateable, upsertable or deletable.");
        } else if (!altersRows && !allowed.contains(RowPolicy.INSERT)) {
            sink.issues()
                    .error(
                            ErrorCode.InvalidTransformation,
                            sink.span(),
                            "There is no alter row above " + sink.owner()
                                    + ", so that each row is an insert, and inserts are not allowed.",
                            "Add an alter row transformation, or set insertable: true.");
        }
    }
}
