package io.cosmosdataflow.run;

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
 * @param cosmos the account that stands in for each Cosmos DB account; empty only while checking
 */
public record LocalStores(Optional<Path> directory, Optional<Account> cosmos) {

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

    public LocalStores withCosmos(URI endpoint, String key) {
        return new LocalStores(directory, Optional.of(new Account(endpoint, Secret.of(key))));
    }
}
