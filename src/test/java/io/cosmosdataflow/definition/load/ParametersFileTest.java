package io.cosmosdataflow.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.cosmos.CosmosLinkedService;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersFileTest {

    @TempDir
    Path directory;

    private final Issues issues = new Issues();
    private final Map<String, String> environment = Map.of("KEY", "hidden$1==");

    @BeforeEach
    void writeFactory() throws IOException {
        write(
                "linkedService/ls-cosmos db.json",
                """
                {"name":"ls-cosmos db","properties":{"type":"CosmosDb","typeProperties":{
                 "connectionString":"AccountEndpoint=https://dev;Database=dev","encryptedCredential":"eyJ"}}}""");
        write(
                "linkedService/sql.json",
                """
                {"name":"sql","properties":{"type":"AzureSqlDatabase","typeProperties":{"server":"dev",
                 "password":{"type":"SecureString","value":"**********"},"deep":{"er":[{"x":1}]}}}}""");
        write(
                "pipeline/p.json",
                """
                {"name":"p","properties":{"activities":[],"parameters":{"n":{"type":"int","defaultValue":1}}}}""");
        write(
                "factory/shop.json",
                """
                {"name":"shop","properties":{"globalParameters":{"env":{"type":"string","value":"dev"}}}}""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls-cosmos db_connectionString",
                "LS-COSMOS DB_CONNECTIONSTRING",
                "ls_cosmos_db_connectionString",
                "ls-cosmos db_properties_typeProperties_connectionString"
            })
    void aConnectionStringReplacesTheOneOfTheFactory(String name) throws IOException {
        Factory factory =
                apply("{'" + name + "':{'value':'AccountEndpoint=https://prod;AccountKey=${env:KEY};Database=prod'}}");

        LinkedService service = factory.linkedServices().find("ls-cosmos db").orElseThrow();
        CosmosLinkedService cosmos =
                CosmosLinkedService.read(service, factory, issues).orElseThrow();
        assertThat(cosmos.endpoint()).isEqualTo("https://prod");
        assertThat(cosmos.key().reveal()).isEqualTo("hidden$1==");
        assertThat(issues.all()).isEmpty();
        assertThat(service.toString() + service.raw().toNode()).doesNotContain("hidden");
    }

    @Test
    void aSecretThatIsNotWrittenInTheFactoryCanBeSet() throws IOException {
        Factory factory = apply("{'ls-cosmos db_accountKey':{'value':'${env:KEY}'}}");

        assertThat(CosmosLinkedService.read(
                        factory.linkedServices().find("ls-cosmos db").orElseThrow(), factory, issues))
                .map(CosmosLinkedService::database)
                .contains("dev");
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void aMaskedSecureStringBecomesASecret() throws IOException {
        LinkedService sql = apply("{'sql_password':{'value':'${env:KEY}'}}")
                .linkedServices()
                .find("sql")
                .orElseThrow();

        assertThat(sql.typeProperties().find("password").orElseThrow().value()).isInstanceOf(JsonSecret.class);
    }

    @Test
    void anyWrittenPropertyOfAnyResourceCanBeReplaced() throws IOException {
        Factory factory = apply("{'sql_properties_typeProperties_deep_er_0_x':{'value':2},"
                + "'p_properties_parameters_n_defaultValue':{'value':7},"
                + "'sql_properties_typeProperties_server':{'value':'prod'},"
                + "'default_properties_env_value':{'value':'prod'},"
                + "'factoryName':{'value':'shop-prod'}}");

        assertThat(issues.all()).isEmpty();
        assertThat(factory.name()).isEqualTo("shop-prod");
        assertThat(factory.globalParameters()
                        .get("env")
                        .defaultValue()
                        .orElseThrow()
                        .toNode()
                        .asText())
                .isEqualTo("prod");
        assertThat(factory.linkedServices()
                        .find("sql")
                        .orElseThrow()
                        .typeProperties()
                        .toNode())
                .hasToString("{\"server\":\"prod\",\"password\":{\"type\":\"SecureString\","
                        + "\"value\":\"**********\"},\"deep\":{\"er\":[{\"x\":2}]}}");
        ParameterDefinition n =
                factory.pipelines().find("p").orElseThrow().parameters().get("n");
        assertThat(n.defaultValue().orElseThrow().toNode().intValue()).isEqualTo(7);
    }

    @Test
    void anUnknownNameIsAHintWithTheNearestKnown() throws IOException {
        apply("{'sql_pasword':{'value':'x'}}");

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Severity.HINT);
            assertThat(issue.code()).isEqualTo(ErrorCode.ParametersFile);
            assertThat(issue.hint()).startsWith("Did you mean 'sql_password'");
        });
    }

    /** Names that differ in signs alone; documented in docs/factory.md, "The parameters file". */
    @ParameterizedTest
    @CsvSource({
        "shop-db_password, shop-db",
        "SHOP_DB_password, shop_db",
        "shop-db_properties_typeProperties_password, shop-db",
    })
    void ofNamesThatDifferInSignsTheOneThatIsWrittenCounts(String parameter, String service) throws IOException {
        writeTwins();

        Factory factory = apply("{'" + parameter + "':{'value':'new'}}");

        assertThat(issues.all()).isEmpty();
        for (String twin : List.of("shop-db", "shop_db")) {
            assertThat(factory.linkedServices()
                            .find(twin)
                            .orElseThrow()
                            .typeProperties()
                            .find("password"))
                    .as(twin)
                    .matches(password -> password.isPresent() == twin.equals(service));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopdb_password", "shop db_password", "shop db_properties_typeProperties_server"})
    void aNameThatMayBeOneOfTwoIsAnErrorThatNamesBoth(String parameter) throws IOException {
        writeTwins();

        Factory factory = apply("{'" + parameter + "':{'value':'hidden'}}");

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Severity.ERROR);
            assertThat(issue.code()).isEqualTo(ErrorCode.ParametersFile);
            assertThat(issue.message())
                    .startsWith("Parameter '" + parameter + "' may be ")
                    .contains("linkedService 'shop-db'", "linkedService 'shop_db'")
                    .doesNotContain("hidden");
        });
        assertThat(factory.linkedServices().find("shop-db").orElseThrow().raw().toNode())
                .hasToString("{\"name\":\"shop-db\",\"properties\":{\"type\":\"AzureSqlDatabase\","
                        + "\"typeProperties\":{\"server\":\"dev\"}}}");
    }

    /** As Data Factory writes the names of global parameters: docs/factory.md, "The parameters file". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "default_properties_%s_value",
                "dataFactory_properties_globalParameters_%s_value",
                "shop_properties_globalParameters_%s_value"
            })
    void ofGlobalParametersTheOneThatIsWrittenCountsToo(String form) throws IOException {
        write(
                "factory/shop.json",
                """
                {"name":"shop","properties":{"globalParameters":{"the-env":{"type":"string","value":"dev"},
                 "the_env":{"type":"string","value":"dev"}}}}""");

        Factory factory = apply("{'" + form.formatted("the_env") + "':{'value':'prod'}}");

        assertThat(issues.all()).isEmpty();
        assertThat(factory.globalParameters().get("the-env").defaultValue().map(value -> value.toNode()
                        .asText()))
                .contains("dev");
        assertThat(factory.globalParameters().get("the_env").defaultValue().map(value -> value.toNode()
                        .asText()))
                .contains("prod");

        apply("{'" + form.formatted("theenv") + "':{'value':'prod'}}");

        assertThat(issues.all()).singleElement().asString().contains("'the-env'", "'the_env'");
    }

    @Test
    void whatElseIsWrongWithSuchAParameterIsSaidToo() throws IOException {
        writeTwins();

        apply("{'shopdb_password':{'value':'${env:NOPE}'}}");

        assertThat(issues.all()).hasSize(2).anySatisfy(issue -> assertThat(issue.message())
                .contains("'NOPE'"));
    }

    private void writeTwins() throws IOException {
        for (String name : List.of("shop-db", "shop_db")) {
            write(
                    "linkedService/" + name + ".json",
                    """
                    {"name":"%s","properties":{"type":"AzureSqlDatabase","typeProperties":{"server":"dev"}}}"""
                            .formatted(name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'parameters':{'sql_password':{'value':'${env:NOPE}'}}}  | ParametersFile    | Parameter 'sql_password' needs the environment variable 'NOPE', which is not set.
            {'parameters':{'sql_password':'x'}}                      | ParametersFile    | Parameter 'sql_password' is a text, not an object with a 'value'.
            {'parameters':{'sql_password':{}}}                       | ParametersFile    | Parameter 'sql_password' has no 'value'.
            {'parameters':{'sql_password':{'reference':{'keyVault':{'id':'k'},'secretName':'s'}}}} | UnsupportedSetting | Parameter 'sql_password' refers to Azure Key Vault, which is not supported.
            {'paramters':{}}                                         | ParametersFile    | The parameters file has no 'parameters'.
            {                                                        | JsonSyntax        | This is not valid JSON
            """)
    void whatCannotBeUsedIsReported(String json, ErrorCode code, String message) throws IOException {
        Path file = write("parameters.json", json.replace('\'', '"'));

        ParametersFile.load(file, name -> Optional.ofNullable(environment.get(name)), issues)
                .apply(FactoryLoader.load(directory, issues), issues);

        assertThat(issues.all()).extracting(Issue::code).containsExactly(code);
        assertThat(issues.all().get(0).message()).startsWith(message);
    }

    @Test
    void aMissingFileIsReported() {
        ParametersFile.load(directory.resolve("none.json"), name -> Optional.empty(), issues);

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.ParametersFile);
            assertThat(issue.message()).isEqualTo("The parameters file does not exist.");
        });
    }

    private Factory apply(String parameters) throws IOException {
        Path file = write(
                "parameters.json",
                "{\"$schema\":\"s\",\"contentVersion\":\"1.0.0.0\",\"parameters\":" + parameters.replace('\'', '"')
                        + "}");
        return ParametersFile.load(file, name -> Optional.ofNullable(environment.get(name)), issues)
                .apply(FactoryLoader.load(directory, issues), issues);
    }

    private Path write(String name, String text) throws IOException {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }
}
