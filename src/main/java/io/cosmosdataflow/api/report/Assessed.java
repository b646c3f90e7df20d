package io.cosmosdataflow.api.report;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A pipeline or data flow that was checked, with all that it uses.
 *
 * @param needs what a run has to be given besides the values that {@code findings} ask for
 */
public record Assessed(String name, List<Issue> findings, List<Need> needs) {

    private static final String WHERE_VALUES_ARE_GIVEN = "parameters file";

    public Assessed {
        Objects.requireNonNull(name, "name");
        findings = List.copyOf(findings);
        needs = List.copyOf(needs);
    }

    public RunVerdict verdict() {
        if (!obstacles().isEmpty()) {
            return RunVerdict.CANNOT_RUN;
        }
        return allNeeds().isEmpty() ? RunVerdict.RUNS : RunVerdict.RUNS_IF_GIVEN;
    }

    /** Errors that no value of the environment mends. */
    public List<Issue> obstacles() {
        return findings.stream()
                .filter(issue -> issue.severity() == Severity.ERROR && !asksForValue(issue))
                .toList();
    }

    /** With the values that errors ask for first. */
    public List<Need> allNeeds() {
        List<Need> all = new ArrayList<>();
        findings.stream()
                .filter(issue -> issue.severity() == Severity.ERROR && asksForValue(issue))
                .map(issue -> new Need(Need.Kind.VALUE, issue.message(), issue.hint()))
                .distinct()
                .forEach(all::add);
        all.addAll(needs);
        return all;
    }

    /** Whether the missing feature is in the way, alone or with others. */
    boolean lacks(String feature) {
        return obstacles().stream().anyMatch(issue -> issue.feature().equals(feature));
    }

    /** Whether nothing else is in the way. */
    boolean lacksOnly(String feature) {
        return lacks(feature)
                && obstacles().stream().allMatch(issue -> issue.feature().equals(feature));
    }

    /** Authentication that is not supported may be replaced with a key, where the hint says so. */
    private static boolean asksForValue(Issue issue) {
        return issue.code() == ErrorCode.UnresolvedSecret
                || issue.code() == ErrorCode.ParametersFile
                || issue.code() == ErrorCode.UnsupportedAuthentication
                        && issue.hint().contains(WHERE_VALUES_ARE_GIVEN);
    }
}
