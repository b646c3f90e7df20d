package io.cosmosdataflow.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Collects what a check finds, so that everything wrong is reported in one go. Not thread-safe. */
public final class Issues {

    private final List<Issue> found = new ArrayList<>();
    private final Function<Span, String> excerpts;

    public Issues() {
        this(span -> "");
    }

    private Issues(Function<Span, String> excerpts) {
        this.excerpts = excerpts;
    }

    /**
     * Shows the text at each place.
     *
     * @param excerpts gives the {@link Issue#excerpt}; an empty text for a place that it does not know
     */
    public static Issues of(Function<Span, String> excerpts) {
        return new Issues(Objects.requireNonNull(excerpts, "excerpts"));
    }

    public void add(Issue issue) {
        Issue shown = issue.excerpt().isEmpty() ? issue.withExcerpt(excerpts.apply(issue.span())) : issue;
        if (!found.contains(shown)) {
            found.add(shown);
        }
    }

    public void addAll(Issues others) {
        others.found.forEach(this::add);
    }

    public void error(ErrorCode code, Span span, String message, String hint) {
        add(new Issue(code, Severity.ERROR, span, message, hint));
    }

    /**
     * An error that goes away with another version.
     *
     * @param feature as {@link Issue#feature}; means nothing if {@code code} is of another category
     */
    public void unsupported(ErrorCode code, Span span, String feature, String message, String hint) {
        add(new Issue(code, Severity.ERROR, span, message, hint, "", feature));
    }

    public void warning(ErrorCode code, Span span, String message, String hint) {
        add(new Issue(code, Severity.WARNING, span, message, hint));
    }

    public void hint(ErrorCode code, Span span, String message, String hint) {
        add(new Issue(code, Severity.HINT, span, message, hint));
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(issue -> issue.severity() == Severity.ERROR);
    }

    /** In the order of files, lines and columns. */
    public List<Issue> all() {
        return found.stream()
                .sorted(Comparator.comparing((Issue issue) -> issue.span().file())
                        .thenComparing(issue -> issue.span().line())
                        .thenComparing(issue -> issue.span().column()))
                .toList();
    }

    /** Ends the work with all errors at once; warnings and hints do not throw. */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw JobException.of(all().stream()
                    .filter(issue -> issue.severity() == Severity.ERROR)
                    .toList());
        }
    }
}
