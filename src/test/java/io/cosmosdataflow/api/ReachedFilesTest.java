package io.cosmosdataflow.api;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broken file counts for the pipelines that use it, through whatever, and for the check of the factory. */
class ReachedFilesTest {

    private static final String BROKEN = "{ \"name\": ";

    @TempDir
    Path directory;

    /** {@code Uses} copies through a dataset and runs a data flow with a flowlet; {@code Free} uses the rest. */
    private FactoryFiles factory() {
        return FactoryFiles.in(directory.resolve("factory"))
                .file("In", "Json", "in", "")
                .file("Out", "Json", "out", "")
                .container("FlowIn", "items")
                .container("Other", "others")
                .file("OtherOut", "Json", "out", "")
                .write(
                        "linkedService/Blob.json",
                        """
                        {"name": "Blob", "properties": {"type": "AzureBlobStorage",
                         "connectVia": {"referenceName": "Runtime", "type": "IntegrationRuntimeReference"},
                         "typeProperties": {"serviceEndpoint": "https://x.blob.core.windows.net",
                           "credential": {"referenceName": "Me", "type": "CredentialReference"}}}}""")
                .write("credential/Me.json", "{\"name\": \"Me\", \"properties\": {\"type\": \"ManagedIdentity\"}}")
                .write(
                        "integrationRuntime/Runtime.json",
                        "{\"name\": \"Runtime\", \"properties\": {\"type\": \"SelfHosted\"}}")
                .write("factory/shop.json", "{\"name\": \"shop\", \"properties\": {\"globalParameters\": {}}}")
                .dataFlow(
                        "Flow",
                        "MappingDataFlow",
                        "{\"name\": \"In\", \"dataset\": {\"referenceName\": \"FlowIn\", \"type\":"
                                + " \"DatasetReference\"}}",
                        "",
                        "\"transformations\": [{\"name\": \"T\", \"flowlet\": {\"referenceName\": \"Let\", \"type\":"
                                + " \"DataFlowReference\"}}],",
                        "")
                .dataFlow("Let", "Flowlet", "", "", "", "")
                .pipeline(
                        "Uses",
                        copy("C", "In", "{\"type\": \"JsonSource\"}", "Out", "{\"type\": \"JsonSink\"}"),
                        executeDataFlow("F", "Flow", "{}", ""),
                        """
                        {"name": "W", "type": "Wait", "typeProperties":
                          {"waitTimeInSeconds": "@pipeline().globalParameters.wait"}}""")
                .pipeline(
                        "Free",
                        """
                        {"name": "Off", "type": "Copy", "state": "Inactive", "typeProperties": {},
                         "inputs": [{"referenceName": "In", "type": "DatasetReference"}]}""",
                        """
                        {"name": "Lookup", "type": "Lookup", "typeProperties":
                          {"dataset": {"referenceName": "Other", "type": "DatasetReference"}}}""");
    }

    private List<Issue> of(String pipeline, FactoryFiles factory, ErrorCode code) {
        return local(factory).pipeline(pipeline).check().stream()
                .filter(issue -> issue.code() == code)
                .toList();
    }

    private static DataFactory local(FactoryFiles factory) {
        return DataFactory.load(factory.directory())
                .withLocalStores(new LocalStores(Optional.of(factory.directory()), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataset/In",
                "dataset/FlowIn",
                "linkedService/Blob",
                "linkedService/Shop",
                "dataflow/Flow",
                "dataflow/Let",
                "credential/Me",
                "integrationRuntime/Runtime",
                "factory/shop"
            })
    void aBrokenFileStopsThePipelinesThatUseItAndNoOther(String file) {
        FactoryFiles factory = factory().write(file + ".json", BROKEN);

        assertThat(of("Uses", factory, ErrorCode.JsonSyntax)).hasSize(1);
        boolean both = file.equals("linkedService/Shop");
        assertThat(of("Free", factory, ErrorCode.JsonSyntax)).hasSize(both ? 1 : 0);
        assertThat(local(factory).check()).extracting(Issue::code).contains(ErrorCode.JsonSyntax);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset/Unused", "pipeline/Unused", "trigger/Unused", "linkedService/Unused"})
    void aBrokenFileThatNobodyUsesIsFoundByTheCheckOfTheFactory(String file) {
        FactoryFiles factory = factory().write(file + ".json", BROKEN);

        assertThat(of("Uses", factory, ErrorCode.JsonSyntax)).isEmpty();
        assertThat(of("Free", factory, ErrorCode.JsonSyntax)).isEmpty();
        assertThat(local(factory).check()).extracting(Issue::code).contains(ErrorCode.JsonSyntax);
    }

    @Test
    void aNameTakenTwiceCountsForThoseThatUseIt() {
        String twin =
                """
                {"name": "IN", "properties": {"type": "Json", "typeProperties": {},
                 "linkedServiceName": {"referenceName": "Blob", "type": "LinkedServiceReference"}}}""";
        FactoryFiles factory = factory().write("dataset/Twin.json", twin);

        assertThat(of("Uses", factory, ErrorCode.DuplicateName)).hasSize(1);
        assertThat(of("Free", factory, ErrorCode.DuplicateName)).isEmpty();
    }

    @Test
    void aPipelineWhoseFileIsBrokenIsNotUnknown() {
        DataFactory factory = local(factory().write("pipeline/Broken.json", BROKEN));

        assertThatThrownBy(() -> factory.pipeline("Broken"))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JsonSyntax));
    }

