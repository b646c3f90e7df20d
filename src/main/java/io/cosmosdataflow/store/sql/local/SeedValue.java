package io.cosmosdataflow.store.sql.local;

import java.util.Objects;

/**
 * A value of a seed that is not null.
 *
 * @param textual whether it is known to be a text: {@code "12"} in JSON, but not {@code 12} in delimited text
 */
public record SeedValue(String text, boolean textual) {

    public SeedValue {
        Objects.requireNonNull(text, "text");
    }
}
