package io.cosmosdataflow.api.report;

import java.util.Objects;

/**
 * What a run has to be given.
 *
 * @param what in a few words: {@code JDBC driver of PostgreSQL}
 * @param how where it is given
 */
public record Need(Kind kind, String what, String how) {

    /** What is given. */
    public enum Kind {
        /** A key, or another value of the environment, in the parameters file. */
        VALUE("value"),
        /** A library that the program does not bring. */
        DRIVER("driver"),
        /** A parameter of the pipeline that has no default. */
        PARAMETER("parameter");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public Need {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(how, "how");
    }
}