    @Test
    void aDataFlowMeetsWhatItUses() {
        DataFactory factory = local(factory()
                .write("dataset/In.json", BROKEN)
                .write("dataset/FlowIn.json", BROKEN)
                .write("dataflow/Let.json", BROKEN));

        assertThat(factory.dataFlow("Flow").check())
                .filteredOn(issue -> issue.code() == ErrorCode.JsonSyntax)
                .extracting(issue -> Path.of(issue.span().file()).getFileName().toString())
                .containsExactlyInAnyOrder("FlowIn.json", "Let.json");
    }

    @ParameterizedTest
    @CsvSource({"Blob_connectionString, true, false", "Unused_url, false, false", "Nobody_x, false, false"})
    void aParameterThatCannotBeUsedStopsThoseWhoseResourceItIsFor(String parameter, boolean uses, boolean free) {
        FactoryFiles factory = factory()
                .linkedService("Unused", "HttpServer", "{\"url\": \"https://x\"}")
                .write(
                        "../parameters.json",
                        "{\"parameters\": {\"" + parameter + "\": {\"value\": \"${env:NOT_SET_ANYWHERE}\"}}}");
        DataFactory loaded = local(factory).withParametersFile(directory.resolve("parameters.json"));

        assertThat(stops(loaded.pipeline("Uses").check())).isEqualTo(uses);
        assertThat(stops(loaded.pipeline("Free").check())).isEqualTo(free);
        assertThat(stops(loaded.check())).isTrue();
    }

    private static boolean stops(List<Issue> issues) {
        return issues.stream()
                .anyMatch(issue -> issue.code() == ErrorCode.ParametersFile && issue.severity() == Severity.ERROR);
    }

    /** What Data Factory writes by itself: a factory without global parameters has no properties. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"f\",\"location\":\"eastus\",\"identity\":{\"type\":\"SystemAssigned\",\"principalId\":\"p\"}}",
                "{\"name\":\"f\",\"properties\":{}}",
                "{\"name\":\"f\",\"properties\":null,\"tags\":{\"a\":\"b\"},\"eTag\":\"e\"}",
                "\uFEFF{\r\n\t\"name\": \"f\",\r\n\t\"properties\": {\"globalParameters\": {}, \"publicNetworkAccess\":"
                        + " \"Enabled\", \"globalConfigurations\": {\"PipelineBillingEnabled\": \"false\"}}\r\n}"
            })
    void theFileOfTheFactoryMayHaveNoProperties(String text) {
        FactoryFiles factory = FactoryFiles.in(directory.resolve("factory"))
                .file("In", "Json", "in", "")
                .file("Out", "Json", "out", "")
                .pipeline("P", copy("C", "In", "{\"type\": \"JsonSource\"}", "Out", "{\"type\": \"JsonSink\"}"))
                .write("factory/f.json", text)
                .write("managedVirtualNetwork/default.json", "{\"name\":\"default\",\"type\":\"x\"}")
                .write("managedVirtualNetwork/default/managedPrivateEndpoint/e.json", "{\"name\":\"e\"}")
                .write("publish_config.json", "{\"publishBranch\":\"adf_publish\"}")
                .write("arm-template-parameters-definition.json", "{\"Microsoft.DataFactory/factories\":{}}");

        assertThat(local(factory).check()).isEmpty();
        assertThat(local(factory).pipeline("P").check()).isEmpty();
    }

    @Test
    void otherFilesNeedProperties() {
        FactoryFiles factory = factory().write("dataset/In.json", "{\"name\": \"In\"}");

        assertThat(of("Uses", factory, ErrorCode.MissingProperty)).hasSize(1);
    }
}
