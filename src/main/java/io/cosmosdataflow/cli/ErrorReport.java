package io.cosmosdataflow.cli;

import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import java.util.List;

/** Prints errors: a message and a hint for what the user can mend, a stack trace for what only we can. */
final class ErrorReport {

    private final Console console;

    ErrorReport(Console console) {
        this.console = console;
    }

    void print(JobException failure) {
        if (failure.issues().isEmpty()) {
            console.err().println("error [" + failure.code() + "] " + failure.getMessage());
        } else {
            print(failure.issues());
        }
        if (failure.code().category() == Category.INTERNAL) {
            failure.printStackTrace(console.err());
        }
    }

    void print(List<Issue> issues) {
        issues.forEach(this::print);
    }

    private void print(Issue issue) {
        console.err().println(issue);
        issue.excerpt().lines().forEach(line -> console.err().println("    " + line));
    }

    /** {@code 2 errors, 1 warning, 3 hints}. */
    static String summary(List<Issue> issues) {
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
