package io.cosmosdataflow.store.cosmos.client;

import java.io.Serializable;
import java.util.Objects;

/** A container and where it is. */
public record ContainerAddress(CosmosAccount account, String database, String container) implements Serializable {

    public ContainerAddress {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(container, "container");
    }

    /** For messages: {@code container 'c' of database 'd' at https://...}. */
    @Override
    public String toString() {
        return "container '" + container + "' of database '" + database + "' at " + account.endpoint();
    }
}
