package io.cosmosdataflow.definition.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values by the rules of Microsoft Learn, azure-resource-manager/templates: template-expressions (brackets, texts, case),
 * template-functions-string (concat), template-functions-deployment (parameters, variables), data-types (secure types).
 */
class ArmTemplateTest {

    private static final String TYPE = "Microsoft.DataFactory/factories/datasets";

    private static final String PARAMETERS =
            """
            {"factoryName": {"type": "string", "defaultValue": "shop"},
             "text": {"type": "string", "defaultValue": "abc"}, "Blank": {"type": "string", "defaultValue": ""},
             "number": {"type": "int", "defaultValue": 7}, "yes": {"type": "bool", "defaultValue": true},
             "list": {"type": "array", "defaultValue": [1, "x"]}, "object": {"type": "object", "defaultValue": {"a": [2]}},
             "nested": {"type": "string", "defaultValue": "[concat(parameters('text'), '!')]"},
             "escaped": {"type": "string", "defaultValue": "[[test value]"},
             "circle": {"type": "string", "defaultValue": "[parameters('circle')]"},
             "given": {"type": "string", "defaultValue": "not this"}, "none": {"type": "string"},
             "secret": {"type": "secureString"}, "secretDefault": {"type": "SecureString", "defaultValue": "Server=x"},
             "secretGiven": {"type": "securestring"}, "secretBlank": {"type": "secureString", "defaultValue": "Server=y"}}""";

    private static final String VARIABLES =
            """
            {"factoryId": "[concat('Microsoft.DataFactory/factories/', parameters('factoryName'))]",
             "a": "[variables('b')]", "b": "[variables('a')]"}""";

    @TempDir
    Path directory;

