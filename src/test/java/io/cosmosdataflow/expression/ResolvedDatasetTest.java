package io.cosmosdataflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.expression.scope.RunVariables;
import io.cosmosdataflow.expression.scope.Scope;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolvedDatasetTest {

    private final Issues issues = new Issues();

    @Test
    void argumentsPassFromTheActivityThroughTheDatasetToTheLinkedService() {
        ResolvedDataset resolved = resolve(SampleScope.SCOPE);

        assertThat(resolved.dataset().typeProperties().toNode())
                .hasToString("{\"location\":{\"type\":\"AzureBlobStorageLocation\",\"container\":\"data\","
                        + "\"folderPath\":\"in/a\",\"fileName\":\"x.json\"}}");
        assertThat(resolved.linkedService().typeProperties().toNode())
                .hasToString("{\"serviceEndpoint\":\"https://dev.blob.core.windows.net\"}");
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void whatOnlyTheRunKnowsStaysUnresolvedWhileChecking() {
        Scope scope = Scope.checking(SampleScope.FACTORY, SampleScope.PIPELINE, Map.of("P", TextNode.valueOf("a")));

        Properties location = Properties.of(resolve(scope).dataset().typeProperties(), "dataset", issues)
                .object("location")
                .orElseThrow();

        assertThat(location.text("folderPath")).contains("in/a");
        assertThat(location.present("fileName")).isTrue();
        assertThat(location.text("fileName")).isEmpty();
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void everythingWrongInAnObjectIsReportedWhereItStands() {
        JsonObject object = (JsonObject)
                JsonReader.read(
                        "p.json",
                        """
                {
                  "a": "@conct()",
                  "b": { "value": "@div(1, 0)", "type": "Expression" },
                  "c": [ "x @{pipeline().parameters.zz}", "ok", 1 ]
                }""");

        JsonObject resolved = ResolvedProperties.of(object, SampleScope.SCOPE, issues);

        assertThat(issues.all())
                .extracting(issue -> issue.span() + " " + issue.code())
                .containsExactly(
                        "p.json:2:10 ExpressionInvalid",
                        "p.json:3:19 ExpressionFailed",
                        "p.json:4:37 ExpressionInvalid");
        assertThat(resolved.members().get("a").value()).isInstanceOf(Unresolved.class);
        assertThat(resolved.members().get("c").value().span()).isEqualTo(new Span("p.json", 4, 8));
    }

    @Test
    void aWrappedExpressionKeepsItsTypeAndItsPlace() {
        JsonObject object = (JsonObject) JsonReader.read(
                "p.json",
                "{\"a\":{\"value\":\"@createArray(1, pipeline().parameters.n)\",\"type\":\"Expression\"},"
                        + "\"plain\":{\"value\":\"x\",\"type\":\"Other\"}}");

        JsonObject resolved = ResolvedProperties.of(object, SampleScope.SCOPE, issues);

        assertThat(resolved.toNode()).hasToString("{\"a\":[1,3],\"plain\":{\"value\":\"x\",\"type\":\"Other\"}}");
        assertThat(resolved.members().get("a").value().span()).isEqualTo(new Span("p.json", 1, 15));
    }

    @Test
    void expressionsInSecretsAreEvaluatedAndTheirFaultsStayHidden() {
        JsonObject right = secret("key=hidden;Database=@{linkedService().db}");
        JsonObject wrong = secret("key=hidden;Database=@{linkedService().hiddenToo}");

        JsonObject resolved = ResolvedProperties.of(right, SampleScope.SCOPE, issues);
        assertThat(((JsonSecret) resolved.members().get("s").value()).secret().reveal())
                .isEqualTo("key=hidden;Database=shop");
        assertThat(issues.all()).isEmpty();

        ResolvedProperties.of(wrong, SampleScope.SCOPE, issues);
        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.ExpressionInvalid);
            assertThat(issue.toString()).doesNotContain("hidden");
        });
    }

    @Test
    void parametersOfACommandLineAreReadByTheirTypes() {
        Map<String, JsonNode> values = ParameterValues.ofTexts(
                SampleScope.PIPELINE,
                Map.of(
                        "p",
                        "007",
                        "N",
                        "12345678901234567890",
                        "list",
                        "[1,2]",
                        "on",
                        "True",
                        "setting",
                        "{\"a\":1.10}"),
                issues);

        assertThat(issues.all()).isEmpty();
        assertThat(values.toString())
                .contains("P=\"007\"", "n=12345678901234567890", "list=[1,2]", "on=true", "setting={\"a\":1.10}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            P=a;n=x     | The value given for parameter 'n' does not fit its type Int: write it as a whole number.
            P=a;n=1.5   | The value given for parameter 'n' does not fit its type Int: write it as a whole number.
            P=a;on=1    | The value given for parameter 'on' does not fit its type Bool: write it as true or false.
            P=a;list={} | The value given for parameter 'list' does not fit its type Array: write it as a JSON array.
            P=a;lst=[]  | pipeline 'p' has no parameter 'lst'.
            n=1         | Parameter 'P' of pipeline 'p' has no default and is not given.
            """)
    void parametersThatDoNotFitAreReported(String given, String message) {
        Map<String, String> texts = new HashMap<>();
        for (String pair : given.split(";")) {
            texts.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }

        ParameterValues.ofTexts(SampleScope.PIPELINE, texts, issues);

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidParameter);
            assertThat(issue.message()).isEqualTo(message);
        });
    }

    @Test
    void defaultsOfVariablesAndParametersCountInARun() {
        Scope scope = Scope.running(
                SampleScope.FACTORY,
                SampleScope.PIPELINE,
                ParameterValues.ofTexts(SampleScope.PIPELINE, Map.of("P", "a"), issues),
                RunVariables.manual("r", SampleScope.NOW));

        assertThat(Template.parse(
                                "@{variables('V')} @{variables('which')} @{pipeline().parameters.n} @{pipeline().Pipeline}"
                                        + " @{pipeline().DataFactory} @{pipeline().TriggerType}",
                                Span.startOf("t"),
                                issues)
                        .evaluate(scope)
                        .textValue())
                .isEqualTo("1  3 p shop Manual");
        assertThat(issues.all()).extracting(Issue::message).isEmpty();
    }

    private ResolvedDataset resolve(Scope scope) {
        Activity copy = SampleScope.PIPELINE.find("Copy").orElseThrow();
        return ResolvedDataset.of(
                        SampleScope.FACTORY, copy.references().inputs().get(0), scope, issues)
                .orElseThrow();
    }

    private static JsonObject secret(String text) {
        Span span = new Span("parameters.json", 1, 1);
        return new JsonObject(span, Map.of("s", new Member(span, new JsonSecret(span, Secret.of(text)))));
    }
}
