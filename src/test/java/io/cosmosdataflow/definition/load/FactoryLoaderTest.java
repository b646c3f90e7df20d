package io.cosmosdataflow.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Dependency.DependencyCondition;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.ParameterType;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.ReferenceCheck;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactoryLoaderTest {

    @TempDir
    Path directory;

    private final Issues issues = new Issues();

    @Test
    void namesAreFoundWhateverTheirCase() throws IOException {
        file(
                "linkedService/Cosmos.json",
                """
                {"name":"Cosmos","properties":{"type":"CosmosDb","typeProperties":{"connectionString":"x"},
                 "connectVia":{"referenceName":"ir","type":"IntegrationRuntimeReference"},"annotations":[]}}""");
        file(
                "dataset/items.json",
                """
                {"name":"items","properties":{"type":"CosmosDbSqlApiCollection","schema":{},
                 "linkedServiceName":{"referenceName":"cOSMOS","type":"LinkedServiceReference"},
                 "typeProperties":{"collectionName":"items"}},"type":"Microsoft.Synapse/workspaces/datasets"}""");

        Factory factory = load();

        Dataset items = factory.datasets().find("ITEMS").orElseThrow();
        assertThat(factory.linkedService(items.linkedService().orElseThrow(), issues))
                .map(LinkedService::name)
                .contains("Cosmos");
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void anActivityIsReadWithAllItsSettings() throws IOException {
        file(
                "pipeline/p.json",
                """
                {"name":"p","properties":{"concurrency":2,
                 "parameters":{"n":{"type":"int","defaultValue":3}},
                 "variables":{"v":{"type":"Boolean"}},
                 "activities":[
                  {"name":"First","type":"Wait","typeProperties":{"waitTimeInSeconds":1}},
                  {"name":"Second","type":"Copy","state":"Inactive","onInactiveMarkAs":"Failed",
                   "dependsOn":[{"activity":"first","dependencyConditions":["Failed","Skipped"]}],
                   "policy":{"timeout":"1.02:03:04","retry":2,"retryIntervalInSeconds":60,
                             "secureInput":true,"secureOutput":true},
                   "userProperties":[{"name":"owner","value":"me"}],
                   "inputs":[{"referenceName":"d","type":"DatasetReference","parameters":{"x":1}}],
                   "typeProperties":{"source":{}}}]}}""");

        Pipeline pipeline = load().pipelines().find("p").orElseThrow();

        Activity second = pipeline.find("second").orElseThrow();
        assertThat(second.execution().policy())
                .isEqualTo(new ActivityPolicy(Duration.ofSeconds(93_784), 2, Duration.ofSeconds(60), true, true));
        assertThat(second.execution().dependsOn().get(0).conditions())
                .containsExactlyInAnyOrder(DependencyCondition.Failed, DependencyCondition.Skipped);
        assertThat(second.execution().state()).isEqualTo(Activity.ActivityState.Inactive);
        assertThat(second.execution().onInactiveMarkAs()).isEqualTo(DependencyCondition.Failed);
        assertThat(second.userProperties()).containsKey("owner");
        assertThat(second.references().inputs().get(0).arguments().find("x")).isPresent();
        assertThat(pipeline.concurrency()).contains(2);
        assertThat(pipeline.parameters().get("n").type()).isEqualTo(ParameterType.INT);
        assertThat(pipeline.variables().get("v").type()).isEqualTo(ParameterType.BOOL);
        assertThat(pipeline.find("First").orElseThrow().execution().policy()).isEqualTo(ActivityPolicy.DEFAULT);
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void policySettingsThatAreExpressionsKeepTheirDefaultsUntilTheRun() throws IOException {
        file(
                "pipeline/p.json",
                """
                {"name":"p","properties":{"activities":[{"name":"A","type":"Wait","typeProperties":{},
                 "policy":{"retry":{"value":"@pipeline().parameters.n","type":"Expression"},"timeout":"@x"}}]}}""");

        assertThat(load().pipelines()
                        .find("p")
                        .orElseThrow()
                        .find("A")
                        .orElseThrow()
                        .execution()
                        .policy())
                .isEqualTo(ActivityPolicy.DEFAULT);
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void allKindsOfResourcesAreRead() throws IOException {
        file(
                "dataflow/f.json",
                """
                {"name":"f","properties":{"type":"MappingDataFlow","typeProperties":{"scriptLines":[]}}}""");
        file(
                "credential/c.json",
                """
                {"name":"c","properties":{"type":"ManagedIdentity","typeProperties":{"resourceId":"r"}}}""");
        file(
                "integrationRuntime/i.json",
                """
                {"name":"i","properties":{"type":"Managed","typeProperties":{}}}""");
        file(
                "trigger/t.json",
                """
                {"name":"t","properties":{"type":"ScheduleTrigger","runtimeState":"Stopped","typeProperties":{}}}""");
        file(
                "factory/shop.json",
                """
                {"name":"shop","properties":{"globalParameters":{"env":{"type":"string","value":"dev"}}},
                 "location":"westeurope","identity":{}}""");
        file("managedVirtualNetwork/default.json", "not even JSON");

        Factory factory = load();

        assertThat(factory.dataFlows().names()).containsExactly("f");
        assertThat(factory.credentials().names()).containsExactly("c");
        assertThat(factory.hosting().integrationRuntimes().names()).containsExactly("i");
        assertThat(factory.hosting().triggers().names()).containsExactly("t");
        assertThat(factory.name()).isEqualTo("shop");
        assertThat(factory.globalParameters().get("env").defaultValue()).isPresent();
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void aByteOrderMarkIsNoFault() throws IOException {
        file("pipeline/p.json", "\uFEFF{\"name\":\"p\",\"properties\":{\"activities\":[]}}");

        assertThat(load().pipelines().names()).containsExactly("p");
        assertThat(issues.all()).isEmpty();
    }

    @Test
    void aFileInAnotherEncodingIsReported() throws IOException {
        file("pipeline/other.json", "{}");
        Files.write(directory.resolve("pipeline/p.json"), new byte[] {'{', (byte) 0xE9, '}'});

        load();

        assertThat(issues.all())
                .anyMatch(issue -> issue.code() == ErrorCode.JsonSyntax
                        && issue.message().equals("The file is not encoded in UTF-8."));
    }

    @Test
    void aMissingDirectoryIsReported() {
        FactoryLoader.load(directory.resolve("nowhere"), issues);

        Issue issue = issues.all().get(0);
        assertThat(issue.code()).isEqualTo(ErrorCode.FactoryNotFound);
        assertThat(issue.message()).startsWith("The directory does not exist").contains("nowhere");
        assertThat(issue.hint()).contains("pipeline/, dataset/ and linkedService/");
    }

    @Test
    void aDirectoryGivenOneLevelTooHighNamesTheRightOne() throws IOException {
        file("adf/pipeline/p.json", "{}");

        FactoryLoader.load(directory, issues);

        assertThat(issues.all()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.FactoryNotFound);
            assertThat(issue.hint()).isEqualTo("Did you mean '" + directory.resolve("adf") + "'?");
        });
    }

    @Test
    void aFileThatCannotBeReadIsNoMissingReferenceAsWell() throws IOException {
        file("dataset/d.json", "{");
        file(
                "pipeline/p.json",
                """
                {"name":"p","properties":{"activities":[{"name":"A","type":"Copy","typeProperties":{},
                 "inputs":[{"referenceName":"d","type":"DatasetReference"}]}]}}""");

        ReferenceCheck.factory(load(), issues);

        assertThat(issues.all()).extracting(Issue::code).containsExactly(ErrorCode.JsonSyntax);
    }

    private Factory load() {
        return FactoryLoader.load(directory, issues);
    }

    private void file(String name, String json) throws IOException {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, json);
    }
}
