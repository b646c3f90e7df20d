package io.cosmosdataflow.diagnostic;

import java.util.Objects;

/**
 * One finding of a check.
 *
 * @param span where; never null, the start of the file if nothing closer is known
 * @param message what is wrong and why, with the offending value; never a secret. Characters that cannot be seen are
 *     written as escapes, here and in {@code hint}
 * @param hint what to do about it; empty if the message says it all
 * @param excerpt the line of a script and below it a caret; empty if the text at {@code span} needs no showing
 */
public record Issue(ErrorCode code, Severity severity, Span span, String message, String hint, String excerpt) {

    public Issue {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(excerpt, "excerpt");
        message = VisibleText.of(message);
        hint = VisibleText.of(hint);
    }

    public Issue(ErrorCode code, Severity severity, Span span, String message, String hint) {
        this(code, severity, span, message, hint, "");
    }

    Issue withExcerpt(String text) {
        return new Issue(code, severity, span, message, hint, text);
    }

    /** {@code file:line:column: error [Code] message. Hint}, the form compilers use and editors make clickable. */
    @Override
    public String toString() {
        String text = span + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + " [" + code + "] " + message;
        return hint.isEmpty() ? text : text + " " + hint;
    }
}
