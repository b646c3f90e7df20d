package io.cosmosdataflow.diagnostic;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One finding of a check.
 *
 * @param span where; never null, the start of the file if nothing closer is known
 * @param message what is wrong and why, with the offending value; never a secret. Characters that cannot be seen are
 *     written as escapes, here and in {@code hint}
 * @param hint what to do about it; empty if the message says it all
 * @param excerpt the line of a script and below it a caret; empty if the text at {@code span} needs no showing
 * @param feature what this version lacks, in words that are the same wherever it is lacked: {@code Activity type
 *     WebActivity}. The message where nobody said it; empty for codes of another category than UNSUPPORTED
 */
public record Issue(
        ErrorCode code, Severity severity, Span span, String message, String hint, String excerpt, String feature) {

    public Issue {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(excerpt, "excerpt");
        Objects.requireNonNull(feature, "feature");
        message = VisibleText.of(message);
        hint = VisibleText.of(hint);
        String named = feature.isEmpty() ? message : VisibleText.of(feature);
        feature = code.category() == Category.UNSUPPORTED ? named : "";
    }

    public Issue(ErrorCode code, Severity severity, Span span, String message, String hint, String excerpt) {
        this(code, severity, span, message, hint, excerpt, "");
    }

    public Issue(ErrorCode code, Severity severity, Span span, String message, String hint) {
        this(code, severity, span, message, hint, "", "");
    }

    Issue withExcerpt(String text) {
        return new Issue(code, severity, span, message, hint, text, feature);
    }

    /** The same for people, who may not see all of it. */
    public Issue shown(UnaryOperator<String> mask) {
        return new Issue(code, severity, span, mask.apply(message), mask.apply(hint), excerpt, mask.apply(feature));
    }

    /** {@code file:line:column: error [Code] message. Hint}, the form compilers use and editors make clickable. */
    @Override
    public String toString() {
        String text = span + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + " [" + code + "] " + message;
        return hint.isEmpty() ? text : text + " " + hint;
    }
}
