package io.cosmosdataflow.store.kind.statement;

import io.cosmosdataflow.store.type.InterimType;
import java.util.Objects;

/**
 * A value that a statement gets, or gives.
 *
 * @param name without the sign that a database puts before it; empty for one that only has a place
 * @param value null for NULL; else a {@code Boolean}, {@code Short}, {@code Integer}, {@code Long}, {@code BigDecimal},
 *     {@code Float}, {@code Double}, {@code String}, {@code UUID}, {@code LocalDate}, {@code LocalDateTime} in UTC, {@code
 *     LocalTime}, {@code OffsetDateTime} or {@code byte[]}, whichever goes with the type
 * @param secret whether no message may show it
 * @param size of texts that come back, in characters; 0 for any
 */
public record StatementParameter(
        String name, InterimType type, Object value, boolean secret, Direction direction, int size) {

    /** Data Factory's words. */
    public enum Direction {
        Input,
        Output,
        InputOutput
    }

    public StatementParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(direction, "direction");
    }

    /** One that the statement gets. */
    public StatementParameter(String name, InterimType type, Object value, boolean secret) {
        this(name, type, value, secret, Direction.Input, 0);
    }

    public StatementParameter with(Direction other, int characters) {
        return new StatementParameter(name, type, other == Direction.Output ? null : value, secret, other, characters);
    }

    public boolean comesBack() {
        return direction != Direction.Input;
    }

    @Override
    public String toString() {
        return name + " " + type.shown();
    }
}
