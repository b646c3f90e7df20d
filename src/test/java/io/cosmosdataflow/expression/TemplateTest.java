package io.cosmosdataflow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.expression.scope.RunVariables;
import io.cosmosdataflow.expression.scope.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {

    private final Issues issues = new Issues();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            parameters                                    | "parameters"
            @@                                            | "@"
            @@pipeline()                                  | "@pipeline()"
            ` @`                                          | " @"
            me@example.com                                | "me@example.com"
            a@@b                                          | "a@@b"
            Answer is: @@{pipeline().parameters.n}        | "Answer is: @{pipeline().parameters.n}"
            @@{a} @{pipeline().parameters.n}              | "@{a} 3"
            @pipeline().parameters.n                      | 3
            @{pipeline().parameters.n}                    | "3"
            Answer is: @{pipeline().parameters.n}!        | "Answer is: 3!"
            @{concat('}', '''', '{')}                     | "}'{"
            @{true}/@{null}/@{createArray(1, 'a')}        | "True//[1,\\"a\\"]"
            @ concat( 'a' , 'b' )                         | "ab"
            @PIPELINE().Parameters.N                      | 3
            @null                                         | null
            @-1.50                                        | -1.5
            @'it''s'                                      | "it's"
            """)
    void textsAreReadAsDataFactoryReadsThem(String text, String expected) {
        Template template = Template.parse(text, Span.startOf("text"), issues);

        assertThat(template.evaluate(SampleScope.SCOPE).toString()).isEqualTo(expected);
        assertThat(issues.all()).isEmpty();
    }

    static Stream<Arguments> mistakes() throws IOException {
        return lines("mistakes.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsReportedAtItsPlaceInTheFile(String text, String expected) {
        JsonValue.JsonText json = (JsonValue.JsonText) JsonReader.read("p.json", "\n         \"" + text + "\"");
        Template template = Template.parse(json.text(), json.span(), issues);
        template.check(SampleScope.SCOPE, issues);

        Issue first = issues.all().get(0);
        assertThat(first.span().line()).isEqualTo(2);
        assertThat(first.span().column() + " " + first.code() + " " + first.message())
                .isEqualTo(expected);
    }

    static Stream<Arguments> failures() throws IOException {
        return lines("failures.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void anExpressionThatFailsIsNamedWithTheReason(String expression, String reason) {
        Template template = Template.parse("@" + expression, new Span("p.json", 3, 4), issues);
        assertThat(issues.all()).isEmpty();

        assertThatThrownBy(() -> template.evaluate(SampleScope.SCOPE)).isInstanceOfSatisfying(JobException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.ExpressionFailed);
            assertThat(e.getMessage())
                    .isEqualTo("p.json:3:4: error [ExpressionFailed] The expression '@" + expression
                            + "' cannot be evaluated: " + reason + ".");
        });
    }

    @Test
    void unknownFunctionsAreAnsweredWithTheNearest() {
        Template.parse("@contcat('a')", Span.startOf("p.json"), issues);

        assertThat(issues.all())
                .singleElement()
                .extracting(Issue::hint)
                .asString()
                .startsWith("Did you mean 'concat'");
    }

    @Test
    void wrongArgumentCountsShowTheSignature() {
        Template.parse("@substring('a')", Span.startOf("p.json"), issues);

        assertThat(issues.all())
                .singleElement()
                .extracting(Issue::hint)
                .isEqualTo("Write substring(text, start, length?).");
    }

    @Test
    void allUnknownNamesOfATextAreReportedAtOnce() {
        Template.parse("@{conct()} @{sbstring()}", Span.startOf("p.json"), issues);

        assertThat(issues.all()).hasSize(2);
    }

    @Test
    void whatOnlyTheRunKnowsIsMissingWhileChecking() {
        Scope scope = Scope.checking(SampleScope.FACTORY, SampleScope.PIPELINE, Map.of());

        for (String text : new String[] {
            "@activity('Look').output.a",
            "a @{variables('V')}",
            "@pipeline().RunId",
            "@pipeline().parameters.P",
            "@if(pipeline().parameters.P, 1, 2)",
            "@and(variables('V'), false)",
            "@coalesce(variables('V'), 1)"
        }) {
            JsonNode value =
                    Template.parse(text, Span.startOf("p.json"), issues).evaluate(scope);
            assertThat(value.isMissingNode()).as(text).isTrue();
        }
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void functionsWithoutAMeaningInAPlaceAreReported() {
        Scope scope = Scope.running(
                SampleScope.FACTORY, SampleScope.PIPELINE, Map.of(), RunVariables.manual("r", SampleScope.NOW));
        Template.parse("@item()", Span.startOf("p.json"), issues).check(scope, issues);

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.ExpressionInvalid);
            assertThat(issue.message()).isEqualTo("item() has a value only inside ForEach and Filter activities.");
        });
    }

    private static Stream<Arguments> lines(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/expression", file)).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" => ", 2))
                .map(parts -> Arguments.of(parts[0], parts[1]));
    }
}
