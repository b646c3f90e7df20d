package io.cosmosdataflow.definition.json;

import java.io.Serializable;
import java.util.Objects;

/** A text that must never be seen: its text form is {@code ***}. Serializable, since executors need keys too. */
public final class Secret implements Serializable {

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text itself, for the call that needs it; never for a message, a record or an option map. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
