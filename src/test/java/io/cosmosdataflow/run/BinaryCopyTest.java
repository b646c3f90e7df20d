package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Copies of files as they are.
 *
 * <p>Source: Microsoft Learn, format-binary; connector-azure-blob-storage, "recursive and copyBehavior examples";
 * copy-activity-log; the bytes that are expected are those that the test has written.
 */
class BinaryCopyTest {

    private static final String SOURCE = "{\"type\": \"BinarySource\"}";
    private static final String SINK = "{\"type\": \"BinarySink\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aFolderAtEachEnd() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Binary", "Folder1", "")
                .file("One", "Binary", "Folder1", "File1")
                .file("Out", "Binary", "Target", "")
                .file("OutFile", "Binary", "Target", "all.bin");
    }

    private byte[] write(String path) throws IOException {
        return write(path, 3000);
    }

    /** Bytes that are no text of any encoding, others for each path. */
    private byte[] write(String path, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(path.hashCode()).nextBytes(bytes);
        Path file = runs.local("Blob/c/" + path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return bytes;
    }

    /** The five files of the documentation's examples. */
    private Map<String, byte[]> theFiveFiles() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : List.of("File1", "File2", "Subfolder1/File3", "Subfolder1/File4", "Subfolder1/File5")) {
            files.put(name, write("Folder1/" + name));
        }
        return files;
    }

    /** All files below a folder of the container, hidden ones too. */
    private Map<String, byte[]> files(String folder) throws IOException {
        Path root = runs.local("Blob/c/" + folder);
        Map<String, byte[]> files = new TreeMap<>();
        if (!Files.exists(root)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private PipelineResult run(String from, String source, String to, String sink) {
        return run(from, source, to, sink, "");
    }

    /** @param more members of typeProperties, each with a comma before it */
    private PipelineResult run(String from, String source, String to, String sink, String more) {
        String activity = copy("Copy", from, source, to, sink);
        factory.pipeline("P", activity.substring(0, activity.length() - 2) + more + "}}");
        return runs.run("P");
    }

    private static JsonNode output(PipelineResult result) {
        assertThat(result.failures()).isEmpty();
        return result.record().activity("Copy").orElseThrow().output();
    }

    private static JobException failure(PipelineResult result) {
        assertThat(result.failures()).hasSize(1);
        return result.failures().get(0);
    }

    private static String source(String settings) {
        return "{\"type\": \"BinarySource\", \"storeSettings\": {\"type\": \"AzureBlobStorageReadSettings\", "
                + settings + "}}";
    }

    private static String sink(String behavior) {
        return "{\"type\": \"BinarySink\", \"storeSettings\": {\"type\": \"AzureBlobStorageWriteSettings\","
                + " \"copyBehavior\": \"" + behavior + "\"}}";
    }

    private static byte[] joined(List<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** The table of the documentation; {@code *} is a name that is made up. */
    @ParameterizedTest
    @CsvSource({
        "true,  PreserveHierarchy, File1 File2 Subfolder1/File3 Subfolder1/File4 Subfolder1/File5",
        "true,  FlattenHierarchy,  * * * * *",
        "true,  MergeFiles,        File1+File2+Subfolder1/File3+Subfolder1/File4+Subfolder1/File5",
        "false, PreserveHierarchy, File1 File2",
        "false, FlattenHierarchy,  * *",
        "false, MergeFiles,        File1+File2"
    })
    void recursiveAndCopyBehavior(boolean recursive, String behavior, String expected) throws IOException {
        Map<String, byte[]> files = theFiveFiles();

        JsonNode output = output(run("In", source("\"recursive\": " + recursive), "Out", sink(behavior)));

        Map<String, byte[]> found = files("Target");
        int read = recursive ? 5 : 2;
        assertThat(output.get("filesRead").asInt()).isEqualTo(read);
        assertThat(output.get("dataRead").asLong()).isEqualTo(read * 3000L);
        assertThat(output.get("dataWritten").asLong()).isEqualTo(read * 3000L);
        assertThat(output.get("filesWritten").asInt()).isEqualTo(found.size());
        assertThat(output.get("filesSkipped").asInt()).isZero();
        if (expected.contains("+")) {
            assertThat(found.keySet()).singleElement().asString().matches("data_[0-9a-f-]{36}_[0-9a-f-]{36}");
            assertThat(found.values().iterator().next())
                    .isEqualTo(joined(
                            Stream.of(expected.split("\\+")).map(files::get).toList()));
        } else if (expected.contains("*")) {
            assertThat(found.keySet()).allMatch(name -> name.matches("data_[0-9a-f-]{36}_[0-9a-f-]{36}"));
            assertThat(found.values())
                    .containsExactlyInAnyOrderElementsOf(
                            files.values().stream().limit(read).toList());
        } else {
            assertThat(found.keySet()).containsExactly(expected.split(" "));
            found.forEach((name, bytes) -> assertThat(bytes).isEqualTo(files.get(name)));
        }
        assertThat(files("Folder1")).hasSize(5);
    }

    @Test
    void theOutputIsThatOfFiles() throws IOException {
        write("Folder1/a.bin", 0);
        write("Folder1/b.bin", 700_001);

        JsonNode output = output(run("In", SOURCE, "Out", SINK));

        assertThat(files("Target").get("b.bin")).isEqualTo(files("Folder1").get("b.bin"));
        assertThat(files("Target").get("a.bin")).isEmpty();
        assertThat(output.fieldNames())
                .toIterable()
                .containsExactly(
                        "dataRead",
                        "dataWritten",
                        "filesRead",
                        "filesWritten",
                        "filesSkipped",
                        "copyDuration",
                        "throughput",
                        "dataConsistencyVerification",
                        "errors",
                        "effectiveIntegrationRuntime",
                        "executionDetails");
        assertThat(output.at("/dataConsistencyVerification").toString())
                .isEqualTo("{\"VerificationResult\":\"NotVerified\",\"InconsistentData\":\"None\"}");
        assertThat(output.at("/executionDetails/0/source/type").asText()).isEqualTo("AzureBlobStorage");
    }

    /** Files are chosen as by other sources; format-binary refers to the pages of the stores. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "wildcardFileName": "*1" | File1
            "wildcardFolderPath": "Folder1/S*", "wildcardFileName": "File?" | Subfolder1/File3 Subfolder1/File4 Subfolder1/File5
            "prefix": "Folder1/F" | File1 File2
            "fileListPath": "c/list.txt" | File2 Subfolder1/File4
            "modifiedDatetimeEnd": "2000-01-01T00:00:00Z" | ``
            "wildcardFileName": "*.none" | ``
            """)
    void filesAreChosen(String settings, String expected) throws IOException {
        Map<String, byte[]> files = theFiveFiles();
        runs.file("Blob/c/list.txt", "File2\nSubfolder1/File4\nFile2\n");

        JsonNode output = output(run("In", source(settings), "Out", SINK));

        List<String> names =
                Stream.of(expected.split(" ")).filter(name -> !name.isEmpty()).toList();
        Map<String, byte[]> found = files("Target");
        assertThat(output.get("filesRead").asInt()).isEqualTo(names.size());
        assertThat(found.keySet()).containsExactlyElementsOf(names);
        found.forEach((name, bytes) -> assertThat(bytes).isEqualTo(files.get(name)));
    }

    @Test
    void aSingleFileGetsTheNameOfTheSink() throws IOException {
        byte[] bytes = write("Folder1/File1");

        output(run("One", SOURCE, "OutFile", SINK));

        assertThat(files("Target").keySet()).containsExactly("all.bin");
        assertThat(files("Target").get("all.bin")).isEqualTo(bytes);
    }

    @Test
    void severalFilesAreMergedIntoTheNameOfTheSink() throws IOException {
        Map<String, byte[]> files = theFiveFiles();

        output(run("In", SOURCE, "OutFile", sink("MergeFiles")));

        assertThat(files("Target").keySet()).containsExactly("all.bin");
        assertThat(files("Target").get("all.bin")).isEqualTo(joined(List.copyOf(files.values())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PreserveHierarchy", "FlattenHierarchy"})
    void severalFilesCannotHaveOneName(String behavior) throws IOException {
        theFiveFiles();

        JobException failure = failure(run("In", SOURCE, "OutFile", sink(behavior)));

        assertThat(failure.code()).isEqualTo(ErrorCode.InvalidProperty);
        assertThat(failure).hasMessageContaining("names one file, 'all.bin', but the source has 5 files");
        assertThat(files("Target")).isEmpty();
    }

    @Test
    void aFileOfTheNameIsReplacedAndOthersStay() throws IOException {
        byte[] bytes = write("Folder1/File1");
        write("Target/File1", 10);
        byte[] other = write("Target/Other", 20);

        output(run("In", SOURCE, "Out", SINK));

        assertThat(files("Target").get("File1")).isEqualTo(bytes);
        assertThat(files("Target").get("Other")).isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({"Nowhere, ''", "Folder1, none.bin"})
    void whatIsNamedMustBeThere(String folder, String file) throws IOException {
        write("Folder1/File1");
        factory.file("In", "Binary", folder, file);

        assertThat(failure(run("In", SOURCE, "Out", SINK)).code()).isEqualTo(ErrorCode.FileNotFound);
    }

    /** Also by another way to the same folder: a sink above the source, and a link. */
    @ParameterizedTest
    @CsvSource({"In, Folder1", "Up, Folder1", "In, Link"})
    void nothingIsDestroyedWhereSourceAndSinkAreTheSame(String from, String to) throws IOException {
        Map<String, byte[]> files = theFiveFiles();
        Files.createSymbolicLink(runs.local("Blob/c/Link"), runs.local("Blob/c/Folder1"));
        factory.file("Out", "Binary", to, "").file("Up", "Binary", "", "");
        if (from.equals("Up")) {
            factory.file("Out", "Binary", "", "");
        }

        JobException failure = failure(run(from, source("\"deleteFilesAfterCompletion\": true"), "Out", SINK));

        assertThat(failure.code()).isEqualTo(ErrorCode.InvalidProperty);
        assertThat(failure).hasMessageContaining("is a file that the source reads");
        assertThat(files("Folder1").keySet()).containsExactlyElementsOf(files.keySet());
        files("Folder1").forEach((name, bytes) -> assertThat(bytes).isEqualTo(files.get(name)));
    }

    @Test
    void copiedFilesAreDeletedWhenAllAreCopied() throws IOException {
        Map<String, byte[]> files = theFiveFiles();
        byte[] kept = write("Folder1/kept.txt");

        output(run("In", source("\"wildcardFileName\": \"File*\", \"deleteFilesAfterCompletion\": true"), "Out", SINK));

        assertThat(files("Folder1").keySet()).containsExactly("kept.txt");
        assertThat(files("Folder1").get("kept.txt")).isEqualTo(kept);
        assertThat(files("Target").keySet()).containsExactlyElementsOf(files.keySet());
    }

    /** A folder stands where a file must go. */
    @Test
    void afterAFailureNothingIsDeletedAndNoFileIsHalf() throws IOException {
        Map<String, byte[]> files = theFiveFiles();
        byte[] old = write("Target/File2/old", 5);

        JobException failure = failure(run("In", source("\"deleteFilesAfterCompletion\": true"), "Out", SINK));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileStoreFailed);
        assertThat(failure)
                .hasMessageContaining("'File2' cannot be written")
                .hasMessageContaining("folder of this name");
        assertThat(failure.issues().get(0).span().file()).endsWith("Blob.json");
        assertThat(files("Folder1").keySet()).containsExactlyElementsOf(files.keySet());
        Map<String, byte[]> found = files("Target");
        assertThat(found.remove("File2/old")).isEqualTo(old);
        found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(files.get(name)));
    }

    @Test
    void tenThousandFilesAreOneJob() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            runs.file("Blob/c/Folder1/" + i % 100 + "/" + i + ".txt", "file " + i);
        }
        AtomicInteger jobs = new AtomicInteger();
        SparkListener counting = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.incrementAndGet();
            }
        };
        SharedSpark.session().sparkContext().addSparkListener(counting);
        try {
            JsonNode output = output(run("In", SOURCE, "Out", SINK));

            SharedSpark.session().sparkContext().listenerBus().waitUntilEmpty();
            assertThat(output.get("filesWritten").asInt()).isEqualTo(10_000);
        } finally {
            SharedSpark.session().sparkContext().removeSparkListener(counting);
        }
        assertThat(jobs).hasValue(1);
        Map<String, byte[]> found = files("Target");
        assertThat(found).hasSize(10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(found.get(i % 100 + "/" + i + ".txt")).isEqualTo(("file " + i).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String logging(String level) {
        return """
                , "logSettings": {"enableCopyActivityLog": true, "copyActivityLogSettings": {"logLevel": "%s"},
                  "logLocationSettings": {"linkedServiceName": {"referenceName": "Blob",
                    "type": "LinkedServiceReference"}, "path": "logs"}}"""
                .formatted(level);
    }

    /** The queries of copy-activity-log find what was copied by these words. */
    @ParameterizedTest
    @CsvSource({"Info, 6", "Warning, 0"})
    void theLogHasEachFile(String level, int lines) throws IOException {
        write("Folder1/File1");
        write("Folder1/S/File2", 7);

        JsonNode output = output(run("In", SOURCE, "Out", SINK, logging(level)));

        Path folder = runs.local("Blob/" + output.get("logFilePath").asText());
        List<Path> logs;
        try (Stream<Path> all = Files.list(folder)) {
            logs = all.toList();
        }
        List<String> log = Files.readAllLines(logs.get(0));
        assertThat(logs).hasSize(1);
        assertThat(log.get(0)).isEqualTo("Timestamp,Level,OperationName,OperationItem,Message");
        assertThat(log).hasSize(lines + 1);
        if (lines > 0) {
            assertThat(log)
                    .anyMatch(line -> line.contains(",Info,FileRead,\"S/File2\",\"Start to read file: {")
                            && line.contains("\"\"Size\"\":7"))
                    .anyMatch(
                            line -> line.endsWith(",Info,FileRead,\"S/File2\",\"Complete reading file successfully.\""))
                    .anyMatch(line -> line.endsWith(",Info,FileWrite,\"S/File2\",\"Complete writing file from source"
                            + " file: S/File2. File is successfully copied.\""));
        }
    }

    @ParameterizedTest
    @CsvSource({"PreserveHierarchy, Verified", "FlattenHierarchy, Unsupported", "MergeFiles, Unsupported"})
    void consistencyIsVerifiedWhereTheHierarchyIsKept(String behavior, String result) throws IOException {
        theFiveFiles();

        JsonNode output = output(run("In", SOURCE, "Out", sink(behavior), ", \"validateDataConsistency\": true"));

        assertThat(output.at("/dataConsistencyVerification/VerificationResult").asText())
                .isEqualTo(result);
    }

    /** What Hadoop cannot keep is said; rights are not given away in silence. */
    @Test
    void attributesAreNotKeptWhichARemarkSays() throws IOException {
        write("Folder1/File1");

        output(run("In", SOURCE, "Out", SINK, ", \"preserve\": [\"Attributes\"]"));

        assertThat(runs.remarks()).singleElement().asString().contains("attributes of files ('preserve') are not kept");
    }

    private List<Issue> check(String from, String source, String to, String sink, String more) {
        String activity = copy("Copy", from, source, to, sink);
        factory.file("Text", "DelimitedText", "in", "a.csv")
                .file("Snappy", "Binary", "in", "", "\"compression\": {\"type\": \"snappy\"}")
                .file("Place", "Binary", "../in", "")
                .pipeline("P", activity.substring(0, activity.length() - 2) + more + "}}");
        return runs.job("P").check();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            In | {"type": "BinarySource"} | Text | {"type": "DelimitedTextSink"} | `` | InvalidProperty | Text.json | Use a Binary dataset at both ends
            Text | {"type": "DelimitedTextSource"} | Out | {"type": "BinarySink"} | `` | InvalidProperty | Text.json | Use a Binary dataset at both ends
            In | {"type": "DelimitedTextSource"} | Out | {"type": "BinarySink"} | `` | InvalidProperty | P.json | goes with BinarySource
            In | {"type": "BinarySource"} | Out | {"type": "JsonSink"} | `` | InvalidProperty | P.json | goes with BinarySink
            Snappy | {"type": "BinarySource"} | Out | {"type": "BinarySink"} | `` | InvalidProperty | Snappy.json | ZipDeflate
            Place | {"type": "BinarySource"} | Out | {"type": "BinarySink"} | `` | FileNameInvalid | Place.json | ..
            In | {"type": "BinarySource", "storeSettings": {"recursive": "perhaps"}} | Out | {"type": "BinarySink"} | `` | InvalidProperty | P.json | true or false
            In | {"type": "BinarySource", "formatSettings": {"type": "JsonReadSettings"}} | Out | {"type": "BinarySink"} | `` | UnsupportedSetting | P.json | BinaryReadSettings
            In | {"type": "BinarySource"} | Out | {"type": "BinarySink", "storeSettings": {"copyBehavior": "Merge"}} | `` | InvalidProperty | P.json | MergeFiles
            In | {"type": "BinarySource"} | Out | {"type": "BinarySink"} | , "preserve": ["ACL", "Owner"] | UnsupportedSetting | P.json | are not copied
            In | {"type": "BinarySource"} | Out | {"type": "BinarySink"} | , "preserve": ["Atributes"] | InvalidProperty | P.json | Attributes
            In | {"type": "BinarySource"} | Out | {"type": "BinarySink"} | , "skipErrorFile": {"fileMissing": "perhaps"} | InvalidProperty | P.json | true or false
            In | {"type": "BinarySource", "additionalColumns": []} | Out | {"type": "BinarySink"} | `` | UnknownProperty | P.json | 'additionalColumns'
            In | {"type": "BinarySource"} | Out | {"type": "BinarySink"} | , "translator": {"type": "TabularTranslator"} | UnknownProperty | P.json | 'translator'
            """)
    void whatIsWrongIsFoundByCheck(
            String from, String source, String to, String sink, String more, ErrorCode code, String file, String text) {
        assertThat(check(from, source, to, sink, more)).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.span().file()).endsWith(file);
            assertThat(issue.toString()).contains(text);
        });
    }

    /** A value of the run is unknown to a check, and not missing. */
    @Test
    void whatOnlyTheRunKnowsIsNoErrorOfACheck() throws IOException {
        write("Folder1/File1");
        String settings =
                "\"wildcardFileName\": {\"value\": \"@concat('File', substring(pipeline().RunId, 0, 0), '1')\","
                        + " \"type\": \"Expression\"}";

        assertThat(check("In", source(settings), "Out", SINK, "")).isEmpty();
        output(run("In", source(settings), "Out", SINK));
        assertThat(files("Target").keySet()).containsExactly("File1");
    }

    @Test
    void aLookupAsksForRowsWhichSuchFilesHaveNot() {
        factory.pipeline(
                "P",
                """
                {"name": "Look", "type": "Lookup", "typeProperties": {"source": {"type": "BinarySource"},
                  "dataset": {"referenceName": "In", "type": "DatasetReference"}}}""");

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.message()).contains("is of type 'Binary' and has no rows");
        });
    }
}
