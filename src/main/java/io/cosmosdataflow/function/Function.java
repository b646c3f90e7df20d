package io.cosmosdataflow.function;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One function of the language.
 *
 * @param family {@code Text}, {@code Date and time}, ...: a section of the reference page
 * @param builder empty for {@link Kind#STREAM}: the analysis replaces such a call
 * @param documentation one sentence
 * @param userDefined whether Spark has nothing for it, so that it runs as a user-defined function
 */
public record Function(
        String family,
        Signature signature,
        Kind kind,
        TypeRule type,
        Optional<Builder> builder,
        String documentation,
        List<Example> examples,
        boolean userDefined) {

    public Function {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(builder, "builder");
        Objects.requireNonNull(documentation, "documentation");
        examples = List.copyOf(examples);
    }

    public String name() {
        return signature.name();
    }

    /** Where a function may be called. */
    public enum Kind {
        /** Anywhere. */
        SCALAR,
        /** In aggregate, pivot, unpivot and window. */
        AGGREGATE,
        /** In window only. */
        WINDOW,
        /** About the stream, its columns, its rows' policies or a cache: the analysis knows them. */
        STREAM
    }
}
