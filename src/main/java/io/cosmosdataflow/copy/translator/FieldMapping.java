package io.cosmosdataflow.copy.translator;

import java.util.Objects;

/** A field of the source and the field of the sink that it goes to. */
public record FieldMapping(MappedField source, MappedField sink) {

    public FieldMapping {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
    }
}
