package io.cosmosdataflow.diagnostic;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends a check, an activity or a run. The message states the problem, why, and what to do; it never
 * carries a secret or the content of a document.
 */
public final class JobException extends RuntimeException {

    private final ErrorCode code;
    private final transient List<Issue> issues;

    private JobException(ErrorCode code, String message, List<Issue> issues, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.issues = List.copyOf(issues);
    }

    public static JobException of(ErrorCode code, String message) {
        return new JobException(code, message, List.of(), null);
    }

    public static JobException of(ErrorCode code, String message, Throwable cause) {
        return new JobException(code, message, List.of(), cause);
    }

    public static JobException of(Issue issue) {
        return of(List.of(issue));
    }

    /**
     * All that a check found. Wrong definitions outweigh unsupported ones, so that the exit code is that
     * of the error to be put right first.
     */
    static JobException of(List<Issue> issues) {
        ErrorCode first = issues.stream()
                .map(Issue::code)
                .min(Comparator.comparing((ErrorCode code) -> code.category().exitCode()))
                .orElseThrow();
        String message = issues.stream().map(Issue::toString).collect(Collectors.joining("\n"));
        return new JobException(first, message, issues, null);
    }

    public ErrorCode code() {
        return code;
    }

    /** The findings with their places; empty for an error that has no place in a file. */
    public List<Issue> issues() {
        return issues == null ? List.of() : issues;
    }
}
