package io.cosmosdataflow.store.sql.database;

import java.util.Objects;
import java.util.Optional;

/**
 * A table as definitions name it.
 *
 * @param schema empty for the database's default
 */
public record TableName(Optional<String> schema, String table) {

    public TableName {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(table, "table");
    }

    /** {@code schema.table}: for messages. */
    @Override
    public String toString() {
        return schema.map(name -> name + ".").orElse("") + table;
    }
}
