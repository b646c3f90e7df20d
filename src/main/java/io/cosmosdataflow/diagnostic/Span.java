package io.cosmosdataflow.diagnostic;

import java.util.Objects;

/**
 * A place in a definition file.
 *
 * @param file path as the user gave it, or a short description for text that comes from no file
 * @param line one-based line
 * @param column one-based column, in characters
 */
public record Span(String file, int line, int column) {

    public Span {
        Objects.requireNonNull(file, "file");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column start at 1: " + line + ":" + column);
        }
    }

    /** The first character of {@code file}, for an issue that concerns all of it. */
    public static Span startOf(String file) {
        return new Span(file, 1, 1);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
