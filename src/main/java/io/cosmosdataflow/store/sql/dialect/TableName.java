package io.cosmosdataflow.store.sql.dialect;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * A table as definitions name it.
 *
 * @param schema empty for the database's default
 */
public record TableName(String schema, String table) implements Serializable {

    public TableName {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(table, "table");
    }

    public TableName(Optional<String> schema, String table) {
        this(schema.orElse(""), table);
    }

    /** {@code schema.table}: for messages. */
    @Override
    public String toString() {
        return schema.isEmpty() ? table : schema + "." + table;
    }
}
