package io.cosmosdataflow.store.cosmos.flow;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.cosmos.document.KeyPath;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a script says of a sink that is a container.
 *
 * @param allowed policies whose rows are written; the others are counted
 * @param partitionKey {@code /address/city}, or the paths of a hierarchical one; empty for that of the container
 * @param recreate whether the container is dropped and made again first
 * @param batchSize documents that one task hands over at a time
 * @param throughput RU/s that the container has at least while it is written
 * @param budget RU/s that the write may use, out of those
 * @param ignoreNullValues whether a null is left out of the document
 * @param refused what becomes of documents that the service refuses
 */
public record CosmosFlowSinkSettings(
        Set<RowPolicy> allowed,
        List<String> partitionKey,
        boolean recreate,
        int batchSize,
        OptionalInt throughput,
        OptionalInt budget,
        boolean ignoreNullValues,
        Refused refused) {

    /** Data Factory's name of the error. */
    static final String PARTITION_KEY_MISSED = "DF-Cosmos-PartitionKeyMissed";

    /** Of a hierarchical partition key. */
    private static final int MOST_PATHS = 3;

    private static final int BATCH_SIZE = 10_000;
    private static final int LARGEST_BATCH_SIZE = 1_000_000;

    /** Of other stores' sinks; scripts carry them along, and they mean nothing to a container. */
    private static final String[] OF_OTHER_STORES = {
        "truncate",
        "preSQLs",
        "postSQLs",
        "staged",
        "allowCopyCommand",
        "stageInsert",
        "transactionCommit",
        "skipKeyWrites",
        "schemaName",
        "tableName",
        "umask",
        "preCommands",
        "postCommands",
        "stagingSchemaName",
        "useTempDB",
        "rejectedData_container",
        "rejectedData_fileSystem",
        "rejectedData_folderPath"
    };

    private static final String[] OF_ASSERTS = {
        "outputAssertFailedRows",
        "assertFailure_container",
        "assertFailure_fileSystem",
        "assertFailure_folderPath",
        "ignoreAssertFailedRows"
    };

    /**
     * @param rejected whether they are rejects, else they end the activity; empty if the run decides
     * @param success whether the activity succeeds with rejects
     */
    public record Refused(Optional<Boolean> rejected, boolean success) {}

    /** As scripts say what becomes of a document that the service refuses. */
    private enum ErrorHandling {
        stopOnFirstError,
        allErrors
    }

    public CosmosFlowSinkSettings {
        allowed = Set.copyOf(allowed);
        partitionKey = List.copyOf(partitionKey);
        Objects.requireNonNull(throughput, "throughput");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(refused, "refused");
    }

    /**
     * Reads the settings and reports what is wrong. The caller finishes {@code sink}.
     *
     * <p>Source: Microsoft Learn, connector-azure-cosmos-db, sink transformation; data-flow-sink, error row
     * handling; data-flow-troubleshoot-errors for the names of errors. {@code ignoreNullValues} is the word of other
     * sinks of Data Factory; whether its Cosmos DB sink writes nulls is not documented, and they are left out here
     * by default, as from its JSON files.
     *
     * @param allowed by the update method
     * @param altersRows whether an alter row above decides on the policies
     */
    public static CosmosFlowSinkSettings read(Properties sink, Set<RowPolicy> allowed, boolean altersRows) {
        sink.ignore("store").ignore(OF_OTHER_STORES).ignore(OF_ASSERTS);
        CosmosFlowFormat.read(sink);
        if (CosmosFlowFormat.analytical(sink)) {
            sink.unsupported("storeType", "the analytical store cannot be written");
        }
        if (sink.flag("outputRejectedData", false)) {
            sink.unsupported("outputRejectedData", "rejects go to the directory of --rejects");
        }
        checkMethods(sink, allowed, altersRows);
        int budget = sink.integer(
                "totalWriteThroughputBudget",
                sink.integer("writeThroughputBudget", 0, 1, Integer.MAX_VALUE),
                1,
                Integer.MAX_VALUE);
        boolean handling = sink.present("errorHandlingOption");
        boolean allErrors =
                sink.choice("errorHandlingOption", ErrorHandling.stopOnFirstError) == ErrorHandling.allErrors;
        return new CosmosFlowSinkSettings(
                allowed,
                partitionKey(sink, allowed),
                sink.flag("recreate", false),
                sink.integer("batchSize", BATCH_SIZE, 1, LARGEST_BATCH_SIZE),
                CosmosFlowSourceSettings.throughput(sink),
                budget > 0 ? OptionalInt.of(budget) : OptionalInt.empty(),
                sink.flag("ignoreNullValues", true),
                new Refused(
                        handling ? Optional.of(allErrors) : Optional.empty(), sink.flag("reportSuccessOnError", true)));
    }

    /** Whether rows are looked up by their key. */
    static boolean needsKey(Set<RowPolicy> allowed) {
        return allowed.contains(RowPolicy.UPDATE) || allowed.contains(RowPolicy.DELETE);
    }

    private static void checkMethods(Properties sink, Set<RowPolicy> allowed, boolean altersRows) {
        boolean nothing = allowed.isEmpty() || !altersRows && !allowed.contains(RowPolicy.INSERT);
        if (nothing) {
            sink.issues()
                    .error(
                            ErrorCode.InvalidTransformation,
                            sink.span(),
                            allowed.isEmpty()
                                    ? "No update method of " + sink.owner() + " is allowed, so that no row is written."
                                    : "There is no alter row above " + sink.owner()
                                            + ", so that each row is an insert, and inserts are not allowed.",
                            allowed.isEmpty()
                                    ? "Set insertable, updateable, upsertable or deletable."
                                    : "Add an alter row transformation, or set insertable: true.");
        }
    }

    private static List<String> partitionKey(Properties sink, Set<RowPolicy> allowed) {
        if (!sink.present("partitionKey") && needsKey(allowed)) {
            // a hierarchical key may stay unsaid, and only the run sees which kind the container has
            sink.issues()
                    .warning(
                            ErrorCode.CosmosKeyInvalid,
                            sink.span(),
                            PARTITION_KEY_MISSED + ": " + sink.owner()
                                    + " updates or deletes, and has no partition key."
                                    + " That works with a container whose partition key is hierarchical only.",
                            "Set partitionKey: ['/path'] to the path of the container's partition key, or to all of a"
                                    + " hierarchical one: ['/tenant', '/user/id'].");
        }
        return partitionKey(sink);
    }

    /** The paths that the sink says; empty if it says none, or a wrong one, which is reported. */
    public static List<String> partitionKey(Properties sink) {
        List<String> paths =
                sink.texts("partitionKey").stream().map(String::strip).toList();
        if (paths.size() > MOST_PATHS) {
            invalid(
                    sink,
                    "DF-Cosmos-InvalidPartitionKey",
                    "has " + paths.size() + " paths, and there are " + MOST_PATHS + " at most",
                    "Write it as the container has it.");
        }
        List<String> good = paths.stream().filter(path -> isPath(sink, path)).toList();
        return good.size() == paths.size() ? good : List.of();
    }

    private static boolean isPath(Properties sink, String text) {
        if (text.isEmpty()) {
            invalid(sink, "DF-Cosmos-InvalidPartitionKey", "is empty", "Write it as /path.");
            return false;
        }
        if (!text.startsWith("/")) {
            invalid(
                    sink,
                    "DF-Cosmos-InvalidPartitionKeyContent",
                    "is '" + text + "', which does not start with a slash",
                    "Write it as /" + text + ".");
            return false;
        }
        try {
            return !KeyPath.names(text).isEmpty();
        } catch (IllegalArgumentException e) {
            invalid(
                    sink,
                    "DF-Cosmos-InvalidPartitionKeyContent",
                    "is '" + text + "', which names no property",
                    "Write it as /path or /path/to/property.");
            return false;
        }
    }

    private static void invalid(Properties sink, String name, String what, String hint) {
        sink.issues()
                .error(
                        ErrorCode.CosmosKeyInvalid,
                        sink.spanOf("partitionKey"),
                        name + ": the partition key of " + sink.owner() + " " + what + ".",
                        hint);
    }
}