    private final Issues issues = new Issues();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | \"plain\"",
                "[test] value | \"[test] value\"",
                "[[test value] | \"[test value]\"",
                "[[test value | \"[[test value\"",
                "[ | \"[\"",
                "@concat('[', 'x') | \"@concat('[', 'x')\"",
                "[parameters('text')] | \"abc\"",
                "[PARAMETERS('TEXT')] | \"abc\"",
                "[parameters('Blank')] | \"\"",
                "[parameters('number')] | 7",
                "[parameters('yes')] | true",
                "[parameters('list')] | [1,\"x\"]",
                "[parameters('object')] | {\"a\":[2]}",
                "[parameters('nested')] | \"abc!\"",
                "[parameters('escaped')] | \"[test value]\"",
                "[parameters('given')] | \"[parameters('text')]\"",
                "[variables('factoryId')] | \"Microsoft.DataFactory/factories/shop\"",
                "[concat('a', 'b', 'c')] | \"abc\"",
                "[ concat ( 'a' , \t'b' ) ] | \"ab\"",
                "[concat('it''s, ok', '''')] | \"it's, ok'\"",
                "[concat('v', 12, -3, parameters('number'))] | \"v12-37\"",
                "[concat(parameters('list'), parameters('list'))] | [1,\"x\",1,\"x\"]",
                "['only a text'] | \"only a text\"",
                "[42] | 42",
            })
    void anExpressionHasTheValueThatResourceManagerGivesIt(String text, String expected) throws IOException {
        JsonValue value = evaluated(text).orElseThrow();

        assertThat(issues.all()).isEmpty();
        assertThat(value.toNode())
                .isEqualTo(JsonReader.read("expected", expected).toNode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[dbo].[orders] | ExpressionSyntax | [The template expression cannot be read: a function, a text or a number is missing.] If it is",
                "[] | ExpressionSyntax | [The template expression cannot be read: a function, a text or a number is missing.] If it is",
                "[concat('a', )] | ExpressionSyntax | [The template expression cannot be read: a function, a text or a number is missing.] If it is",
                "[concat('a'] | ExpressionSyntax | [The template expression cannot be read: a ')' is missing.] If it is",
                "[concat('a)] | ExpressionSyntax | [The template expression cannot be read: the end of a text is missing: '.] If it is",
                "[concat('a')) ] | ExpressionSyntax | [The template expression cannot be read: there is ')' after its end.] If it is",
                "[parameters('object').a] | ExpressionSyntax | [The template expression cannot be read: this version does not take a part out of a value.] If it is",
                "[parameters('txt')] | ExpressionInvalid | [The template has no parameter 'txt'.] Did you mean 'text'?",
                "[parameters(7)] | ExpressionInvalid | [The template has no parameter ''.]",
                "[variables('factory')] | ExpressionInvalid | [The template has no variable 'factory'.] Did you mean 'factoryId'?",
                "[variables('a')] | ExpressionInvalid | [The value of variable 'a' of the template names itself.]",
                "[parameters('circle')] | ExpressionInvalid | [The value of parameter 'circle' of the template names itself.]",
                "[concat()] | ExpressionInvalid | [concat takes texts, or arrays, and at least one.]",
                "[concat('a', parameters('object'))] | ExpressionInvalid | [concat takes texts, or arrays, and at least one.]",
                "[concat('a', parameters('yes'))] | ExpressionInvalid | [concat takes texts, or arrays, and at least one.]",
                "[concat('a', parameters('list'))] | ExpressionInvalid | [concat takes texts, or arrays, and at least one.]",
                "[parameters('none')] | ParametersFile | [Parameter 'none' of the template has no value.] Set it",
                "[concat('x', resourceGroup())] | UnsupportedSetting | [Function 'resourceGroup' of templates is not supported; this version has: concat, parameters, variables.]",
            })
    void anExpressionWithoutAValueIsAnErrorWhereItStands(String text, String code, String expected) throws IOException {
        Optional<JsonValue> value = evaluated(text);

        Issue issue = issues.all().get(0);
        assertThat(issues.all()).hasSizeBetween(1, 2);
        assertThat(issue.code().name()).isEqualTo(code);
        assertThat("[" + issue.message() + "] " + issue.hint()).startsWith(expected);
        assertThat(value).get().isInstanceOf(JsonValue.Unresolved.class);
    }

    @Test
    void anErrorHasTheLineAndColumnOfItsText() throws IOException {
        evaluated("[parameters('none')]");

        Issue issue = issues.all().get(0);
        String line = Files.readAllLines(template()).get(issue.span().line() - 1);
        assertThat(issue.span().file()).isEqualTo(template().toString());
        assertThat(line.substring(issue.span().column() - 1)).startsWith("\"[parameters('none')]\"");
    }

    @Test
    void aSecretThatIsGivenIsNeverShown() throws IOException {
        JsonValue value =
                evaluated("[concat('Server=', parameters('secretGiven'))]").orElseThrow();

        assertThat(value).isInstanceOf(JsonSecret.class);
        assertThat(((JsonSecret) value).secret().reveal()).isEqualTo("Server=hush");
        assertThat(value.toString()).doesNotContain("hush");
        assertThat(value.toNode().toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({"secretDefault, Server=x", "secretBlank, Server=y"})
    void aSecretWithoutAValueIsWhatTheTemplateHasOfIt(String parameter, String expected) throws IOException {
        assertThat(evaluated("[parameters('" + parameter + "')]"))
                .get()
                .isInstanceOfSatisfying(
                        JsonText.class, text -> assertThat(text.text()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({"[parameters('secret')]", "'[concat(''Key='', parameters(''secret''))]'"})
    void aSecretWithoutAnyValueIsAbsent(String text) throws IOException {
        assertThat(evaluated(text)).isEmpty();
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void aTextWithoutItsFirstBracketStandsOneCharacterFurther() throws IOException {
        JsonValue plain = evaluated("[x] y").orElseThrow();
        JsonValue escaped = evaluated("[[x]").orElseThrow();

        Span place = plain.span();
        assertThat(escaped.span()).isEqualTo(new Span(place.file(), place.line(), place.column() + 1));
    }

    @Test
    void deepExpressionsAreRefused() throws IOException {
        evaluated("[" + "concat(".repeat(5_000) + "'x'" + ")".repeat(5_000) + "]");

        assertThat(issues.all())
                .singleElement()
                .extracting(Issue::message)
                .asString()
                .contains("nested deeper");
    }

    @Test
    void linkedTemplatesAreReadWithTheParametersThatTheyGet() throws IOException {
        Files.writeString(
                directory.resolve("ArmTemplate_0.json"),
                """
                {"parameters": {"factoryName": {"type": "string"}, "own": {"type": "string", "defaultValue": "own"},
                                "over": {"type": "string", "defaultValue": "child"}},
                 "resources": [{"name": "[concat(parameters('factoryName'), '/D')]", "type": "%s",
                   "properties": {"own": "[parameters('own')]", "over": "[parameters('over')]"}}]}"""
                        .formatted(TYPE));
        Path master = Files.writeString(
                directory.resolve("ArmTemplate_master.json"),
                """
                {"parameters": {"factoryName": {"type": "string", "defaultValue": "shop"},
                                "containerUri": {"type": "string"}, "containerSasToken": {"type": "string"}},
                 "resources": [{"name": "shop_0", "type": "Microsoft.Resources/deployments", "properties": {
                   "mode": "Incremental",
                   "templateLink": {"contentVersion": "1.0.0.0", "uri":
                     "[concat(parameters('containerUri'), '/ArmTemplate_0.json', parameters('containerSasToken'))]"},
                   "parameters": {"factoryName": {"value": "[parameters('factoryName')]"},
                                  "over": {"value": "[concat('mas', 'ter')]"}}}}]}""");

        ArmTemplate read = ArmTemplate.read(master, Map.of(), TYPE::equals, issues);

        assertThat(issues.all()).isEmpty();
        assertThat(read.factoryName()).contains("shop");
        assertThat(read.resources()).singleElement().satisfies(resource -> {
            assertThat(resource.name()).isEqualTo("D");
            assertThat(resource.properties().orElseThrow().toNode())
                    .isEqualTo(JsonReader.read("expected", "{\"own\": \"own\", \"over\": \"master\"}")
                            .toNode());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|FactoryNotFound|The file is no template: it has no 'resources'.",
                "{\"properties\": {}}|FactoryNotFound|The file is no template: it has no 'resources'.",
                "{\"resources\": [{\"type\": \"Microsoft.Resources/deployments\", \"properties\": {}}]}"
                        + "|UnsupportedSetting|The deployment does not link to a file of a template.",
                "{\"resources\": [{\"type\": \"Microsoft.Resources/deployments\", \"properties\": {\"templateLink\":"
                        + " {\"uri\": \"https://x/absent.json?sig=y\"}}}]}|JsonSyntax|The file cannot be read:",
                "{\"resources\": [{\"name\": \"x\"}]}|MissingProperty|'type' of the resource is missing.",
            })
    void whatIsNoTemplateIsSaidSo(String json, String code, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("x.json"), json);

        ArmTemplate.read(file, Map.of(), TYPE::equals, issues);

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code().name()).isEqualTo(code);
            assertThat(issue.message()).startsWith(message);
        });
    }

    @ParameterizedTest
    @CsvSource({"condition", "copy", "resources"})
    void whatChangesAResourceIsNotPassedOver(String member) throws IOException {
        Path file = Files.writeString(
                directory.resolve("x.json"),
                "{\"resources\": [{\"name\": \"f/x\", \"type\": \"%s\", \"properties\": {}, \"%s\": {}}]}"
                        .formatted(TYPE, member));

        ArmTemplate read = ArmTemplate.read(file, Map.of(), TYPE::equals, issues);

        assertThat(read.resources().get(0).issues().all())
                .extracting(Issue::message)
                .containsExactly("'" + member + "' of a resource of a template is not supported.");
    }

    private Path template() {
        return directory.resolve("template.json");
    }

    /** The value of a property of a resource that is written like this. */
    private Optional<JsonValue> evaluated(String text) throws IOException {
        Files.writeString(
                template(),
                """
                {"parameters": %s,
                 "variables": %s,
                 "resources": [{"name": "[concat(parameters('factoryName'), '/D')]", "type": "%s",
                   "properties": {"x": %s}}]}"""
                        .formatted(PARAMETERS, VARIABLES, TYPE, TextNode.valueOf(text)));
        Map<String, GivenValue> given =
                Map.of("GIVEN", given("[parameters('text')]"), "secretGiven", given("hush"), "secretBlank", given(""));
        List<ArmResource> resources =
                ArmTemplate.read(template(), given, TYPE::equals, issues).resources();
        assertThat(resources).singleElement().extracting(ArmResource::name).isEqualTo("D");
        issues.addAll(resources.get(0).issues());
        JsonObject properties = resources.get(0).properties().orElseThrow();
        return properties.find("x").map(JsonValue.Member::value);
    }

    private static GivenValue given(String text) {
        return new GivenValue(Optional.of(new JsonText(Span.startOf("parameters.json"), text)), new Issues());
    }
}
