package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.CosmosLinkedService;
import io.cosmosdataflow.definition.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Stores of this machine that stand in for those of the definitions.
 *
 * @param directory {@code directory/<linked service>/...} stands in for each file store; empty: file stores
 *     stay where they are
 * @param cosmos the accounts that stand in for those of Cosmos DB; empty only while checking
 */
public record LocalStores(Optional<Path> directory, Optional<Accounts> cosmos) {

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

    public LocalStores withCosmos(Accounts accounts) {
        return new LocalStores(directory, Optional.of(accounts));
    }

    /** One account stands in for all, so that containers of the same name in two accounts would be one container. */
    public LocalStores withCosmos(URI endpoint, String key) {
        Account only = new Account(endpoint, Secret.of(key));
        return withCosmos(name -> only);
    }
}
