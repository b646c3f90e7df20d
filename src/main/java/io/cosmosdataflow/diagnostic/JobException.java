package io.cosmosdataflow.diagnostic;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Ends a check, an activity or a run. The message states the problem, why, and what to do; it never
 * carries a secret or the content of a document.
 */
public final class JobException extends RuntimeException {

    private static final int MOST_CAUSES = 50;

    private final ErrorCode code;
    private final transient List<Issue> issues;
    /** Null if not known. */
    private final String linkedService;

    private final String reportedCode;

    private JobException(ErrorCode code, String message, List<Issue> issues, String linkedService, Throwable cause) {
        this(code, code.name(), message, issues, linkedService, cause);
    }

    private JobException(
            ErrorCode code,
            String reportedCode,
            String message,
            List<Issue> issues,
            String linkedService,
            Throwable cause) {
        super(VisibleText.ofLines(message), cause);
        this.code = code;
        this.reportedCode = reportedCode;
        this.issues = List.copyOf(issues);
        this.linkedService = linkedService;
    }

    public static JobException of(ErrorCode code, String message) {
        return new JobException(code, message, List.of(), null, null);
    }

    public static JobException of(ErrorCode code, String message, Throwable cause) {
        return new JobException(code, message, List.of(), null, cause);
    }

    /** @param reported what records and expressions have for the code: one that the pipeline itself chooses */
    public static JobException reporting(ErrorCode code, String reported, String message) {
        return new JobException(code, reported, message, List.of(), null, null);
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
        return new JobException(first, message, issues, null, null);
    }

    public ErrorCode code() {
        return code;
    }

    /** The code in records and in {@code activity('x').error.errorCode}: mostly the name of {@link #code}. */
    public String reportedCode() {
        return reportedCode;
    }

    /** The same as the failure of what is around: with that message, and this as the cause. */
    public JobException inside(String message) {
        return new JobException(code, reportedCode, message, List.of(), linkedService, this);
    }

    /**
     * The same for people, who may not see all of it. Where something is hidden there is no cause, which would show it.
     */
    public JobException shown(UnaryOperator<String> mask) {
        String shown = mask.apply(getMessage());
        String reported = mask.apply(reportedCode);
        if (shown.equals(getMessage()) && reported.equals(reportedCode) && !isHiding(mask)) {
            return this;
        }
        List<Issue> hidden = issues().stream().map(issue -> issue.shown(mask)).toList();
        JobException masked = new JobException(code, reported, shown, hidden, linkedService, null);
        masked.setStackTrace(getStackTrace());
        return masked;
    }

    /** Whether a cause tells more than it may. */
    private boolean isHiding(UnaryOperator<String> mask) {
        Throwable cause = getCause();
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            String text = String.valueOf(cause.getMessage());
            if (!mask.apply(text).equals(text)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The same, of the system that a linked service of this name stands for; for an error without a place. */
    public JobException at(String service) {
        JobException located = new JobException(
                code, reportedCode, getMessage(), issues(), Objects.requireNonNull(service), getCause());
        located.setStackTrace(getStackTrace());
        return located;
    }

    /** Whose system refused, where that is known; for errors that show up while something else is done. */
    public Optional<String> linkedService() {
        return Optional.ofNullable(linkedService);
    }

    /** The findings with their places; empty for an error that has no place in a file. */
    public List<Issue> issues() {
        return issues == null ? List.of() : issues;
    }
}
