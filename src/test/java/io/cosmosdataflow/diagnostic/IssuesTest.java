package io.cosmosdataflow.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IssuesTest {

    private static final Span THERE = new Span("flow.json", 2, 7);

    @Test
    void excerptsAreAddedAndKept() {
        Issues script = Issues.of(span -> span.equals(THERE) ? "a b\n  ^" : "");
        script.error(ErrorCode.ScriptSyntax, THERE, "Wrong.", "");
        script.error(ErrorCode.ScriptSyntax, Span.startOf("flow.json"), "Wrong too.", "");

        Issues all = Issues.of(span -> "another");
        all.addAll(script);

        assertThat(all.all()).extracting(Issue::excerpt).containsExactly("another", "a b\n  ^");
    }

    @Test
    void anIssueWithAnExcerptIsStillOneLineOfText() {
        Issue issue = new Issue(ErrorCode.ScriptSyntax, Severity.ERROR, THERE, "Wrong.", "Mend it.", "a\n^");

        assertThat(issue).hasToString("flow.json:2:7: error [ScriptSyntax] Wrong. Mend it.");
    }

    @Test
    void onlyWhatIsNotSupportedHasAFeatureThatIsMissing() {
        Issues issues = new Issues();
        issues.unsupported(ErrorCode.UnsupportedSetting, THERE, "Setting a", "'a' of x is not supported.", "");
        issues.error(ErrorCode.UnsupportedSetting, THERE, "'b' of x is not supported.", "");
        issues.unsupported(ErrorCode.InvalidProperty, THERE, "Setting c", "'c' of x does not exist.", "");

        assertThat(issues.all())
                .extracting(Issue::feature)
                .containsExactly("Setting a", "'b' of x is not supported.", "");
    }

    @Test
    void theSameIssueIsFoundOnce() {
        Issues issues = Issues.of(span -> "a\n^");
        issues.error(ErrorCode.ScriptSyntax, THERE, "Wrong.", "");
        issues.add(new Issue(ErrorCode.ScriptSyntax, Severity.ERROR, THERE, "Wrong.", ""));

        assertThat(issues.all()).hasSize(1);
    }
}
