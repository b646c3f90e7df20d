package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.run.copy.CopySkips;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of fault tolerance of a Copy activity, on files. */
class CopyFaultsTest {

    private static final String SKIP = ", \"enableSkipIncompatibleRow\": true";
    private static final String PLACE =
            "\"linkedServiceName\": {\"referenceName\": \"Logs\", \"type\": \"LinkedServiceReference\"}";
    private static final String HEADER = "Timestamp,Level,OperationName,OperationItem,Message";
    private static final String SKIPPED = "Warning,TabularRowSkip,\"\"\"2\"\", \"\"b\"\", \"\"\"\", \"\"x,y\"\"\","
            + "\"File 'rows.csv', line 4 (byte 15): 4 values where the first row has 2.\"";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void threeRowsOfWhichTheSecondHasTooManyValues() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Logs", "AzureBlobStorage", "{\"connectionString\": \"AccountName=x;\"}")
                .file("Table", "DelimitedText", "in", "rows.csv", "\"firstRowAsHeader\": true")
                .file("OutTable", "DelimitedText", "out", "rows.csv", "\"firstRowAsHeader\": true");
        runs.file("Blob/c/in/rows.csv", "id,name\n1,\"a\"\n\n2,b,,\"x,y\"\n3,c\n");
    }

    private static String session(String more, String place) {
        return ", \"logSettings\": {\"enableCopyActivityLog\": true" + more + ", \"logLocationSettings\": {" + place
                + "}}";
    }

    private static String level(String level) {
        return ", \"copyActivityLogSettings\": {\"logLevel\": \"" + level + "\", \"enableReliableLogging\": true}";
    }

    private FactoryFiles pipeline(String settings) {
        return factory.pipeline(
                "P",
                copy(
                        "Copy it",
                        "Table",
                        "{\"type\": \"DelimitedTextSource\"}",
                        "OutTable",
                        "{\"type\": \"DelimitedTextSink\"}" + settings));
    }

    private JsonNode output(String settings) {
        pipeline(settings);
        PipelineResult result = runs.run("P");
        assertThat(result.failures()).isEmpty();
        return result.record().activities().get(0).output();
    }

    private JobException failure(String settings) {
        pipeline(settings);
        PipelineResult result = runs.run("P");
        assertThat(result.record().status()).isEqualTo(RunStatus.Failed);
        return result.failures().get(0);
    }

    private List<Path> logs() throws IOException {
        Path store = runs.local("Logs");
        if (!Files.exists(store)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(Files::isRegularFile).map(store::relativize).toList();
        }
    }

    /** The lines of the only log, without their timestamps. */
    private List<String> log() throws IOException {
        assertThat(logs()).hasSize(1);
        return Files.readAllLines(runs.local("Logs").resolve(logs().get(0))).stream()
                .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{7},", ""))
                .toList();
    }

    @Test
    void aValueThatCannotBeConvertedIsSkippedAndLogged() throws IOException {
        runs.file("Blob/c/in/rows.csv", "id,name\n1,a\nx,\"b,c\"\n3,d\n");
        String typed = "{\"type\": \"TabularTranslator\", \"mappings\": ["
                + "{\"source\": {\"name\": \"id\", \"type\": \"Int32\"}, \"sink\": {\"name\": \"number\"}},"
                + "{\"source\": {\"name\": \"name\"}, \"sink\": {\"name\": \"name\"}}]}";

        JsonNode output = output(
                ", \"translator\": " + typed + ", \"validateDataConsistency\": true" + SKIP + session("", PLACE));

        assertThat(output.path("rowsRead").asLong()).isEqualTo(3);
        assertThat(output.path("rowsCopied").asLong()).isEqualTo(2);
        assertThat(output.path("rowsSkipped").asLong()).isEqualTo(1);
        assertThat(output.at("/dataConsistencyVerification/VerificationResult").asText())
                .isEqualTo("Verified");
        assertThat(runs.local("Blob/c/out/rows.csv")).hasContent("number,name\n1,a\n3,d");
        assertThat(log())
                .containsExactly(
                        HEADER,
                        "Warning,TabularRowSkip,\"\"\"x\"\", \"\"b,c\"\"\",\"Row 2 of partition 0, from file 'rows.csv': column"
                                + " 'id' of type String cannot be converted to Int32.\"");
    }

    @Test
    void withoutSkippingTheFirstValueThatCannotBeConvertedFailsTheActivity() {
        runs.file("Blob/c/in/rows.csv", "id,name\n1,a\nx,b\n");
        String typed = "{\"type\": \"TabularTranslator\", \"mappings\": ["
                + "{\"source\": {\"name\": \"id\", \"type\": \"Int32\"}, \"sink\": {\"name\": \"number\"}}]}";

        JobException failure = failure(", \"translator\": " + typed);

        assertThat(failure.code()).isEqualTo(ErrorCode.CopyIncompatible);
        assertThat(failure)
                .hasMessageContaining("Row 2 of partition 0, from file 'rows.csv': column 'id' of type String cannot"
                        + " be converted to Int32.");
        assertThat(runs.local("Blob/c/out/rows.csv")).doesNotExist();
    }

    @Test
    void aDocumentThatDoesNotFitTheFirstOneIsSkipped() throws IOException {
        factory.file("Orders", "Json", "in", "orders.json", "\"encodingName\": \"UTF-8\"");
        runs.file("Blob/c/in/orders.json", "{\"n\":1,\"s\":\"a\"}\n{\"n\":1.5,\"s\":\"b\"}\n{\"n\":3,\"late\":1}\n");
        factory.pipeline(
                "P",
                copy(
                        "Copy it",
                        "Orders",
                        "{\"type\": \"JsonSource\"}",
                        "OutTable",
                        "{\"type\": \"DelimitedTextSink\"}" + SKIP + session("", PLACE)));

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).isEmpty();
        assertThat(result.record()
                        .activities()
                        .get(0)
                        .output()
                        .path("rowsSkipped")
                        .asLong())
                .isEqualTo(1);
        assertThat(runs.local("Blob/c/out/rows.csv")).hasContent("n,s\n1,a\n3,");
        assertThat(log().get(1)).contains("column '$['n']' of type String cannot be converted to Int64;");
        assertThat(runs.remarks()).anyMatch(remark -> remark.contains("'late'"));
    }

    /** The rows of the sink are counted, which are more than the documents. */
    @Test
    void elementsOfACollectionReferenceAreVerifiedOneByOne() {
        factory.file("Orders", "Json", "in", "orders.json", "\"encodingName\": \"UTF-8\"");
        runs.file("Blob/c/in/orders.json", "{\"o\":1,\"l\":[{\"n\":1},{\"n\":2}]}\n{\"o\":2,\"l\":[]}\n");
        factory.pipeline(
                "P",
                copy(
                        "Copy it",
                        "Orders",
                        "{\"type\": \"JsonSource\"}",
                        "OutTable",
                        "{\"type\": \"DelimitedTextSink\"}, \"validateDataConsistency\": true, \"translator\": {"
                                + "\"type\": \"TabularTranslator\", \"collectionReference\": \"$['l']\", \"mappings\": ["
                                + "{\"source\": {\"path\": \"$['o']\"}, \"sink\": {\"name\": \"o\"}},"
                                + "{\"source\": {\"path\": \"['n']\"}, \"sink\": {\"name\": \"n\"}}]}"));

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).isEmpty();
        JsonNode output = result.record().activities().get(0).output();
        assertThat(output.path("rowsCopied").asLong()).isEqualTo(2);
        assertThat(output.at("/dataConsistencyVerification/VerificationResult").asText())
                .isEqualTo("Verified");
        assertThat(runs.local("Blob/c/out/rows.csv")).hasContent("o,n\n1,1\n1,2");
    }

    @Test
    void withoutSkippingTheFirstSuchRowFailsTheActivity() throws IOException {
        JobException failure = failure(session("", PLACE));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContaining("'rows.csv' cannot be read at line 4 (byte 15)");
        assertThat(runs.local("Blob/c/out/rows.csv")).doesNotExist();
        assertThat(logs()).isEmpty();
    }

    @Test
    void skippedRowsAreCountedAndTheOthersCopied() throws IOException {
        JsonNode output = output(SKIP);

        assertThat(Files.readAllLines(runs.local("Blob/c/out/rows.csv"))).containsExactly("id,name", "1,a", "3,c");
        assertThat(output.path("rowsRead").asInt()).isEqualTo(3);
        assertThat(output.path("rowsCopied").asInt()).isEqualTo(2);
        assertThat(output.path("rowsSkipped").asInt()).isEqualTo(1);
        assertThat(output.has("logFilePath") || output.has("redirectRowPath")).isFalse();
        assertThat(output.at("/dataConsistencyVerification/InconsistentData").asText())
                .isEqualTo("Skipped");
    }

    @Test
    void theSessionLogHasTheSkippedRowsAndItsPlaceIsInTheOutput() throws IOException {
        JsonNode output = output(SKIP + session("", PLACE + ", \"path\": \"sessionlog/deep/\""));

        assertThat(log()).containsExactly(HEADER, SKIPPED);
        assertThat(output.path("logFilePath").asText())
                .matches("sessionlog/deep/copyactivity-logs/Copy it/[0-9a-f-]{36}/");
        assertThat(logs().get(0).toString())
                .startsWith(output.path("logFilePath").asText())
                .matches(".*/[0-9a-f-]{36}\\.csv");
    }

    @Test
    void levelInfoLogsTheCopiedFilesToo() throws IOException {
        output(SKIP + session(level("Info"), PLACE + ", \"path\": \"logs\""));

        assertThat(log())
                .containsExactly(
                        HEADER,
                        "Info,FileRead,\"rows.csv\",\"Complete reading file successfully.\"",
                        SKIPPED,
                        "Info,FileWrite,\"rows.csv\",\"Complete writing file. File is successfully copied.\"");
    }

    @Test
    void levelWarningLogsNoFiles() throws IOException {
        output(SKIP + session(level("Warning"), PLACE));

        assertThat(log()).containsExactly(HEADER, SKIPPED);
        assertThat(logs().get(0).toString()).startsWith("copyactivity-logs/Copy it/");
    }

    @Test
    void aLogThatIsNotEnabledIsNotWritten() throws IOException {
        JsonNode output = output(SKIP + session("", PLACE).replace("Log\": true", "Log\": false"));

        assertThat(logs()).isEmpty();
        assertThat(output.has("logFilePath")).isFalse();
    }

    @Test
    void theOlderSettingsGiveTheSameLog() throws IOException {
        JsonNode output = output(SKIP + ", \"logStorageSettings\": {" + PLACE + ", \"path\": \"old\"}");

        assertThat(log()).containsExactly(HEADER, SKIPPED);
        assertThat(output.path("logFilePath").asText()).startsWith("old/copyactivity-logs/");
    }

    @Test
    void theOldestSettingsGiveTheRowsWithCodeAndMessage() throws IOException {
        JsonNode output = output(SKIP + ", \"redirectIncompatibleRowSettings\": {" + PLACE + ", \"path\": \"c/err\"}");

        assertThat(log())
                .containsExactly("2,b,,\"x,y\",\"UserErrorInvalidDataValue\","
                        + "\"File 'rows.csv', line 4 (byte 15): 4 values where the first row has 2.\"");
        assertThat(logs().get(0).toString()).matches("c/err/[0-9a-f-]{36}/[0-9a-f-]{36}\\.csv");
        assertThat(output.path("redirectRowPath").asText())
                .isEqualTo(runs.local("Logs")
                        .resolve(logs().get(0))
                        .getParent()
                        .toUri()
                        .toString());
        assertThat(output.has("logFilePath")).isFalse();
    }

    @Test
    void aFailedActivityLeavesTheLogOfWhatWasSkipped() throws IOException {
        runs.file("Blob/c/in/rows.csv", "id,name\n1,a,1\n2,\"b\n");

        JobException failure = failure(SKIP + session("", PLACE));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContaining("a quoted value has no end");
        assertThat(log())
                .containsExactly(
                        HEADER,
                        "Warning,TabularRowSkip,\"\"\"1\"\", \"\"a\"\", \"\"1\"\"\","
                                + "\"File 'rows.csv', line 2 (byte 8): 3 values where the first row has 2.\"");
    }

    @Test
    void verifiedRowsAreCountedAtTheSource() {
        JsonNode output = output(SKIP + ", \"validateDataConsistency\": true");

        assertThat(output.at("/dataConsistencyVerification/VerificationResult").asText())
                .isEqualTo("Verified");
        assertThat(output.path("rowsRead").asInt()).isEqualTo(3);
    }

    @Test
    void rowsThatAreNotVerifiedAreSaidToBe() {
        runs.file("Blob/c/in/rows.csv", "id,name\n1,a\n");

        assertThat(output("").path("dataConsistencyVerification").toString())
                .isEqualTo("{\"VerificationResult\":\"NotVerified\",\"InconsistentData\":\"None\"}");
    }

    @Test
    void countsThatDifferFailTheActivity() {
        JobException failure = catchThrowableOfType(JobException.class, () -> CopySkips.verify(10, 8, 1));

        assertThat(failure.code()).isEqualTo(ErrorCode.DataInconsistent);
        assertThat(failure).hasMessageContaining("given 10 rows, but 8 were copied and 1 skipped");
        CopySkips.verify(10, 8, 2);
    }

    private List<Issue> errors(String settings) {
        pipeline(settings);
        return DataFactory.load(runs.factory()).withLocalStores(runs.stores()).check().stream()
                .filter(issue -> issue.severity() == Severity.ERROR)
                .toList();
    }

    @Test
    void aLogNeedsAStoreOfFiles() {
        String place = "\"linkedServiceName\": \"Shop\", \"path\": \"c\"";

        assertThat(errors(SKIP + ", \"redirectIncompatibleRowSettings\": {" + place + "}"))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
                    assertThat(issue.message()).contains("'Shop' is of type 'CosmosDb'");
                });
        assertThat(errors(session("", place))).hasSize(1);
        factory.linkedService("Cloud", "GoogleCloudStorage", "{\"serviceUrl\": \"https://storage.googleapis.com\"}");
        assertThat(errors(session("", place.replace("Shop", "Cloud"))))
                .as("a store that Data Factory has")
                .extracting(Issue::code)
                .containsExactly(ErrorCode.UnsupportedLinkedService);
        assertThat(errors(session("", place.replace("Shop", "Logs")))).isEmpty();
        assertThat(errors(session("", place.replace("Shop", "Nowhere"))))
                .extracting(Issue::code)
                .containsExactly(ErrorCode.MissingReference);
    }

    @Test
    void settingsThatAreIncompleteOrWrongAreErrors() {
        assertThat(errors(", \"logSettings\": {\"enableCopyActivityLog\": true}"))
                .singleElement()
                .satisfies(issue -> assertThat(issue.message()).contains("'logLocationSettings'"));
        assertThat(errors(session("", "\"path\": \"c\"")))
                .singleElement()
                .satisfies(issue -> assertThat(issue.message()).contains("'linkedServiceName'"));
        assertThat(errors(session(level("Debug"), PLACE)))
                .singleElement()
                .satisfies(issue -> assertThat(issue.message()).contains("Warning, Info"));
        assertThat(errors(", \"skipErrorFile\": {\"fileMissing\": \"perhaps\"}"))
                .singleElement()
                .satisfies(issue -> assertThat(issue.message()).contains("true or false"));
        assertThat(errors(", \"skipErrorFile\": {\"fileMissing\": true, \"fileForbidden\": false}"))
                .isEmpty();
    }
}
