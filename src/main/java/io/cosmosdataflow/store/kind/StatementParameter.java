package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.type.InterimType;
import java.util.Objects;

/**
 * A value that a statement gets by name.
 *
 * @param name without the sign that a database puts before it
 * @param value null for NULL; else a {@code Boolean}, {@code Short}, {@code Integer}, {@code Long}, {@code BigDecimal},
 *     {@code Float}, {@code Double}, {@code String}, {@code UUID}, {@code LocalDate}, {@code LocalDateTime} in UTC, {@code
 *     LocalTime}, {@code OffsetDateTime} or {@code byte[]}, whichever goes with the type
 * @param secret whether no message may show it
 */
public record StatementParameter(String name, InterimType type, Object value, boolean secret) {

    public StatementParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
        return name + " " + type.shown();
    }
}
