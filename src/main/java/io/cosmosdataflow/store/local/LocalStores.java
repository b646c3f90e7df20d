package io.cosmosdataflow.store.local;

import io.cosmosdataflow.definition.cosmos.CosmosLinkedService;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/**
 * Stores of this machine that stand in for those of the definitions.
 *
 * @param directory {@code directory/<linked service>/...} stands in for each file store; empty: file stores
 *     stay where they are
 * @param cosmos the accounts that stand in for those of Cosmos DB; empty only while checking
 */
public record LocalStores(Optional<Path> directory, Optional<Accounts> cosmos) {

    private static final Pattern THIS_JVM = Pattern.compile("local(\\[.*])?");

    /** Safe for several threads. */
    public interface Accounts {

        /**
         * The account that stands in for another; it may be started by this call.
         *
         * @param name tells accounts apart: see {@link CosmosLinkedService#localAccount}
         */
        Account account(String name);
    }

    /** An account of the embedded Cosmos DB. */
    public record Account(URI endpoint, Secret key) {

        public Account {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(key, "key");
        }
    }

    public LocalStores {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(cosmos, "cosmos");
    }

    /**
     * Refuses a session whose executors are elsewhere: they have neither this machine's files nor its embedded stores.
     *
     * @param master Spark's, as {@code spark.master} has it
     * @throws JobException {@link ErrorCode#InvalidOptionValue}
     */
    public static void requireThisMachine(String master) {
        if (!THIS_JVM.matcher(master).matches()) {
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    "Local mode (--local, --emulator, withLocalStores) keeps stores on this machine, and Spark's master"
                            + " is '" + master
                            + "', whose executors do not have them. Use the master local[*], or leave"
                            + " local mode out to use the stores of the linked services.");
        }
    }

    /** As above, where a folder of this machine stands in for stores. */
    public void requireThisMachine(SparkSession spark) {
        if (directory.isPresent()) {
            requireThisMachine(spark.sparkContext().master());
        }
    }

    public LocalStores withCosmos(Accounts accounts) {
        return new LocalStores(directory, Optional.of(accounts));
    }

    /** One account stands in for all, so that containers of the same name in two accounts would be one container. */
    public LocalStores withCosmos(URI endpoint, String key) {
        Account only = new Account(endpoint, Secret.of(key));
        return withCosmos(name -> only);
    }
}
