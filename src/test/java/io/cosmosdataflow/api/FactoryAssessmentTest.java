package io.cosmosdataflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.api.report.Assessed;
import io.cosmosdataflow.api.report.Assessment;
import io.cosmosdataflow.api.report.AssessmentHtml;
import io.cosmosdataflow.api.report.AssessmentJson;
import io.cosmosdataflow.api.report.MissingFeature;
import io.cosmosdataflow.api.report.Need;
import io.cosmosdataflow.api.report.RunVerdict;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A factory whose numbers are known, as it is written here: two types of activity that only Data Factory runs. */
class FactoryAssessmentTest {

    private static final String WAIT = activity("W", "Wait", "{\"waitTimeInSeconds\": 1}");
    private static final String PIG = activity("P", "HDInsightPig", "{}");
    private static final String ML = activity("M", "AzureMLBatchExecution", "{}");
    private static final String NO_SUCH = activity("N", "Waitt", "{}");

    @TempDir
    Path directory;

    private FactoryFiles files;

    @BeforeEach
    void factory() {
        files = FactoryFiles.in(directory)
                .linkedService(
                        "Pg",
                        "AzurePostgreSql",
                        "{\"connectionString\": \"host=h;database=d;uid=u;password=hush-hush\"}")
                .dataset("Orders", "AzurePostgreSqlTable", "Pg", "{\"tableName\": \"orders\"}")
                .container("Items", "items")
                .pipeline("Runs", WAIT)
                .pipeline("Pig", PIG)
                .pipeline("Ml1", WAIT, ML)
                .pipeline("Ml2", ML)
                .pipeline("Both", PIG, ML)
                .pipeline("PigAndMistake", PIG, NO_SUCH)
                .pipeline("Key", lookup("Items", "CosmosDbSqlApiSource"))
                .pipeline("Driver", lookup("Orders", "AzurePostgreSqlSource"))
                .write(
                        "pipeline/Parameter.json",
                        "{\"name\": \"Parameter\", \"properties\": {\"parameters\": {\"day\": {\"type\": \"String\"},"
                                + " \"n\": {\"type\": \"Int\", \"defaultValue\": 1}}, \"activities\": [" + WAIT + "]}}")
                .write("pipeline/Torn.json", "{\"name\": \"Torn\",")
                .dataFlow(
                        "Good",
                        Map.of("In", "Items"),
                        Map.of("Out", "Items"),
                        "source(output(id as string), format: 'documentQuery') ~> In\nIn sink(format: 'document') ~> Out")
                .write(
                        "dataflow/Query.json",
                        "{\"name\": \"Query\", \"properties\": {\"type\": \"WranglingDataFlow\", \"typeProperties\": {}}}")
                .write("dataset/Unused.json", "{\"name\": \"Unused\", \"properties\": []}");
    }

    @Test
    void everyPipelineHasItsVerdict() {
        Assessment assessment = DataFactory.load(directory).assess();

        assertThat(assessment.pipelines())
                .extracting(each -> each.name() + " " + each.verdict())
                .containsExactlyInAnyOrder(
                        "Runs RUNS",
                        "Key RUNS_IF_GIVEN",
                        "Driver RUNS_IF_GIVEN",
                        "Parameter RUNS_IF_GIVEN",
                        "Pig CANNOT_RUN",
                        "Ml1 CANNOT_RUN",
                        "Ml2 CANNOT_RUN",
                        "Both CANNOT_RUN",
                        "PigAndMistake CANNOT_RUN",
                        "torn CANNOT_RUN");
        assertThat(assessment.dataFlows())
                .extracting(each -> each.name() + " " + each.verdict())
                .containsExactlyInAnyOrder("Good RUNS_IF_GIVEN", "Query CANNOT_RUN");
        assertThat(Assessment.count(assessment.pipelines(), RunVerdict.CANNOT_RUN))
                .isEqualTo(6);
    }

    @Test
    void aMissingFeatureIsCountedByWhatItBlocksAndByWhatItWouldUnlock() {
        List<MissingFeature> missing = DataFactory.load(directory).assess().missingFeatures();

        assertThat(missing)
                .containsExactly(
                        new MissingFeature(
                                "Activity type AzureMLBatchExecution",
                                List.of("Both", "Ml1", "Ml2"),
                                List.of("Ml1", "Ml2"),
                                List.of(),
                                List.of()),
                        new MissingFeature(
                                "Activity type HDInsightPig",
                                List.of("Both", "Pig", "PigAndMistake"),
                                List.of("Pig"),
                                List.of(),
                                List.of()),
                        new MissingFeature(
                                "Data flow type WranglingDataFlow",
                                List.of(),
                                List.of(),
                                List.of("Query"),
                                List.of("Query")));
    }

