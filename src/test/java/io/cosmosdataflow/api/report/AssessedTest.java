package io.cosmosdataflow.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of docs/assessment.md, finding by finding. */
class AssessedTest {

    private static final Need DRIVER = new Need(Need.Kind.DRIVER, "The driver.", "Bring it.");

    @ParameterizedTest
    @CsvSource({
        "ERROR, UnresolvedSecret, Set 'a' in the parameters file., RUNS_IF_GIVEN",
        "ERROR, ParametersFile, Set it and try again., RUNS_IF_GIVEN",
        "ERROR, UnsupportedAuthentication, Set 'a' in the parameters file to one with a key., RUNS_IF_GIVEN",
        "ERROR, UnsupportedAuthentication, Use Anonymous or Basic., CANNOT_RUN",
        "ERROR, UnsupportedSetting, Make it a parameter and give it in the parameters file., CANNOT_RUN",
        "ERROR, InvalidProperty, '', CANNOT_RUN",
        "WARNING, InvalidProperty, '', RUNS",
        "HINT, UnknownProperty, '', RUNS",
        "HINT, ParametersFile, '', RUNS",
    })
    void aFindingDecides(Severity severity, ErrorCode code, String hint, RunVerdict verdict) {
        Issue issue = issue(severity, code, hint, "x");

        assertThat(new Assessed("p", List.of(issue), List.of()).verdict()).isEqualTo(verdict);
    }

    @Test
    void whatHasToBeGivenStandsBesideWhatErrorsAskFor() {
        Issue secret = issue(Severity.ERROR, ErrorCode.UnresolvedSecret, "Set it.", "");
        Assessed assessed = new Assessed("p", List.of(secret), List.of(DRIVER));

        assertThat(assessed.allNeeds()).containsExactly(new Need(Need.Kind.VALUE, "Message.", "Set it."), DRIVER);
        assertThat(new Assessed("p", List.of(), List.of(DRIVER)).verdict()).isEqualTo(RunVerdict.RUNS_IF_GIVEN);
    }

    @Test
    void aFeatureIsNotTheOnlyOneBesideAMistakeOrAnotherFeature() {
        Issue feature = issue(Severity.ERROR, ErrorCode.UnsupportedSetting, "", "Setting a");
        Issue other = issue(Severity.ERROR, ErrorCode.UnsupportedSetting, "", "Setting b");
        Issue mistake = issue(Severity.ERROR, ErrorCode.InvalidProperty, "", "");
        Issue secret = issue(Severity.ERROR, ErrorCode.UnresolvedSecret, "Set it.", "");
        Assessment assessment = new Assessment(
                "f",
                List.of(
                        new Assessed("alone", List.of(feature, secret), List.of(DRIVER)),
                        new Assessed("with another", List.of(feature, other), List.of()),
                        new Assessed("with a mistake", List.of(feature, mistake), List.of()),
                        new Assessed("without", List.of(mistake), List.of())),
                List.of(),
                List.of());

        assertThat(assessment.missingFeatures())
                .containsExactly(
                        new MissingFeature(
                                "Setting a",
                                List.of("alone", "with another", "with a mistake"),
                                List.of("alone"),
                                List.of(),
                                List.of()),
                        new MissingFeature("Setting b", List.of("with another"), List.of(), List.of(), List.of()));
    }

    private static Issue issue(Severity severity, ErrorCode code, String hint, String feature) {
        return new Issue(code, severity, new Span("f.json", 1, 1), "Message.", hint, "", feature);
    }
}
