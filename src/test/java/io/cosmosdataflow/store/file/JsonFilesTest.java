package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.failure;
import static io.cosmosdataflow.store.file.FileStoreFixture.spark;
import static io.cosmosdataflow.store.file.FileStoreFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FileDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFilesTest {

    private static final FileDataset FOLDER = dataset("Json", "in", "", "");

    @TempDir
    Path directory;

    private FileStoreFixture store;

    @BeforeEach
    void store() {
        store = new FileStoreFixture(directory);
    }

    @Test
    void aMalformedFileFailsTheReadWithItsPlace() throws IOException {
        store.with("in/d/x.json", "{\"a\":1}\n{\"b\":2");

        JobException failure = failure(() -> store.documents(FOLDER));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContainingAll("'d/x.json'", "line 2 (byte 8)", "has no end");
    }

    @Test
    void valuesArriveAsTheyWereWrittenFromFileToFile() throws IOException {
        List<String> nasty = List.of(
                "{\"id\":\"1\",\"n\":1234567890123456789,\"m\":-9223372036854775808,\"big\":123456789012345678901234567890}",
                "{\"d\":0.12345678901234567,\"e\":1E5,\"f\":1.0,\"g\":-0,\"h\":1e-400,\"t\":100.00}",
                "{\"a.b\":1,\"a b\":2,\"q\\\"q\":3,\"$v\":4,\"\":5,\"a\":6,\"A\":7}",
                "{\"date\":\"2020-01-01T00:00:00Z\",\"no\":\"2023-02-31\",\"s\":\"\\u00e9\\/\\n\"}",
                "{\"u\":\"\u00e9\u4e2d\ud83d\ude00\",\"x\":null,\"y\":{\"z\":null,\"e\":{},\"l\":[]},\"l\":[1,\"1\",null,[[]]]}",
                "{\"long\":\"" + "x".repeat(1_500_000) + "\",\"after\":1}",
                "{\"dup\":1,\"dup\":2}");
        store.with("in/x.json", String.join("\n", nasty) + "\n");

        Dataset<Row> rows = store.read(FOLDER);
        StoreMetrics metrics = store.write(dataset("Json", "out", "y.json", ""), "{}", rows);

        assertThat(store.text("out/y.json").lines().toList()).isEqualTo(nasty);
        assertThat(metrics.rows()).hasValue(7L);
        assertThat(metrics.files().orElseThrow()).hasSize(1);
        assertThat(metrics.bytes()).hasValue((long) store.bytes("out/y.json").length);
        assertThat(store.metrics.files().orElseThrow()).hasSize(1);
        assertThat(store.metrics.bytes()).hasValue((long) store.bytes("in/x.json").length);
    }

    @Test
    void largeFilesOfLinesAreCutAndLoseNothing() throws IOException {
        List<String> expected = new ArrayList<>();
        StringBuilder text = new StringBuilder("\uFEFF");
        for (int i = 0; i < 2_000; i++) {
            String document = "{\"i\":" + i + ",\"t\":\"" + "\u00e9".repeat(i % 97) + "\"}";
            expected.add(document);
            text.append(document).append(i % 7 == 0 ? "" : i % 3 == 0 ? "\r\n" : "\n");
        }
        store.with("in/x.json", text.toString());

        withSmallTasks(() -> {
            Dataset<Row> rows = store.read(FOLDER);
            assertThat(rows.rdd().getNumPartitions()).isGreaterThan(20);
            assertThat(texts(rows, Columns.DOCUMENT)).isEqualTo(expected);
        });
    }

    @Test
    void largeFilesOfOtherFormsAreReadWhole() throws IOException {
        String pretty = "{\n \"a\": [\n {\n \"b\": 1\n }\n ]\n}\n";
        store.with("in/a.json", pretty.repeat(1_000)).with("in/b.json", "[" + "{\"a\":1},\n".repeat(2_000) + "{}]");

        withSmallTasks(() -> {
            Dataset<Row> rows = store.read(FOLDER);
            assertThat(rows.rdd().getNumPartitions()).isEqualTo(2);
            assertThat(rows.count()).isEqualTo(1_000 + 2_001);
        });
    }

    @Test
    void aCutFileThatChangesItsFormIsAnErrorNotAWrongResult() throws IOException {
        store.with("in/x.json", "{\"a\":1}\n".repeat(1_000) + "{\n\"a\":[\n{\"b\":1}\n]}\n".repeat(1_000));

        withSmallTasks(() -> {
            JobException failure = failure(() -> store.documents(FOLDER));
            assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "bzip2", "deflate", "ZipDeflate", "TarGzip", "Tar", "snappy", "lz4"})
    void everyCodecIsWrittenInPartsAndReadAgain(String codec) throws IOException {
        for (int parts : new int[] {3, 1}) {
            everyPatternIsWritten(codec, documents(3_000, parts));
        }
    }

    private void everyPatternIsWritten(String codec, Dataset<Row> rows) throws IOException {
        for (String pattern : List.of("setOfObjects", "arrayOfObjects")) {
            FileDataset file = dataset("Json", codec + pattern, "y", "'compression': {'type': '" + codec + "'}");
            store.write(
                    file, "{'formatSettings': {'type': 'JsonWriteSettings', 'filePattern': '" + pattern + "'}}", rows);

            assertThat(store.documents(file)).isEqualTo(texts(rows, Columns.DOCUMENT));
            boolean plain = store.bytes(codec + pattern + "/y").length > 30_000;
            assertThat(plain).isEqualTo(List.of("none", "Tar").contains(codec));
        }
        assertThat(store.files()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "bzip2", "ZipDeflate", "TarGzip"})
    void theFastestLevelMakesAnotherFileThanTheOptimal(String codec) throws IOException {
        Dataset<Row> rows = documents(20_000, 1);
        for (String level : List.of("Optimal", "Fastest")) {
            store.write(
                    dataset("Json", "out", level, "'compression': {'type': '" + codec + "', 'level': '" + level + "'}"),
                    "{}",
                    rows);
        }

        assertThat(store.bytes("out/Fastest").length).isGreaterThan(store.bytes("out/Optimal").length);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8, ''",
        "UTF-8 without BOM, UTF-8, ''",
        "UTF-16, UTF-16LE, FFFE",
        "UTF-16BE, UTF-16BE, FEFF",
        "UTF-32, UTF-32LE, FFFE0000",
        "SHIFT-JIS, Shift_JIS, ''",
        "IBM037, IBM037, ''",
    })
    void everyEncodingIsWrittenAndRead(String name, String charset, String mark) throws IOException {
        String document = charset.startsWith("UTF") ? "{\"a\":\"\u00e9\ud83d\ude00\"}" : "{\"a\":\"A\"}";
        FileDataset file = dataset("Json", "out", "y.json", "'encodingName': '" + name + "'");

        for (int parts : new int[] {1, 2}) {
            store.write(file, "{}", spark().range(0, parts, 1, parts).selectExpr("'" + document + "' AS document"));

            byte[] text = (document + "\n").repeat(parts).getBytes(Charset.forName(charset));
            byte[] bytes = store.bytes("out/y.json");
            HexFormat hex = HexFormat.of().withUpperCase();
            assertThat(hex.formatHex(bytes)).isEqualTo(mark + hex.formatHex(text));
            assertThat(store.documents(file)).hasSize(parts).containsOnly(document);
        }
    }

    @Test
    void aByteOrderMarkOutweighsTheDatasetsEncoding() throws IOException {
        store.with("in/x.json", "\uFEFF{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_16LE));

        assertThat(store.documents(FOLDER)).containsExactly("{\"a\":\"\u00e9\"}");
    }

    @Test
    void bytesThatAreNoTextAreAnErrorInEveryEncoding() throws IOException {
        store.with("in/x.json", new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'});
        store.with("ascii/x.json", "{\"a\":\"\u00e9\"}");

        assertThat(failure(() -> store.documents(FOLDER))).hasMessageContaining("it is not UTF-8");
        assertThat(failure(() -> store.documents(dataset("Json", "ascii", "", "'encodingName': 'US-ASCII'"))))
                .hasMessageContaining("it is not in encoding US-ASCII");
    }

    @Test
    void aCharacterThatTheEncodingLacksFailsTheWriteAndLeavesNothing() throws IOException {
        FileDataset file = dataset("Json", "out", "y.json", "'encodingName': 'US-ASCII'");

        JobException failure =
                failure(() -> store.write(file, "{}", spark().sql("SELECT '{\"a\":\"\u00e9\"}' AS document")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileStoreFailed);
        assertThat(failure).hasMessageContaining("choose UTF-8");
        assertThat(store.files()).isEmpty();
        assertThat(store.container).doesNotExist();
    }

    @Test
    void brokenCompressionIsReportedByFile() throws IOException {
        store.with("in/x.gz", "not gzip");

        JobException failure =
                failure(() -> store.documents(dataset("Json", "in", "x.gz", "'compression': {'type': 'gzip'}")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContainingAll("'x.gz'", "compression is broken");
    }

    @Test
    void severalMembersOfAGzipFileAreRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String document : List.of("{\"a\":1}\n", "{\"a\":2}\n")) {
            GZIPOutputStream member = new GZIPOutputStream(bytes);
            member.write(document.getBytes(StandardCharsets.UTF_8));
            member.finish();
        }
        store.with("in/x.gz", bytes.toByteArray());

        assertThat(store.documents(dataset("Json", "in", "x.gz", "'compression': {'type': 'gzip'}")))
                .containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void anArchivesNameIsAFolderUnlessTurnedOff() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ZipOutputStream zip = new ZipOutputStream(bytes);
        for (String name : List.of("a.json", "d/b.json")) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        zip.close();
        store.with("in/s/x.zip", bytes.toByteArray());
        FileDataset zipped = dataset("Json", "in", "", "'compression': {'type': 'ZipDeflate'}");
        String settings = "{'formatSettings': {'type': 'JsonReadSettings', 'compressionProperties': {'type':"
                + " 'ZipDeflateReadSettings', 'preserveZipFileNameAsFolder': false}}}";

        assertThat(texts(store.read(zipped), Columns.FILE_PATH)).containsExactly("s/x.zip/a.json", "s/x.zip/d/b.json");
        assertThat(texts(store.read(zipped, settings), Columns.FILE_PATH)).containsExactly("s/a.json", "s/d/b.json");
    }

    @Test
    void theConnectionsOfASourceAreNoMoreThanAskedFor() throws IOException {
        for (int i = 0; i < 30; i++) {
            store.with("in/" + i + ".json", ("{\"i\":" + i + "}\n").repeat(200));
        }

        withSmallTasks(() -> {
            assertThat(store.read(FOLDER).rdd().getNumPartitions()).isGreaterThan(10);
            Dataset<Row> limited = store.read(
                    FOLDER, "{'storeSettings': {'type': 'FileServerReadSettings', 'maxConcurrentConnections': 3}}");
            assertThat(limited.rdd().getNumPartitions()).isEqualTo(3);
        });
    }

    @Test
    void lineEndsInADocumentDoNotBreakItsLine() throws IOException {
        store.write(dataset("Json", "out", "y.json", ""), "{}", spark().sql("SELECT '{\\r\\n\"a\":\\n1}' AS document"));

        assertThat(store.text("out/y.json")).isEqualTo("{  \"a\": 1}\n");
    }

    @Test
    void noRowsMakeAnEmptyFileInEachPattern() throws IOException {
        Dataset<Row> none = spark().sql("SELECT '' AS document WHERE false");
        store.write(dataset("Json", "out", "set.json", ""), "{}", none);
        store.write(
                dataset("Json", "out", "array.json", ""),
                "{'formatSettings': {'filePattern': 'arrayOfObjects'}}",
                none);

        assertThat(store.text("out/set.json")).isEmpty();
        assertThat(store.text("out/array.json")).isEqualTo("[]");
    }

    static Dataset<Row> documents(int count, int partitions) {
        return spark().range(0, count, 1, partitions)
                .select(functions
                        .expr("concat('{\"id\":\"', id, '\",\"text\":\"', md5(cast(id % 50 AS string)), '\"}')")
                        .as(Columns.DOCUMENT));
    }

    static void withSmallTasks(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        spark().conf().set("spark.sql.files.maxPartitionBytes", "3000");
        spark().conf().set("spark.sql.files.openCostInBytes", "100");
        try {
            org.assertj.core.api.Assertions.assertThatCode(work).doesNotThrowAnyException();
        } finally {
            spark().conf().unset("spark.sql.files.maxPartitionBytes");
            spark().conf().unset("spark.sql.files.openCostInBytes");
        }
    }
}