    @Test
    void whatARunHasToBeGivenIsSaid() {
        Assessment assessment = DataFactory.load(directory).assess();

        assertThat(needs(assessment, "Parameter"))
                .containsExactly(new Need(
                        Need.Kind.PARAMETER, "Parameter 'day' of type String.", "Give it with --parameter day=VALUE."));
        assertThat(needs(assessment, "Driver"))
                .containsExactly(new Need(
                        Need.Kind.DRIVER,
                        "The JDBC driver of PostgreSQL.",
                        "Bring it with --packages, or in COSMOS_DATAFLOW_JARS."));
        assertThat(needs(assessment, "Key")).singleElement().satisfies(need -> {
            assertThat(need.kind()).isEqualTo(Need.Kind.VALUE);
            assertThat(need.how()).startsWith("Set 'Shop_").endsWith("in the parameters file.");
        });
    }

    @Test
    void localModeNeedsNeitherKeysNorDrivers() {
        Assessment assessment = DataFactory.load(directory)
                .withLocalStores(new LocalStores(Optional.of(directory), Optional.empty()))
                .assess();

        assertThat(needs(assessment, "Key")).isEmpty();
        assertThat(needs(assessment, "Driver")).isEmpty();
        assertThat(needs(assessment, "Parameter")).hasSize(1);
    }

    @Test
    void whatBelongsToNoneIsToldApart() {
        Assessment assessment = DataFactory.load(directory).assess();

        assertThat(assessment.others())
                .extracting(issue -> Path.of(issue.span().file()).getFileName().toString())
                .containsOnly("Unused.json");
    }

    @Test
    void everyErrorOfTheCheckIsInTheReport() {
        DataFactory loaded = DataFactory.load(directory);
        List<String> reported = StreamSupport.stream(
                        json(loaded).findParents("severity").spliterator(), false)
                .map(each -> each.get("file").asText() + each.get("line") + each.get("message"))
                .toList();

        assertThat(loaded.check())
                .isNotEmpty()
                .allMatch(issue -> reported.contains(issue.span().file()
                        + issue.span().line() + "\"" + issue.message().replace("\"", "\\\"") + "\""));
    }

