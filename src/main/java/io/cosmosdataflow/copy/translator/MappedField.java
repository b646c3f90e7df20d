package io.cosmosdataflow.copy.translator;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * One side of a mapping.
 *
 * @param type what the mapping or the dataset's structure declares; empty if it is left to the data
 * @param texts a String with the culture and format of a side that says no type; empty if it says neither
 */
public record MappedField(FieldReference reference, Optional<ColumnType> type, Optional<ColumnType> texts, Span span) {

    public MappedField {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(texts, "texts");
        Objects.requireNonNull(span, "span");
    }

    /** A side that says nothing of texts but what is in its type. */
    public MappedField(FieldReference reference, Optional<ColumnType> type, Span span) {
        this(reference, type, Optional.empty(), span);
    }
}
