package io.cosmosdataflow.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Catalog;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One factory in all its forms: written by hand as the services export it, and turned from one into another. */
class FactoryFormsTest {

    private static final Path FORMS = Path.of("src/test/resources/definition/forms");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Positions differ, and a file of a repository may say its type. */
    private static final RecursiveComparisonConfiguration DEFINITIONS = RecursiveComparisonConfiguration.builder()
            .withIgnoredFieldsOfTypes(Span.class)
            .withIgnoredFieldsMatchingRegexes("(.*\\.)?raw")
            .build();

    @TempDir
    Path directory;

    private final Issues issues = new Issues();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arm",
                "arm/ARMTemplateForFactory.json",
                "arm-linked",
                "arm-linked/linkedTemplates",
                "arm-linked/linkedTemplates/ArmTemplate_master.json",
            })
    void anExportOfDataFactoryIsTheFactoryOfItsRepository(String form) {
        Factory repository = load(FORMS.resolve("git"));

        Factory export = load(FORMS.resolve(form));

        assertThat(issues.all()).isEmpty();
        assertThat(repository.pipelines().names()).containsExactly("Daily");
        assertThat(repository.globalParameters()).containsOnlyKeys("region", "limits");
        assertSame(export, repository);
    }

    @Test
    void theFactoryItselfMayHaveATemplateOfItsOwn() {
        Factory export = load(FORMS.resolve("factory-template"));

        assertThat(issues.all()).isEmpty();
        assertThat(export.name()).isEqualTo("shop");
        assertThat(export.globalParameters())
                .usingRecursiveComparison(DEFINITIONS)
                .isEqualTo(load(FORMS.resolve("git")).globalParameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"synapse", "synapse-export", "synapse-export/TemplateForWorkspace.json"})
    void aWorkspaceIsTheFactoryWithoutItsGlobalParameters(String form) {
        Factory repository = load(FORMS.resolve("git"));
        Factory expected = new Factory(
                repository.name(),
                repository.linkedServices(),
                repository.datasets(),
                repository.pipelines(),
                repository.dataFlows(),
                repository.credentials(),
                repository.hosting(),
                Map.of());

        Factory workspace = load(FORMS.resolve(form));

        assertThat(issues.all()).isEmpty();
        assertSame(workspace, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "conf/demo/factory, Microsoft.DataFactory/factories, factoryName, ARMTemplateForFactory.json",
        "conf/demo/factory, Microsoft.Synapse/workspaces, workspaceName, TemplateForWorkspace.json",
        "conf/migrate/factory, Microsoft.DataFactory/factories, factoryName, ARMTemplateForFactory.json",
        "conf/migrate/factory, Microsoft.Synapse/workspaces, workspaceName, TemplateForWorkspace.json",
        "src/test/resources/expression/factory, Microsoft.DataFactory/factories, factoryName, ARMTemplateForFactory.json",
    })
    void aRepositoryThatIsTurnedIntoATemplateStaysTheSame(Path repository, String type, String name, String file)
            throws IOException {
        ObjectNode template = JSON.createObjectNode();
        template.putObject("parameters")
                .putObject(name)
                .put("defaultValue", load(repository).name());
        template.set("resources", resources(repository, type, name));
        Files.writeString(directory.resolve(file), template.toPrettyString());

        assertSame(load(directory), load(repository));
    }

    /** Each file as a resource; a text between brackets gets one more. */
    private static ArrayNode resources(Path repository, String type, String name) throws IOException {
        ArrayNode resources = JSON.createArrayNode();
        for (File folder : repository.toFile().listFiles()) {
            for (File each : folder.listFiles()) {
                JsonNode read = JSON.readTree(each);
                boolean factory = folder.getName().equals("factory");
                ObjectNode resource = resources.addObject();
                resource.put("type", factory ? type : type + "/" + folder.getName() + "s");
                resource.put(
                        "name",
                        factory
                                ? "[parameters('" + name + "')]"
                                : "[concat(parameters('" + name + "'), '/"
                                        + read.get("name").asText() + "')]");
                String properties = read.path("properties").toString();
                resource.set(
                        "properties",
                        JSON.readTree(properties.replaceAll("\"(\\[(?:[^\"\\\\]|\\\\.)*])\"", "\"[$1\"")));
            }
        }
        return resources;
    }

    @Test
    void aRepositoryIsReadWhereAnExportStandsBesideIt() throws IOException {
        copy(FORMS.resolve("arm"), directory);
        Files.createDirectories(directory.resolve("pipeline"));
        Files.writeString(
                directory.resolve("pipeline/Other.json"),
                "{\"name\": \"Other\", \"properties\": {\"activities\": []}}");

        assertThat(load(directory).pipelines().names()).containsExactly("Other");
        assertThat(load(directory.resolve("ARMTemplateForFactory.json"))
                        .pipelines()
                        .names())
                .containsExactly("Daily");
    }

    @Test
    void aParametersFileCountsBeforeWhatIsExported() throws IOException {
        Path values = Files.writeString(
                directory.resolve("values.json"),
                """
                {"parameters": {"FACTORYNAME": {"value": "production"}, "ShopDatabase_password": {"value": "hush"},
                  "ShopDatabase_properties_typeProperties_server": {"value": "other.database.windows.net"},
                  "Orders_properties_typeProperties_table": {"value": "bills"}, "nothing": {"value": 1}}}""");

        Factory factory = load(FORMS.resolve("arm"), values);

        LinkedService database = factory.linkedServices().find("ShopDatabase").orElseThrow();
        assertThat(factory.name()).isEqualTo("production");
        assertThat(text(database.raw(), "properties", "typeProperties", "server"))
                .isEqualTo("other.database.windows.net");
        assertThat(text(database.raw(), "properties", "typeProperties", "userName"))
                .isEqualTo("reader");
        assertThat(text(database.raw(), "properties", "typeProperties", "password", "value"))
                .isEqualTo("***");
        assertThat(text(factory.datasets().find("Orders").orElseThrow().raw(), "properties", "typeProperties", "table"))
                .as("one that is no parameter of the template")
                .isEqualTo("bills");
        assertThat(issues.all())
                .extracting(Issue::message)
                .containsExactly("Parameter 'nothing' fits no property of the factory and has no effect.");
    }

    @Test
    void aValueThatCannotBeUsedCountsForWhoNamesIt() throws IOException {
        Path values = Files.writeString(
                directory.resolve("values.json"),
                """
                {"parameters": {"ShopDatabase_password": {"reference": {"secretName": "x"}}}}""");
        Findings findings = new Findings();

        Factory factory = FactoryLoader.load(FORMS.resolve("arm"), ParametersFile.load(values, issues), findings);

        assertThat(findings.all().all()).extracting(Issue::code).containsExactly(ErrorCode.UnsupportedSetting);
        assertThat(findings.reachedBy(
                                factory, factory.datasets().find("OrderFiles").orElseThrow())
                        .all())
                .isEmpty();
        assertThat(findings.reachedBy(factory, factory.datasets().find("Orders").orElseThrow())
                        .all())
                .hasSize(1);
    }

    @Test
    void aResourceWithAFaultCostsThatAlone() throws IOException {
        Path file = Files.writeString(
                directory.resolve("ARMTemplateForFactory.json"),
                """
                {"parameters": {"factoryName": {"type": "string"}},
                 "resources": [
                  {"name": "[concat(parameters('factoryName'), '/Bad')]",
                   "type": "microsoft.datafactory/FACTORIES/Datasets",
                   "properties": {"type": "Json", "linkedServiceName": "[resourceId('x', 'y')]"}},
                  {"name": "[concat(parameters('factoryName'), '/None')]",
                   "type": "Microsoft.DataFactory/factories/datasets"},
                  {"name": "[concat(parameters('factoryName'), '/Good')]",
                   "type": "Microsoft.DataFactory/factories/pipelines", "properties": {"activities": []}},
                  {"name": "[concat(parameters('factoryName'), '/good')]",
                   "type": "Microsoft.DataFactory/factories/pipelines", "properties": {"activities": []}},
                  {"name": "store", "type": "Microsoft.Storage/storageAccounts", "location": "[resourceGroup().location]",
                   "properties": {"x": "[uniqueString('x')]"}}]}""");

        Factory factory = load(directory);

        assertThat(factory.name()).isEqualTo(Factory.DEFAULT_NAME);
        assertThat(factory.pipelines().names()).containsExactly("Good");
        assertThat(issues.all())
                .extracting(issue ->
                        issue.toString().replace(file.toString(), "FILE").split("\\.( |$)")[0])
                .containsExactly(
                        "FILE:5:56: error [UnsupportedSetting] Function 'resourceId' of templates is not supported; this"
                                + " version has: concat, parameters, variables",
                        "FILE:6:12: error [MissingProperty] 'properties' of resource 'None' is missing",
                        "FILE:10:12: error [DuplicateName] The name 'good' is already taken by the one in line 8");
    }

    @Test
    void aFileThatIsNoTemplateIsNoFactory() throws IOException {
        Path file = Files.writeString(directory.resolve("x.json"), "{\"name\": \"x\"}");

        load(file);

        assertThat(issues.all()).extracting(Issue::code).containsExactly(ErrorCode.FactoryNotFound);
    }

    @Test
    void theDirectoryAboveAnExportIsAnsweredWithIt() throws IOException {
        copy(FORMS.resolve("arm"), Files.createDirectories(directory.resolve("shop")));

        load(directory);

        assertThat(issues.all())
                .extracting(Issue::hint)
                .containsExactly("Did you mean '" + directory.resolve("shop") + "'?");
    }

    private Factory load(Path place) {
        return FactoryLoader.load(place, issues);
    }

    private Factory load(Path place, Path values) {
        Findings findings = new Findings();
        Factory factory = FactoryLoader.load(place, ParametersFile.load(values, issues), findings);
        issues.addAll(findings.all());
        return factory;
    }

    private static void assertSame(Factory factory, Factory expected) {
        assertThat(factory).usingRecursiveComparison(DEFINITIONS).isEqualTo(expected);
        catalogs(factory).forEach((kind, catalog) -> assertThat(properties(catalog))
                .as(kind)
                .isEqualTo(properties(catalogs(expected).get(kind))));
    }

    private static Map<String, Catalog<?>> catalogs(Factory factory) {
        return Map.of(
                "linked services", factory.linkedServices(),
                "datasets", factory.datasets(),
                "pipelines", factory.pipelines(),
                "data flows", factory.dataFlows(),
                "credentials", factory.credentials(),
                "integration runtimes", factory.hosting().integrationRuntimes(),
                "triggers", factory.hosting().triggers());
    }

    private static Map<String, JsonNode> properties(Catalog<?> catalog) {
        Map<String, JsonNode> properties = new TreeMap<>();
        for (Resource resource : catalog.all()) {
            properties.put(
                    resource.name(),
                    resource.raw().find("properties").orElseThrow().value().toNode());
        }
        return properties;
    }

    private static String text(JsonValue.JsonObject object, String... path) {
        JsonNode node = object.toNode();
        for (String name : path) {
            node = node.path(name);
        }
        return node.asText();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
