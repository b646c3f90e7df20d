package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file that is not what its dataset says, behind one that is: the data is wrong, not this product, nor the store that
 * is written to. Whatever the format, the way to be wrong, and whoever reads it.
 */
class BadFilesTest {

    private static final String FLOW =
            """
            source(allowSchemaDrift: true, validateSchema: false) ~> In
            In sink(allowSchemaDrift: true, validateSchema: false) ~> Out
            """;

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void factory() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory()).file("Out", "Json", "out", "");
    }

    private enum Fault {
        CUT,
        SCRAMBLED,
        TEXT,
        OTHER_FORMAT
    }

    static Stream<Arguments> columnar() {
        return Stream.of("Parquet", "Avro", "Orc")
                .flatMap(format -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(format, fault)));
    }

    @ParameterizedTest
    @MethodSource("columnar")
    void aBadColumnarFileIsTheSourcesFault(String format, Fault fault) throws IOException {
        byte[] good = columnar(format);
        byte[] other = columnar(format.equals("Parquet") ? "Orc" : "Parquet");
        input("a", good);
        input("z", bad(good, fault, other));
        factory.file("In", format, "in", "");
        reads(format);

        assertThat(failure("ByCopy")).startsWith("FileMalformed ").satisfies(text -> named(format, fault, text));
        assertThat(failure("ByFlow")).startsWith("FileMalformed ").satisfies(text -> named(format, fault, text));
    }

    /** The ORC library does not say which file has no end. */
    private static void named(String format, Fault fault, String text) {
        if (!format.equals("Orc") || fault != Fault.CUT) {
            assertThat(text).contains("z'").doesNotContain("cannot be written");
        }
    }

    @ParameterizedTest
    @CsvSource({"Parquet", "Avro", "Orc"})
    void aBadFirstFileIsNamed(String format) throws IOException {
        byte[] good = columnar(format);
        input("a", bad(good, Fault.CUT, good));
        input("z", good);
        factory.file("In", format, "in", "");
        reads(format);

        assertThat(failure("ByCopy")).startsWith("FileMalformed ").contains("'a'");
        assertThat(failure("ByFlow")).startsWith("FileMalformed ").contains("'in/a'");
    }

    /** Avro takes it for the end of the data, so that the rows behind it would be missing in silence. */
    @Test
    void anAvroFileThatLacksItsLastBlockIsNoShorterFile() throws IOException {
        byte[] good = columnar("Avro");
        for (int lost : List.of(1, 16, 17, 40)) {
            input("z", Arrays.copyOf(good, good.length - lost));
            factory.file("In", "Avro", "in", "");
            reads("Avro");

            assertThat(failure("ByCopy")).startsWith("FileMalformed ").contains("it is cut off");
        }
    }

    private enum SinkKind {
        Parquet,
        Cosmos,
        Sql
    }

    /** A write pulls the read along, and each store has a way of its own to fail. */
    @ParameterizedTest
    @EnumSource(SinkKind.class)
    void theSourcesFaultIsNotTheSinks(SinkKind kind) throws IOException {
        byte[] good = columnar("Parquet");
        input("a", good);
        input("z", bad(good, Fault.CUT, good));
        factory.file("In", "Parquet", "in", "");
        String sink =
                switch (kind) {
                    case Parquet -> {
                        factory.file("Out", "Parquet", "out", "");
                        yield "{\"type\": \"ParquetSink\"}";
                    }
                    case Cosmos -> {
                        factory.container("Out", "out");
                        yield "{\"type\": \"CosmosDbSqlApiSink\"}";
                    }
                    case Sql -> {
                        factory.linkedService("Sql", "AzureSqlDatabase", "{\"connectionString\": \"Server=x\"}")
                                .dataset("Out", "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"t\"}");
                        yield "{\"type\": \"AzureSqlSink\", \"tableOption\": \"autoCreate\"}";
                    }
                };
        factory.pipeline("ByCopy", copy("C", "In", "{\"type\": \"ParquetSource\"}", "Out", sink));

        assertThat(failure("ByCopy")).startsWith("FileMalformed ").contains("z'");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBadCompressionIsTheFilesFault(Fault fault) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("id,name\n1,a\n2,bcdef\n".repeat(50).getBytes(StandardCharsets.UTF_8));
        }
        input("a", bytes.toByteArray());
        input("z", bad(bytes.toByteArray(), fault, columnar("Orc")));
        factory.file("In", "DelimitedText", "in", "", "\"compressionCodec\": \"gzip\", \"firstRowAsHeader\": true");
        reads("DelimitedText");

        assertThat(failure("ByCopy")).startsWith("FileMalformed ").contains("'z' cannot be read");
        assertThat(failure("ByFlow")).startsWith("FileMalformed ").contains("'in/z' cannot be read");
    }

    /** A name, and nothing else, is not shown as the file's; a part of a Delta table is a file like others. */
    @Test
    void aBadPartOfADeltaTableIsTheTablesFault() throws IOException {
        Path table = Files.createDirectories(runs.local("Blob/c/in"));
        rows().repartition(2).write().format("delta").save(table.toString());
        try (Stream<Path> files = Files.list(table)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
                Files.deleteIfExists(table.resolve("." + file.getFileName() + ".crc"));
                Files.writeString(file, "this is only text");
            }
        }
        factory.dataFlow(
                        "Flow",
                        "MappingDataFlow",
                        "{\"name\": \"In\", \"linkedService\": {\"referenceName\": \"Blob\", \"type\":"
                                + " \"LinkedServiceReference\"}}",
                        "{\"name\": \"Out\", \"dataset\": {\"referenceName\": \"Out\", \"type\":"
                                + " \"DatasetReference\"}}",
                        "",
                        FLOW.replace("source(", "source(format: 'delta', container: 'c', folderPath: 'in', "))
                .pipeline("ByFlow", executeDataFlow("D", "Flow", "{}", ""));

        assertThat(failure("ByFlow")).startsWith("FileMalformed ").contains(".parquet'");
    }

    private void input(String name, byte[] bytes) throws IOException {
        Files.write(Files.createDirectories(runs.local("Blob/c/in")).resolve(name), bytes);
    }

    /** To lines of JSON, by a copy and by a data flow. */
    private void reads(String format) {
        factory.pipeline(
                        "ByCopy",
                        copy("C", "In", "{\"type\": \"" + format + "Source\"}", "Out", "{\"type\": \"JsonSink\"}"))
                .dataFlow("Flow", Map.of("In", "In"), Map.of("Out", "Out"), FLOW)
                .pipeline("ByFlow", executeDataFlow("D", "Flow", "{}", ""));
    }

    private String failure(String pipeline) {
        return runs.run(pipeline).record().activities().stream()
                .flatMap(activity -> activity.error().stream())
                .map(error -> error.code() + " " + error.message())
                .collect(Collectors.joining("\n"));
    }

    private static byte[] bad(byte[] good, Fault fault, byte[] other) {
        return switch (fault) {
            case CUT -> Arrays.copyOf(good, good.length * 2 / 3);
            case SCRAMBLED -> {
                byte[] bad = good.clone();
                for (int i = bad.length / 4; i < bad.length * 3 / 4; i++) {
                    bad[i] ^= 0x5A;
                }
                yield bad;
            }
            case TEXT -> "this is only text, and more than a few letters of it".getBytes(StandardCharsets.UTF_8);
            case OTHER_FORMAT -> other;
        };
    }

    private static Dataset<Row> rows() {
        return SharedSpark.session().range(200).selectExpr("id", "concat('name ', id) name");
    }

    private byte[] columnar(String format) throws IOException {
        Path out = directory.resolve("good-" + format);
        rows().coalesce(1)
                .write()
                .mode("overwrite")
                .format(format.toLowerCase(Locale.ROOT))
                .save(out.toString());
        try (Stream<Path> files = Files.list(out)) {
            return Files.readAllBytes(
                    files.filter(file -> file.getFileName().toString().startsWith("part"))
                            .findFirst()
                            .orElseThrow());
        }
    }
}
