package io.cosmosdataflow.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what a check finds, so that everything wrong is reported in one go. Not thread-safe. */
public final class Issues {

    private final List<Issue> found = new ArrayList<>();

    public void add(Issue issue) {
        if (!found.contains(issue)) {
            found.add(issue);
        }
    }

    public void addAll(Issues others) {
        others.found.forEach(this::add);
    }

    public void error(ErrorCode code, Span span, String message, String hint) {
        add(new Issue(code, Severity.ERROR, span, message, hint));
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
