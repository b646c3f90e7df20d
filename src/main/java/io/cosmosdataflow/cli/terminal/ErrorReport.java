package io.cosmosdataflow.cli.terminal;

import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.state.ActivityRecord;
import java.util.List;

/** Prints errors: a message and a hint for what the user can mend, a stack trace for what only we can. */
public final class ErrorReport {

    private static final int INDENT = 4;

    private final Console console;

    public ErrorReport(Console console) {
        this.console = console;
    }

    public void print(JobException failure) {
        if (failure.issues().isEmpty()) {
            print(failure.code().name(), failure.getMessage());
        } else {
            print(failure.issues());
        }
        printFault(failure);
    }

    /** Why an activity failed. */
    public void print(ActivityRecord.Failure failure) {
        // What has a place in a file carries its code already.
        if (failure.message().contains(": error [" + failure.code() + "] ")) {
            console.remark(failure.message(), INDENT);
        } else {
            print(failure.code(), failure.message());
        }
    }

    private void print(String code, String message) {
        console.remark("error [" + code + "] " + message, INDENT);
    }

    /** What cannot be put right by the user, where it happened. */
    public void printFault(JobException failure) {
        if (failure.code().category() == Category.INTERNAL) {
            failure.printStackTrace(console.err());
        }
    }

    public void print(List<Issue> issues) {
        issues.forEach(this::print);
    }

    private void print(Issue issue) {
        console.remark(issue.toString(), INDENT);
        excerpt(issue.excerpt().lines().toList());
    }

    /** Lines that belong below each other, the last with a mark; a long line is shown around the mark. */
    private void excerpt(List<String> lines) {
        int width = console.errWidth().getAsInt() - INDENT;
        int mark = lines.isEmpty()
                ? 0
                : lines.get(lines.size() - 1).stripTrailing().length();
        int longest = lines.stream().mapToInt(String::length).max().orElse(0);
        int start = longest <= width ? 0 : Math.max(0, Math.min(mark - width / 2, longest - width));
        for (String line : lines) {
            String shown = line.length() <= start
                    ? ""
                    : line.substring(start, (int) Math.min(line.length(), (long) start + width));
            console.err().println(" ".repeat(INDENT) + shown);
        }
    }

    /** {@code 2 errors, 1 warning, 3 hints}. */
    public static String summary(List<Issue> issues) {
        return count(issues, Severity.ERROR, "error")
                + ", " + count(issues, Severity.WARNING, "warning")
                + ", " + count(issues, Severity.HINT, "hint");
    }

    private static String count(List<Issue> issues, Severity severity, String noun) {
        long count =
                issues.stream().filter(issue -> issue.severity() == severity).count();
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
