package io.cosmosdataflow.store.sql.dialect;

import java.util.Objects;

/**
 * How the embedded database of local mode stands in for a server.
 *
 * @param settings of its address, mode and case of names among them
 * @param schema of tables that are named without one
 */
public record StandIn(String settings, String schema) {

    public StandIn {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(schema, "schema");
    }
}
