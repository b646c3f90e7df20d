package io.cosmosdataflow.copy.translator;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * One side of a mapping.
 *
 * @param type what the mapping or the dataset's structure declares; empty if it is left to the data
 */
public record MappedField(FieldReference reference, Optional<ColumnType> type, Span span) {

    public MappedField {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(span, "span");
    }
}
