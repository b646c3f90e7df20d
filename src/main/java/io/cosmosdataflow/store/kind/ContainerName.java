package io.cosmosdataflow.store.kind;

import java.util.Objects;

/**
 * A container of local mode, whichever linked service names it.
 *
 * @param account tells accounts apart
 */
public record ContainerName(String account, String database, String container) {

    public ContainerName {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(container, "container");
    }
}
