package io.cosmosdataflow.store.cosmos.sdk;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the Spark connector at hand has what reads and writes need; asked before anything is written. */
public final class ConnectorCheck {

    /** What the tests run on, and what the newest SDK was tried with; docs/connectors.md has the same. */
    static final String SUITABLE =
            "com.azure.cosmos.spark:azure-cosmos-spark_3-4_2-12:4.49.2 has it, azure-cosmos-spark_3-1_2-12:4.11.1 too";

    private static final String NONE = "The Spark connector for Azure Cosmos DB is not on the class path.";

    private ConnectorCheck() {}

    /** @return what is wrong, without what to do; empty if all is there */
    public static Optional<String> problem() {
        return absent()
                ? Optional.of(NONE)
                : problem(Arrays.stream(SdkEntry.values())
                        .filter(SdkEntry::required)
                        .filter(entry -> entry.find().isEmpty())
                        .map(SdkEntry::gives)
                        .distinct()
                        .toList());
    }

    /** What to do about a {@link #problem()}. */
    public static String hint() {
        return "Give the cluster another one, for instance with --packages: " + SUITABLE + ".";
    }

    /** @throws JobException {@code CosmosConnectorUnsuitable} with the {@link #problem()}, if there is one */
    public static void require() {
        if (problem().isPresent()) {
            throw unsuitable();
        }
    }

    static Optional<String> problem(List<String> missing) {
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("The Spark connector at hand, "
                        + ConnectorVersions.found().map(Object::toString).orElse("of an unknown version")
                        + ", does not offer " + missing.stream().collect(Collectors.joining(", nor ")) + ".");
    }

    static boolean absent() {
        try {
            SdkEntry.type(ConnectorOptions.ITEMS);
            SdkEntry.type("azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient");
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    static JobException unsuitable() {
        return JobException.of(
                ErrorCode.CosmosConnectorUnsuitable,
                problem().orElse("The Spark connector for Azure Cosmos DB cannot be used.") + " " + hint());
    }
}
