package io.cosmosdataflow.store.type;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A row of a store's table of types: the values of which native type become which interim type.
 *
 * @param name in lower case and without precision, scale and length: {@code int unsigned}
 * @param condition on precision and scale, in words; empty for none
 * @param interim empty where the type cannot be copied
 */
public record NativeType(String name, String condition, Digits digits, Optional<InterimType> interim) {

    /** Whether a row is for a precision and a scale. */
    @FunctionalInterface
    interface Digits {
        boolean fit(OptionalInt precision, OptionalInt scale);
    }

    public NativeType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(digits, "digits");
        Objects.requireNonNull(interim, "interim");
    }

    static NativeType of(String name, InterimType interim) {
        return new NativeType(name, "", (precision, scale) -> true, Optional.of(interim));
    }
}
