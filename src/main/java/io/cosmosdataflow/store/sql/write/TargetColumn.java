package io.cosmosdataflow.store.sql.write;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;

/**
 * A column of the table that is written.
 *
 * @param jdbcType of {@link java.sql.Types}, or the driver's own
 * @param typeName as the driver names it
 * @param precision in digits or characters; 0 if it has none
 */
public record TargetColumn(String name, int jdbcType, String typeName, int precision, int scale)
        implements Serializable {

    public TargetColumn {
        Objects.requireNonNull(name, "name");
        typeName = typeName == null ? "" : typeName.toLowerCase(Locale.ROOT);
    }
}
