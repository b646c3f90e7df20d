package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static io.cosmosdataflow.testing.Mappings.translated;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Types of Parquet that pandas and Arrow write and Spark does not, by every way to read them. The values are those that
 * the script beside the files has put in, as far as a microsecond (a tick for times of day) tells.
 */
class ParquetTypesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private static final String PARQUET = "{\"type\": \"ParquetSource\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    /** The ways of data from a file to a file. */
    enum Way {
        COPY,
        FLOW_WITH_DRIFT,
        FLOW_WITH_TYPES
    }

    @BeforeEach
    void aSource() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Parquet", "in", "x.parquet")
                .file("Out", "Json", "out", "x.json")
                .file("Text", "DelimitedText", "out", "x.csv", "\"firstRowAsHeader\": true");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void timestampsAndTimes(Way way) throws IOException {
        List<JsonNode> rows = rows(
                way,
                "times",
                "id as integer, ms as timestamp, us as timestamp, ns as timestamp, msUtc as timestamp, usUtc as"
                        + " timestamp, nsUtc as timestamp, tMs as string, tUs as string, tNs as string");

        assertThat(rows).hasSize(3);
        for (String zone : List.of("", "Utc")) {
            assertThat(moment(rows.get(0), "ms" + zone)).isEqualTo("2024-05-06T07:08:09.123Z");
            assertThat(moment(rows.get(0), "us" + zone)).isEqualTo("2024-05-06T07:08:09.123456Z");
            assertThat(moment(rows.get(0), "ns" + zone)).isEqualTo("2024-05-06T07:08:09.123456Z");
            assertThat(moment(rows.get(1), "ms" + zone)).isEqualTo("1969-12-31T23:59:59.999Z");
            assertThat(moment(rows.get(1), "us" + zone)).isEqualTo("1969-12-31T23:59:59.999999Z");
            assertThat(moment(rows.get(1), "ns" + zone)).isEqualTo("1969-12-31T23:59:59.999999Z");
        }
        assertThat(rows.get(0).path("tMs").asText()).isEqualTo("07:08:09.1230000");
        assertThat(rows.get(0).path("tUs").asText()).isEqualTo("07:08:09.1234560");
        assertThat(rows.get(0).path("tNs").asText()).isEqualTo("07:08:09.1234567");
        assertThat(rows.get(1).path("tMs").asText()).isEqualTo("23:59:59.9990000");
        assertThat(rows.get(1).path("tNs").asText()).isEqualTo("23:59:59.9999999");
        for (String name : List.of("ms", "us", "ns", "tMs", "tUs", "tNs")) {
            assertThat(rows.get(2).path(name).isValueNode()
                            && !rows.get(2).path(name).isNull())
                    .as(name)
                    .isFalse();
        }
    }

    @Test
    void timesInListsMapsAndStructures() throws IOException {
        JsonNode row = rows(Way.FLOW_WITH_DRIFT, "times", "").get(0);

        assertThat(row.at("/nested/t").asText()).isEqualTo("07:08:09.1234560");
        assertThat(row.at("/nested/n").asText()).startsWith("2024-05-06T07:08:09.123456");
        assertThat(row.at("/list/0").asText()).startsWith("2024-05-06T07:08:09.123456");
        assertThat(row.at("/map/k").asText()).isEqualTo("07:08:09.1234567");
    }

    /** A mapping gives them a format, as it does for those of a database. */
    @Test
    void aMappingConvertsThem() throws IOException {
        String mappings = "\"typeConversion\": true, \"mappings\": ["
                + mapping("us", "'format': 'dd/MM/yyyy HH:mm:ss.ffffff'") + ", "
                + mapping("ns", "'format': 'dd/MM/yyyy'") + ", "
                + mapping("tUs", "") + ", "
                + mapping("tNs", "'format': 'hh\\\\:mm'") + "]";
        file("times");
        factory.pipeline(
                "P", copy("C", "In", PARQUET, "Text", translated("{\"type\": \"DelimitedTextSink\"}", mappings)));

        run();

        assertThat(Files.readAllLines(runs.local("Blob/c/out/x.csv")))
                .containsExactly(
                        "us,ns,tUs,tNs",
                        "06/05/2024 07:08:09.123456,06/05/2024,07:08:09.1234560,07:08",
                        "31/12/1969 23:59:59.999999,31/12/1969,23:59:59.9999990,23:59",
                        ",,,");
    }

    private static String mapping(String name, String more) {
        return "{'source': {'name': '%s'}, 'sink': {'name': '%s', 'type': 'String'%s}}"
                .formatted(name, name, more.isEmpty() ? "" : ", " + more)
                .replace('\'', '"');
    }

    @Test
    void aLookupFindsThem() throws IOException {
        file("times");
        factory.dataFlow(
                        "F",
                        Map.of("A", "In", "B", "In"),
                        Map.of("Out", "Out"),
                        """
                        source(output(id as integer, ns as timestamp), allowSchemaDrift: false) ~> A
                        source(output(id as integer, nsUtc as timestamp, tUs as string), allowSchemaDrift: false) ~> B
                        B select(mapColumn(other = id, moment = nsUtc, tUs)) ~> S
                        A, S lookup(ns == moment, multiple: false, pickup: 'any', broadcast: 'auto') ~> L
                        L sink(allowSchemaDrift: true, partitionFileNames: ['x.json']) ~> Out""")
                .pipeline("P", executeDataFlow("D", "F", "{}", ""));

        run();

        assertThat(documents()).filteredOn(row -> row.path("id").asInt() < 3).allSatisfy(row -> assertThat(
                        row.path("other").asInt())
                .isEqualTo(row.path("id").asInt()));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void timesOfTheOldKind(Way way) throws IOException {
        List<JsonNode> rows = rows(way, "int96", "id as integer, ns as timestamp");

        assertThat(moment(rows.get(0), "ns")).isEqualTo("2024-05-06T07:08:09.123456Z");
        assertThat(moment(rows.get(1), "ns")).isEqualTo("1969-12-31T23:59:59.999999Z");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void unsignedNumbersAndDecimalsInWholeNumbers(Way way) throws IOException {
        List<JsonNode> rows = rows(
                way,
                "integers",
                "u8 as integer, u16 as integer, u32 as long, u64 as decimal(20,0), i8 as integer, i16 as integer, d9"
                        + " as decimal(9,2), d18 as decimal(18,3)");

        numbers(rows.get(0), Map.of("u8", "255", "u16", "65535", "u32", "4294967295", "u64", "18446744073709551615"));
        numbers(rows.get(0), Map.of("i8", "-128", "i16", "-32768", "d9", "-1234567.89", "d18", "123456789012345.678"));
        numbers(rows.get(1), Map.of("u8", "0", "u64", "0", "i16", "32767", "d9", "0.01", "d18", "-0.001"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void decimalsInBytesAndDictionaries(Way way) throws IOException {
        List<JsonNode> rows = rows(way, "others", "d9 as decimal(9,2), d38 as decimal(38,0), word as string");

        numbers(rows.get(0), Map.of("d9", "-1234567.89", "d38", "9".repeat(38)));
        numbers(rows.get(1), Map.of("d9", "0.01", "d38", "-1"));
        assertThat(rows).extracting(row -> row.path("word").asText()).containsExactly("yes", "no");
    }

    private static void numbers(JsonNode row, Map<String, String> expected) {
        expected.forEach((name, text) ->
                assertThat(new BigDecimal(row.path(name).asText())).as(name).isEqualByComparingTo(text));
    }

    private static Instant moment(JsonNode row, String name) {
        String text = row.path(name).asText();
        return text.endsWith("Z")
                ? Instant.parse(text)
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private List<JsonNode> rows(Way way, String file, String projection) throws IOException {
        file(file);
        if (way == Way.COPY) {
            factory.pipeline("P", copy("C", "In", PARQUET, "Out", "{\"type\": \"JsonSink\"}"));
        } else {
            String source = way == Way.FLOW_WITH_TYPES
                    ? "output(" + projection + "), allowSchemaDrift: false"
                    : "allowSchemaDrift: true, inferDriftedColumnTypes: true";
            factory.dataFlow(
                            "F",
                            Map.of("In", "In"),
                            Map.of("Out", "Out"),
                            "source(" + source + ", validateSchema: false) ~> In\nIn sink(allowSchemaDrift: true,"
                                    + " partitionFileNames: ['x.json']) ~> Out")
                    .pipeline("P", executeDataFlow("D", "F", "{}", ""));
        }
        run();
        return documents();
    }

    private void file(String name) throws IOException {
        Path file = runs.local("Blob/c/in/x.parquet");
        Files.createDirectories(file.getParent());
        Files.copy(getClass().getResourceAsStream("/parquet/" + name + ".parquet"), file);
    }

    private void run() {
        PipelineResult result = runs.run("P");
        assertThat(result.record().status()).as(result.failures().toString()).isEqualTo(RunStatus.Succeeded);
    }

    private List<JsonNode> documents() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(runs.local("Blob/c/out/x.json"))) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }
}
