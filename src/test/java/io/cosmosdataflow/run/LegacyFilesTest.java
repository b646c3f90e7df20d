package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Datasets of files of the model before 2019.
 *
 * <p>Source: Microsoft Learn, supported-file-formats-and-compression-codecs-legacy, connector-azure-blob-storage.
 */
class LegacyFilesTest {

    private static final String BLOB_SOURCE = "{'type': 'BlobSource'}";
    private static final String BLOB_SINK = "{'type': 'BlobSink'}";
    private static final String JSON_SOURCE = "{'type': 'JsonSource'}";
    private static final String JSON_SINK = "{'type': 'JsonSink'}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aStore() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("Documents", "Json", "in", "d.json")
                .file("Out", "Json", "out", "out.json");
    }

    private void blob(String name, String path, String file, String format) {
        dataset(
                name,
                "AzureBlob",
                "Blob",
                "{'folderPath': '" + path + "', 'fileName': '" + file + "', 'format': " + format + "}");
    }

    private void dataset(String name, String type, String service, String properties) {
        factory.dataset(name, type, service, properties.replace('\'', '"'));
    }

    private void copies(String from, String source, String to, String sink) {
        factory.pipeline("P", copy("C", from, source.replace('\'', '"'), to, sink.replace('\'', '"')));
        assertThat(runs.run("P").failures()).isEmpty();
    }

    private List<String> lines(String path) throws IOException {
        return Files.readAllLines(runs.local("Blob/c/" + path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'type': 'TextFormat'} | 'type': 'BlobSource' | "a";\\N;NULL;;b | [{"Prop_0":"\\"a\\";\\\\N;NULL;;b"}]
            {'type': 'TextFormat', 'columnDelimiter': ';'} | 'type': 'BlobSource' | "a";\\N;NULL;;b | [{"Prop_0":"\\"a\\"","Prop_1":null,"Prop_2":null,"Prop_3":null,"Prop_4":"b"}]
            {'type': 'TextFormat', 'columnDelimiter': ';', 'quoteChar': '\\"', 'treatEmptyAsNull': false} | 'type': 'BlobSource' | "a;b";;c | [{"Prop_0":"a;b","Prop_1":"","Prop_2":"c"}]
            {'type': 'TextFormat', 'columnDelimiter': ';'} | 'type': 'BlobSource', 'treatEmptyAsNull': false | a;;c | [{"Prop_0":"a","Prop_1":"","Prop_2":"c"}]
            {'type': 'TextFormat', 'NullValue': 'NaN', 'escapeChar': '$'} | 'type': 'BlobSource' | NULL,NaN,a$,b | [{"Prop_0":"NULL","Prop_1":null,"Prop_2":"a,b"}]
            {'type': 'textFormat', 'firstRowAsHeader': true, 'skipLineCount': 1} | 'type': 'BlobSource' | x~a,b~1,2 | [{"a":"1","b":"2"}]
            {'type': 'TextFormat', 'firstRowAsHeader': true} | 'type': 'BlobSource', 'skipHeaderLineCount': 1 | x~a,b~1,2 | [{"a":"1","b":"2"}]
            """)
    void textIsReadWithTheDefaultsOfItsTime(String format, String source, String text, String rows) throws IOException {
        runs.file("Blob/c/in/a.txt", text.replace('~', '\n') + "\n");
        blob("In", "c/in", "a.txt", format);

        copies("In", "{" + source + "}", "Out", JSON_SINK);

        assertThat(lines("out/out.json").toString()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'type': 'TextFormat'} | {'type': 'BlobSink'} | [7,\\N]
            {'type': 'TextFormat', 'nullValue': '-'} | {'type': 'BlobSink', 'blobWriterAddHeader': true} | [id,name, 7,-]
            {'type': 'TextFormat', 'firstRowAsHeader': true} | {'type': 'BlobSink', 'copyBehavior': 'MergeFiles'} | [id,name, 7,\\N]
            """)
    void textIsWrittenWithTheDefaultsOfItsTime(String format, String sink, String lines) throws IOException {
        runs.file("Blob/c/in/d.json", "{\"id\": 7, \"name\": null}\n");
        blob("To", "c/out", "a.txt", format);

        copies("Documents", JSON_SOURCE, "To", sink);

        assertThat(lines("out/a.txt").toString()).isEqualTo(lines);
        assertThat(Files.readString(runs.local("Blob/c/out/a.txt"))).endsWith("\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "c/in, *.txt, true, 3",
        "c/in, *.txt, false, 1",
        "c/i?, a.*, false, 2",
        "c/*/sub, '', true, 2",
        "c/in/sub, '', true, 2",
        "c, '', true, 4"
    })
    void wildcardsChooseTheFiles(String folder, String name, boolean recursive, int rows) throws IOException {
        for (String path : List.of("in/a.txt", "in/a.csv", "in/sub/b.txt", "in/sub/c.txt")) {
            runs.file("Blob/c/" + path, "x\n");
        }
        blob("In", folder, name, "{'type': 'TextFormat'}");

        copies("In", "{'type': 'BlobSource', 'recursive': " + recursive + "}", "Out", JSON_SINK);

        assertThat(lines("out/out.json")).hasSize(rows);
    }

    @ParameterizedTest
    @CsvSource({"'', a.b", "', \"nestingSeparator\": \"_\"', a_b"})
    void membersAreJoinedByDots(String more, String name) throws IOException {
        runs.file("Blob/c/in/d.json", "{\"a\": {\"b\": 1}}\n");
        blob("In", "c/in", "d.json", "{'type': 'JsonFormat'" + more + "}");
        factory.file("Text", "DelimitedText", "out", "t.csv", "\"firstRowAsHeader\": true");

        copies("In", BLOB_SOURCE, "Text", "{'type': 'DelimitedTextSink'}");

        assertThat(lines("out/t.csv")).containsExactly(name, "1");
    }

    @ParameterizedTest
    @CsvSource({"'', '{\"a\":1}|{\"a\":2}'", "', \"filePattern\": \"arrayOfObjects\"', '[{\"a\":1},{\"a\":2}]'"})
    void documentsAreASetOrAnArray(String more, String text) throws IOException {
        runs.file("Blob/c/in/d.json", "{\"a\":1}\n{\"a\":2}\n");
        blob("To", "c/out", "o.json", "{'type': 'JsonFormat'" + more + "}");

        copies("Documents", JSON_SOURCE, "To", BLOB_SINK);

        assertThat(String.join("|", lines("out/o.json"))
                        .replace(",|", ",")
                        .replace("[|", "[")
                        .replace("|]", "]"))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ParquetFormat", "AvroFormat", "OrcFormat"})
    void columnarFormatsNeedNoSettings(String format) throws IOException {
        runs.file("Blob/c/in/d.json", "{\"a\":1}\n");
        blob("File", "c/out", "f", "{'type': '" + format + "'}");

        copies("Documents", JSON_SOURCE, "File", BLOB_SINK);
        copies("File", BLOB_SOURCE, "Out", JSON_SINK);

        assertThat(lines("out/out.json")).containsExactly("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            AzureBlob | AzureBlobStorage | 'folderPath': 'c/in', 'fileName': 'a.txt' | BlobSource | BlobSink
            AzureBlobFSFile | AzureBlobFS | 'folderPath': 'c/in', 'fileName': 'a.txt' | AzureBlobFSSource | AzureBlobFSSink
            AzureDataLakeStoreFile | AzureDataLakeStore | 'folderPath': 'c/in', 'fileName': 'a.txt' | AzureDataLakeStoreSource | AzureDataLakeStoreSink
            FileShare | FileServer | 'folderPath': 'c/in', 'fileName': 'a.txt' | FileSystemSource | FileSystemSink
            AmazonS3Object | AmazonS3 | 'bucketName': 'c', 'key': 'in/a.txt' | FileSystemSource | -
            """)
    void everyStoreHasItsSourceAndSink(String type, String service, String place, String source, String sink)
            throws IOException {
        factory.linkedService("Store", service, "{\"host\": \"/mnt\"}");
        dataset("Data", type, "Store", "{" + place + ", 'format': {'type': 'TextFormat'}}");
        runs.file("Store/c/in/a.txt", "x\n");

        copies("Data", "{'type': '" + source + "'}", "Out", JSON_SINK);
        assertThat(lines("out/out.json")).containsExactly("{\"Prop_0\":\"x\"}");

        if (!sink.equals("-")) {
            runs.file("Blob/c/in/d.json", "{\"a\":2}\n");
            copies("Documents", JSON_SOURCE, "Data", "{'type': '" + sink + "'}");
            assertThat(Files.readAllLines(runs.local("Store/c/in/a.txt"))).containsExactly("2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'folderPath': 'c/in'} | UnsupportedDataset | without 'format'
            {'folderPath': 'c/in', 'format': {'type': 'CsvFormat'}} | InvalidProperty | 'type' of format
            {'format': {'type': 'TextFormat'}} | MissingProperty | 'folderPath'
            {'folderPath': 'c/../d', 'format': {'type': 'TextFormat'}} | FileNameInvalid | folderPath
            {'folderPath': 'c', 'partitionedBy': [{'name': 'y'}], 'format': {'type': 'TextFormat'}} | UnsupportedSetting | 'partitionedBy'
            {'folderPath': 'c', 'format': {'type': 'JsonFormat', 'jsonNodeReference': '$.a'}} | UnsupportedSetting | 'jsonNodeReference'
            {'folderPath': 'c', 'format': {'type': 'TextFormat', 'quoteChar': 'ab'}} | InvalidProperty | 'quoteChar'
            """)
    void whatIsWrongIsSaidByTheCheck(String properties, ErrorCode code, String word) {
        dataset("In", "AzureBlob", "Blob", properties);
        factory.pipeline("P", copy("C", "In", BLOB_SOURCE.replace('\'', '"'), "Out", JSON_SINK.replace('\'', '"')));

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(code);
            assertThat(issue.message()).contains(word);
            assertThat(issue.span().toString()).contains("In.json");
        });
    }

    @ParameterizedTest
    @CsvSource({"c/*, a.txt", "c/out, *.txt"})
    void aSinkHasNoWildcards(String folder, String name) {
        blob("To", folder, name, "{'type': 'TextFormat'}");
        factory.pipeline(
                "P", copy("C", "Documents", JSON_SOURCE.replace('\'', '"'), "To", BLOB_SINK.replace('\'', '"')));

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> assertThat(issue.message())
                .contains("wildcard"));
    }
}