    @Test
    void theJsonHasTheDocumentedForm() {
        JsonNode json = json(DataFactory.load(directory));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "version", "factory", "summary", "missingFeatures", "pipelines", "dataFlows", "otherFindings");
        assertThat(json.get("version").asInt()).isEqualTo(1);
        assertThat(json.at("/summary/pipelines")).hasToString("{\"runs\":1,\"runsIfGiven\":3,\"cannotRun\":6}");
        assertThat(json.at("/summary/dataFlows")).hasToString("{\"runs\":0,\"runsIfGiven\":1,\"cannotRun\":1}");
        assertThat(json.at("/missingFeatures/0/onlyPipelines")).hasToString("[\"Ml1\",\"Ml2\"]");
        JsonNode pig = StreamSupport.stream(json.get("pipelines").spliterator(), false)
                .filter(each -> each.get("name").asText().equals("Pig"))
                .findFirst()
                .orElseThrow();
        assertThat(pig.get("verdict").asText()).isEqualTo("cannotRun");
        JsonNode finding = pig.at("/findings/0");
        assertThat(finding.fieldNames())
                .toIterable()
                .containsExactly("severity", "code", "file", "line", "column", "message", "hint", "missingFeature");
        assertThat(finding.get("code").asText()).isEqualTo("UnsupportedActivity");
        assertThat(finding.get("file").asText()).endsWith("Pig.json");
        assertThat(finding.get("line").asInt()).isEqualTo(2);
    }

    @Test
    void theHtmlHasTheSameContentAndNothingFromElsewhere() throws Exception {
        Assessment assessment = DataFactory.load(directory).assess();
        Document page = parse(AssessmentHtml.of(assessment));

        assertThat(rows(page, "summary"))
                .containsExactly(List.of("Pipelines", "10", "1", "3", "6"), List.of("Data flows", "2", "0", "1", "1"));
        assertThat(rows(page, "missingFeatures"))
                .containsExactly(
                        List.of("Activity type AzureMLBatchExecution", "3", "2: Ml1, Ml2", "0", "0"),
                        List.of("Activity type HDInsightPig", "3", "1: Pig", "0", "0"),
                        List.of("Data flow type WranglingDataFlow", "0", "0", "1", "1: Query"));
        assertThat(rows(page, "pipelines")).hasSize(10).anySatisfy(row -> {
            assertThat(row.subList(0, 2)).containsExactly("Pig", "cannot run");
            assertThat(row.get(2)).contains("error [UnsupportedActivity]").contains("Pig.json:2:");
        });
        for (String name : List.of("script", "link", "img", "iframe", "a")) {
            assertThat(page.getElementsByTagName(name).getLength()).as(name).isZero();
        }
    }

    @Test
    void textsOfTheFactoryAreTextsOfThePage() throws Exception {
        String name = "A</td><script>alert('\"&amp;')</script>";
        files.pipeline("Odd", NO_SUCH)
                .write(
                        "pipeline/Odd.json",
                        "{\"name\": \"" + name.replace("\"", "\\\"")
                                + "\\u0007\\u202e\", \"properties\": {\"activities\": ["
                                + activity(name.replace("\"", "\\\""), "Waitt", "{}") + "]}}");

        String html = AssessmentHtml.of(DataFactory.load(directory).assess());

        assertThat(html).doesNotContain("<script").doesNotContain("\u202e").doesNotContain("\u0007");
        assertThat(rows(parse(html), "pipelines")).extracting(row -> row.get(0)).contains(name + "\uFFFD\uFFFD");
    }

    @Test
    void secretsAreInNeither() {
        Assessment assessment = DataFactory.load(directory).assess();

        assertThat(AssessmentHtml.of(assessment)).doesNotContain("hush");
        assertThat(AssessmentJson.of(assessment)).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf/demo/factory", "conf/migrate/factory"})
    void theExamplesRunIfTheyAreGivenWhatTheyNeed(Path factory) throws Exception {
        Assessment assessment = DataFactory.load(factory).assess();

        assertThat(assessment.missingFeatures()).isEmpty();
        assertThat(assessment.pipelines()).isNotEmpty();
        assertThat(assessment.pipelines()).extracting(Assessed::verdict).containsOnly(RunVerdict.RUNS_IF_GIVEN);
        assertThat(rows(parse(AssessmentHtml.of(assessment)), "pipelines")).hasSameSizeAs(assessment.pipelines());
    }

    @Test
    void whereThereIsNoFactoryTheReportSaysSo() {
        Assessment assessment = DataFactory.load(directory.resolve("absent")).assess();

        assertThat(assessment.pipelines()).isEmpty();
        assertThat(assessment.others())
                .extracting(Issue::message)
                .singleElement()
                .asString()
                .startsWith("The directory");
    }

    private static String activity(String name, String type, String typeProperties) {
        return "{\"name\": \"%s\", \"type\": \"%s\", \"typeProperties\": %s}".formatted(name, type, typeProperties);
    }

    private static String lookup(String dataset, String source) {
        return activity(
                "L",
                "Lookup",
                "{\"source\": {\"type\": \"%s\"}, \"dataset\": {\"referenceName\": \"%s\", \"type\": \"DatasetReference\"}}"
                        .formatted(source, dataset));
    }

    private static List<Need> needs(Assessment assessment, String pipeline) {
        return assessment.pipelines().stream()
                .filter(each -> each.name().equals(pipeline))
                .findFirst()
                .orElseThrow()
                .allNeeds();
    }

    private static JsonNode json(DataFactory factory) {
        try {
            return new ObjectMapper().readTree(AssessmentJson.of(factory.assess()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    /** Texts of the cells below the head. */
    private static List<List<String>> rows(Document page, String table) {
        NodeList tables = page.getElementsByTagName("table");
        Element found = IntStream.range(0, tables.getLength())
                .mapToObj(i -> (Element) tables.item(i))
                .filter(each -> each.getAttribute("id").equals(table))
                .findFirst()
                .orElseThrow();
        NodeList rows = ((Element) found.getElementsByTagName("tbody").item(0)).getElementsByTagName("tr");
        return IntStream.range(0, rows.getLength())
                .mapToObj(i -> ((Element) rows.item(i)).getElementsByTagName("td"))
                .map(cells -> IntStream.range(0, cells.getLength())
                        .mapToObj(i -> cells.item(i).getTextContent().strip())
                        .toList())
                .toList();
    }
}
