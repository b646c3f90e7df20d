package io.cosmosdataflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.DecimalNode;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.WrittenNumber;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.expression.Template;
import io.cosmosdataflow.testing.FactoryFiles;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers that nobody can reckon with, wherever a text becomes a number. JSON sets no limit, and leaves it to who reads
 * it (RFC 8259, section 6).
 */
class HostileNumbersTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DIGITS = "9".repeat(2_000_000);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e99999999999",
                "1e2147483648",
                "1e-2147483649",
                "1E+2147483647",
                "-1.5e-99999",
                "0e99999999999999999999",
                "1e10000",
                "DIGITS",
                "0.DIGITS",
                "1eDIGITS"
            })
    void aNumberBeyondTheLimitsIsAnErrorAtItsPlace(String number) {
        String text = "{\n  \"a\": [1, " + number.replace("DIGITS", DIGITS) + "]}";

        assertTimeoutPreemptively(SOON, () -> assertThatThrownBy(() -> JsonReader.read("x.json", text))
                .isInstanceOfSatisfying(JobException.class, thrown -> {
                    assertThat(thrown.code()).isEqualTo(ErrorCode.JsonSyntax);
                    assertThat(thrown.issues())
                            .extracting(issue -> issue.span().toString())
                            .containsExactly("x.json:2:12");
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e9999", "-1E-9999", "1e00000000000000000001", "0.1", "-0", "1e400", "123456789012345678901"})
    void aNumberWithinThemKeepsItsDigits(String number) {
        assertThat(JsonReader.read("x.json", number).toNode().decimalValue())
                .isEqualByComparingTo(new BigDecimal(number));
        assertThat(WrittenNumber.read(number)).hasValue(new BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@add(1,1e4005000000)",
                "@1e99999999999",
                "@-1e-99999999999",
                "a @{sub(.5e2147483648, 1)} b",
                "@greater(1e10000, 1)"
            })
    void anExpressionSaysWhichNumber(String text) {
        Issues issues = new Issues();
        Template template = Template.parse(text, new Span("p.json", 3, 10), issues);

        assertThat(issues.all()).extracting(Issue::code).containsExactly(ErrorCode.ExpressionSyntax);
        int number = text.replaceAll("[-.\\d]+e-?\\d{4}.*", "").length();
        assertThat(issues.all().get(0).span().column()).isEqualTo(11 + number);
        assertThat(template.evaluate(null).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@mul(mul(1e9999, 1e9999), 1e9999)",
                "@sub(mul(1e-9999, 1e-9999), 1)",
                "@add(json('{\"n\": 1e99999999}').n, 1)",
                "@int('1e99999999')"
            })
    void aResultThatGetsTooLongIsAFaultOfTheExpression(String text) {
        Issues issues = new Issues();
        Template template = Template.parse(text, new Span("p.json", 3, 10), issues);

        assertThat(issues.all()).isEmpty();
        assertThatThrownBy(() -> assertTimeoutPreemptively(SOON, () -> template.evaluate(null)))
                .isInstanceOfSatisfying(
                        JobException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.ExpressionFailed));
    }

    @Test
    void aNumberThatIsComputedElsewhereHasTheSameLimits() {
        assertThat(WrittenNumber.isWithin(new BigDecimal("1e2147483647"))).isFalse();
        assertThat(WrittenNumber.isWithin(new BigDecimal("1e-2147483647"))).isFalse();
        assertThat(WrittenNumber.isWithin(
                        DecimalNode.valueOf(new BigDecimal("1e308")).decimalValue()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0xFFFFFFFFFFFFFFFFFl",
                "99999999999999999999l",
                "1e99999999999l",
                "1e400",
                "-1e309",
                "1e40f",
                "DIGITS",
                "0xDIGITS",
                "$99999999999",
                "#x_99999999999",
                "map([1], #item_99999999999)"
            })
    void aScriptSaysWhichNumber(String number) {
        List<Issue> issues = script("a derive(x = " + number.replace("DIGITS", DIGITS) + ") ~> b");

        assertThat(issues).isNotEmpty().allMatch(issue -> issue.code() != ErrorCode.Internal);
        assertThat(issues.get(0).message()).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "1.5", "1e99999999999", "0xFFFFFFFFFFFFFFFFF", "-1", "99999999999l"})
    void theOrderOfAnInputIsAWholeNumber(String order) {
        FactoryFiles factory = FactoryFiles.in(directory)
                .container("C", "c")
                .dataFlow(
                        "Part",
                        "Flowlet",
                        "",
                        "",
                        "",
                        "input(order: " + order + ", allowSchemaDrift: true) ~> i\ni output() ~> o")
                .dataFlow(
                        "F",
                        "MappingDataFlow",
                        "{\"name\": \"s\", \"dataset\": {\"referenceName\": \"C\", \"type\": \"DatasetReference\"}}",
                        "",
                        "\"transformations\": [{\"name\": \"u\", \"flowlet\": {\"referenceName\": \"Part\", \"type\": \"DataFlowReference\"}}],",
                        "source(allowSchemaDrift: true) ~> s\ns compose(composition: 'Part') ~> u@(o)");

        assertThat(DataFactory.load(factory.directory()).dataFlow("F").check())
                .anyMatch(issue -> issue.message().contains("'order'")
                        || issue.code() == ErrorCode.ScriptSyntax
                                && issue.message().contains(order));
    }

    private List<Issue> script(String statements) {
        FactoryFiles factory = FactoryFiles.in(directory)
                .container("C", "c")
                .dataFlow("F", Map.of("a", "C"), Map.of(), "source(allowSchemaDrift: true) ~> a\n" + statements);
        return assertTimeoutPreemptively(
                SOON, () -> DataFactory.load(factory.directory()).dataFlow("F").check());
    }
}
