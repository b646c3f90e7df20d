package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One text for each value, whatever the mapping says. Numbers: .NET's {@code ToString("R")} in the invariant culture
 * (Microsoft Learn, standard-numeric-format-strings); times: docs/data-types.md, with the seven digits that {@code
 * datetime2(7)} has; decimals: all digits of their scale; documents: ISO 8601.
 */
class ValueTextsTest {

    private static final String TYPES = "id:int:key,f:float,r:real,\"m:decimal(20,8)\",b:boolean,dt:timestamp(7),"
            + "o:timestamp(7) with time zone,t:time(7),g:uuid,x:varbinary(10),bi:bigint,s:nvarchar(60)";
    private static final String ROWS =
            """
            1,12345678.9,12345678,0,true,2018-12-17 14:02:47.1696724,2018-12-17 14:02:47.1696724+05:30,23:59:59.1234567,6F9619FF-8B86-D011-B42D-00C04FC964FF,00ff,9223372036854775807,a
            2,0.00001,5,12345678.9,false,2026-02-28 00:00:00,2026-02-28 00:00:00+00:00,00:00:00,00000000-0000-0000-0000-000000000000,,0,
            3,1e16,0.1,0.00000001,,1999-12-31 23:59:59.5,,,,,-1,b
            4,5,1e7,-1,,,,,,,,
            """;
    private static final String TEXTS =
            """
            id,f,r,m,b,dt,o,t,g,x,bi,s
            1,12345678.9,1.2345678E+07,0.00000000,True,2018-12-17 14:02:47.1696724,2018-12-17 14:02:47.1696724 +05:30,23:59:59.1234567,6f9619ff-8b86-d011-b42d-00c04fc964ff,MDBmZg==,9223372036854775807,a
            2,1E-05,5,12345678.90000000,False,2026-02-28 00:00:00.0000000,2026-02-28 00:00:00.0000000 +00:00,00:00:00,00000000-0000-0000-0000-000000000000,,0,
            3,1E+16,0.1,0.00000001,,1999-12-31 23:59:59.5000000,,,,,-1,b
            4,5,1E+07,-1.00000000,,,,,,,,
            """;
    private static final String SQL = "{\"type\": \"AzureSqlSource\"}";
    private static final String TO_SQL = "{\"type\": \"AzureSqlSink\"}";
    private static final String TO_TEXT = "{\"type\": \"DelimitedTextSink\"}";
    private static final String TEXT = "{\"type\": \"DelimitedTextSource\"}";
    private static final String TO_JSON = "{\"type\": \"JsonSink\"}";
    /** A query without an order promises none, and the first document decides on types. */
    private static final String COSMOS_IN_ORDER =
            "{\"type\": \"CosmosDbSqlApiSource\", \"query\": \"SELECT * FROM c ORDER BY c.id\"}";

    private static final String TO_COSMOS = "{\"type\": \"CosmosDbSqlApiSink\"}";
    private static final List<String> COLUMNS = List.of("id", "f", "r", "m", "b", "dt", "o", "t", "g", "x", "bi", "s");

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void tables() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Sql", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Initial Catalog=d\"}")
                .container("Documents", "documents");
        table("T", TYPES + "\n" + ROWS);
        table("Back", TYPES + "\n");
        text("Out", "out.csv").text("Again", "again.csv");
        factory.file("Json", "Json", "out", "out.json");
    }

    private ValueTextsTest table(String name, String rows) {
        factory.dataset(name, "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"" + name + "\"}");
        runs.file("Sql/dbo." + name + ".csv", rows);
        return this;
    }

    private ValueTextsTest text(String name, String file) {
        factory.file(name, "DelimitedText", "out", file, "\"firstRowAsHeader\": true");
        return this;
    }

    private String written(String file) throws IOException {
        return Files.readString(runs.local("Blob/c/out/" + file))
                .replace("\uFEFF", "")
                .replace("\r\n", "\n");
    }

    private void runs(String... activities) {
        factory.pipeline("Main", activities);
        assertThat(runs.run("Main").failures()).isEmpty();
    }

    /** @param sinkType empty for a mapping without types */
    private static String mapped(String sink, String sinkType) {
        String type = sinkType.isEmpty() ? "" : ", \"type\": \"" + sinkType + "\"";
        List<String> mappings = COLUMNS.stream()
                .map(name ->
                        "{\"source\": {\"name\": \"%s\"}, \"sink\": {\"name\": \"%s\"%s}}".formatted(name, name, type))
                .toList();
        return sink + ", \"translator\": {\"type\": \"TabularTranslator\", \"mappings\": ["
                + String.join(", ", mappings) + "]}";
    }

    @Test
    void aTableIsTheSameTextWhateverTheMappingSaysAndIsReadAgain() throws IOException {
        table(
                "Texts",
                "id:int:key,f:nvarchar(60),r:nvarchar(60),m:nvarchar(60),b:nvarchar(60),dt:nvarchar(60),"
                        + "o:nvarchar(60),t:nvarchar(60),g:nvarchar(60),x:nvarchar(60),bi:nvarchar(60),s:nvarchar(60)\n");
        text("Untyped", "untyped.csv").text("Typed", "typed.csv").text("OfTexts", "texts.csv");

        runs(
                copy("Plain", "T", SQL, "Out", TO_TEXT),
                copy("Untyped", "T", SQL, "Untyped", mapped(TO_TEXT, "")),
                copy("Typed", "T", SQL, "Typed", mapped(TO_TEXT, "String")),
                copy("ToTexts", "T", SQL, "Texts", TO_SQL),
                copy("OfTexts", "Texts", SQL, "OfTexts", TO_TEXT, "ToTexts"),
                copy("Back", "Out", TEXT, "Back", TO_SQL, "Plain"),
                copy("Again", "Back", SQL, "Again", TO_TEXT, "Back"));

        assertThat(written("out.csv")).isEqualTo(TEXTS);
        assertThat(written("untyped.csv")).isEqualTo(TEXTS);
        assertThat(written("typed.csv")).isEqualTo(TEXTS);
        assertThat(written("texts.csv")).isEqualTo(TEXTS);
        assertThat(written("again.csv")).as("read again").isEqualTo(TEXTS);
    }

    @Test
    void aTableBecomesDocumentsAndComesBack() throws IOException {
        table("Back2", TYPES + "\n");
        text("Again2", "again2.csv");
        runs(
                copy("Json", "T", SQL, "Json", TO_JSON),
                copy("Cosmos", "T", SQL, "Documents", TO_COSMOS),
                copy("OfJson", "Json", "{\"type\": \"JsonSource\"}", "Back", TO_SQL, "Json"),
                copy("OfCosmos", "Documents", COSMOS_IN_ORDER, "Back2", TO_SQL, "Cosmos"),
                copy("Again", "Back", SQL, "Again", TO_TEXT, "OfJson"),
                copy(
                        "Again2",
                        "Back2",
                        "{\"type\": \"AzureSqlSource\", \"sqlReaderQuery\":"
                                + " \"SELECT * FROM dbo.Back2 ORDER BY id\"}",
                        "Again2",
                        TO_TEXT,
                        "OfCosmos"));

        List<String> lines = written("out.json").lines().toList();
        assertThat(lines.get(0))
                .contains("\"m\":0.00000000", "\"b\":true")
                .contains("\"dt\":\"2018-12-17T14:02:47.1696724Z\"")
                .contains("\"o\":\"2018-12-17T14:02:47.1696724+05:30\"", "\"x\":\"MDBmZg==\"");
        assertThat(lines.get(1)).contains("\"m\":12345678.90000000", "\"dt\":\"2026-02-28T00:00:00Z\"");
        assertThat(lines.get(2)).contains("\"m\":0.00000001", "\"dt\":\"1999-12-31T23:59:59.5Z\"");
        // detectDatetime takes a time with an offset to UTC
        String read = TEXTS.replace("2018-12-17 14:02:47.1696724 +05:30", "2018-12-17 08:32:47.1696724 +00:00");
        assertThat(written("again.csv")).isEqualTo(read);
        assertThat(written("again2.csv")).isEqualTo(read);
    }

    @Test
    void aDataFlowWritesTheSameNumbersAndItsOwnTimes() throws IOException {
        factory.dataFlow(
                        "Flow",
                        Map.of("In", "T"),
                        Map.of("Texts", "Out", "Jsons", "Json"),
                        """
                        source(allowSchemaDrift: true, inferDriftedColumnTypes: true) ~> In
                        In select(mapColumn(id, f, r, m, b, dt, bi), skipDuplicateMapInputs: true,
                          skipDuplicateMapOutputs: true) ~> Some
                        Some sink(partitionFileNames: ['out.csv'], partitionBy('hash', 1)) ~> Texts
                        Some sink(partitionFileNames: ['out.json'], partitionBy('hash', 1)) ~> Jsons""")
                .file("Out", "DelimitedText", "out", "", "\"firstRowAsHeader\": true")
                .file("Json", "Json", "out", "");

        runs(FactoryFiles.executeDataFlow("Run", "Flow", "{}", ""));

        assertThat(written("out.csv").lines())
                .containsExactlyInAnyOrder(
                        "id,f,r,m,b,dt,bi",
                        "1,12345678.9,1.2345678E+07,0.00000000,true,2018-12-17T14:02:47.169672Z,9223372036854775807",
                        "2,1E-05,5,12345678.90000000,false,2026-02-28T00:00:00.000Z,0",
                        "3,1E+16,0.1,0.00000001,,1999-12-31T23:59:59.500Z,-1",
                        "4,5,1E+07,-1.00000000,,,");
        assertThat(written("out.json"))
                .contains("\"m\":0.00000000", "\"m\":0.00000001", "\"dt\":\"2018-12-17T14:02:47.169672Z\"")
                .contains("\"dt\":\"2026-02-28T00:00:00Z\"", "\"dt\":\"1999-12-31T23:59:59.5Z\"");
    }

    @Test
    void listsStructuresAndMapsAreJsonInTexts() throws IOException {
        SharedSpark.session()
                .sql(
                        "select 1 as id, array('a', null) as l, named_struct('k', 0.00000000BD, 'n', cast(null as int)) as o,"
                                + " map('m', array(1.5D)) as p, timestamp'2026-02-28 00:00:00.5' as t")
                .coalesce(1)
                .write()
                .parquet(runs.local("Blob/c/in").toString());
        factory.file("In", "Parquet", "in", "");
        table("Nested", "id:int:key,l:nvarchar(60),o:nvarchar(60),p:nvarchar(60),t:timestamp(7)\n");
        String source = "{\"type\": \"ParquetSource\"}";

        runs(
                copy("Plain", "In", source, "Out", TO_TEXT),
                copy("Json", "In", source, "Json", TO_JSON),
                copy("Table", "In", source, "Nested", TO_SQL),
                copy("Again", "Nested", SQL, "Again", TO_TEXT, "Table"));

        String values = "1,\"[\\\"a\\\",null]\",\"{\\\"k\\\":0.00000000,\\\"n\\\":null}\",\"{\\\"m\\\":[1.5]}\","
                + "2026-02-28 00:00:00.5000000\n";
        assertThat(written("out.csv")).isEqualTo("id,l,o,p,t\n" + values);
        assertThat(written("again.csv")).isEqualTo("id,l,o,p,t\n" + values);
        assertThat(written("out.json").trim())
                .isEqualTo("{\"id\":1,\"l\":[\"a\",null],\"o\":{\"k\":0.00000000,\"n\":null},\"p\":{\"m\":[1.5]},"
                        + "\"t\":\"2026-02-28T00:00:00.5Z\"}");
    }

    /** The texts are those of .NET for the Double or Int64 that a JSON number is; digits that it lacks stay. */
    @Test
    void skippingRowsChangesNoValueOfDocuments() throws IOException {
        runs.file(
                "Blob/c/in/a.json",
                """
                {"id":"1","a":"x","b":1,"c":true,"o":{"k":1.10},"d":"2020-01-01T00:00:00Z"}
                {"id":"2","a":1.10,"b":2,"c":false,"o":{"k": 1.10},"d":"2020-01-01T00:00:00.1234567Z"}
                {"id":"3","a":12345678901234567890.123456789,"b":3.0,"c":false,"o":"text","d":null}
                {"id":"4","a":true,"b":4,"c":false,"o":[1, 2],"d":"2020-01-01"}
                """);
        factory.file("In", "Json", "in", "a.json");
        text("Untyped", "untyped.csv");
        String source = "{\"type\": \"JsonSource\"}";
        String mapping = ", \"translator\": {\"type\": \"TabularTranslator\", \"mapComplexValuesToString\": true,"
                + " \"mappings\": ["
                + String.join(
                        ", ",
                        List.of("id", "a", "b", "c", "o", "d").stream()
                                .map(name -> "{\"source\": {\"path\": \"$['" + name + "']\"}, \"sink\": {\"name\": \""
                                        + name + "\"}}")
                                .toList())
                + "]}";

        runs(
                copy("Fails", "In", source, "Out", TO_TEXT),
                copy("Skips", "In", source, "Again", TO_TEXT + ", \"enableSkipIncompatibleRow\": true"),
                copy("Maps", "In", source, "Untyped", TO_TEXT + mapping));

        String expected =
                """
                id,a,b,c,o,d
                1,x,1,True,"{\\"k\\":1.10}",2020-01-01T00:00:00Z
                2,1.1,2,False,"{\\"k\\":1.10}",2020-01-01T00:00:00.1234567Z
                3,12345678901234567890.123456789,3,False,text,
                4,True,4,False,"[1,2]",2020-01-01
                """;
        assertThat(written("out.csv")).isEqualTo(expected);
        assertThat(written("again.csv")).isEqualTo(expected);
        assertThat(written("untyped.csv")).isEqualTo(expected);
    }

    @Test
    void formatsAndCulturesOfBothSidesCount() throws IOException {
        runs.file(
                "Blob/c/in/in.csv",
                "id;d;e;n;t\n1;31/01/2026;2026-01-31;1.234,5;31/01/2026\n2;01/02/2026;;;01/02/2026\n");
        factory.file("In", "DelimitedText", "in", "in.csv", "\"firstRowAsHeader\": true, \"columnDelimiter\": \";\"");
        String mapping =
                """
                , "translator": {"type": "TabularTranslator", "mappings": [
                  {"source": {"name": "id"}, "sink": {"name": "id"}},
                  {"source": {"name": "d", "format": "dd/MM/yyyy"}, "sink": {"name": "d", "format": "yyyyMMdd"}},
                  {"source": {"name": "e"}, "sink": {"name": "e", "format": "dd.MM.yyyy"}},
                  {"source": {"name": "n", "culture": "de-DE"},
                   "sink": {"name": "n", "type": "Double", "culture": "fr-FR"}},
                  {"source": {"name": "t", "type": "DateTime", "format": "dd/MM/yyyy"}, "sink": {"name": "t"}}]}""";
        String back =
                """
                , "translator": {"type": "TabularTranslator", "mappings": [
                  {"source": {"name": "id"}, "sink": {"path": "$['id']"}},
                  {"source": {"name": "d", "format": "dd/MM/yyyy"}, "sink": {"path": "$['d']"}},
                  {"source": {"name": "e"}, "sink": {"path": "$['e']", "format": "dd.MM.yyyy"}},
                  {"source": {"name": "n", "type": "Double", "culture": "de-DE"}, "sink": {"path": "$['n']"}}]}""";

        runs(copy("Copy", "In", TEXT, "Out", TO_TEXT + mapping), copy("Json", "In", TEXT, "Json", TO_JSON + back));

        assertThat(written("out.csv"))
                .isEqualTo(
                        """
                        id,d,e,n,t
                        1,20260131,31.01.2026,"1234,5",2026-01-31 00:00:00.0000000
                        2,20260201,,,2026-02-01 00:00:00.0000000
                        """);
        assertThat(written("out.json").lines())
                .containsExactly(
                        "{\"id\":\"1\",\"d\":\"2026-01-31T00:00:00Z\",\"e\":\"31.01.2026\",\"n\":1234.5}",
                        "{\"id\":\"2\",\"d\":\"2026-02-01T00:00:00Z\",\"e\":null,\"n\":null}");
    }

    @Test
    void theSeventhDigitIsKeptOrTheRowDoesNotFit() throws IOException {
        factory.file("Columns", "Parquet", "parquet", "").file("Strict", "Parquet", "strict", "");
        String strict = "{\"type\": \"ParquetSink\"}, \"enableSkipIncompatibleRow\": true, \"translator\":"
                + " {\"type\": \"TabularTranslator\", \"typeConversion\": true,"
                + " \"typeConversionSettings\": {\"allowDataTruncation\": false}}";

        factory.pipeline(
                "Main",
                copy("Table", "T", SQL, "Back", TO_SQL),
                copy("Again", "Back", SQL, "Again", TO_TEXT, "Table"),
                copy("Cut", "T", SQL, "Columns", "{\"type\": \"ParquetSink\"}"),
                copy("Strict", "T", SQL, "Strict", strict));
        PipelineResult result = runs.run("Main");

        assertThat(result.failures()).isEmpty();
        assertThat(written("again.csv")).isEqualTo(TEXTS);
        assertThat(SharedSpark.session()
                        .read()
                        .parquet(runs.local("Blob/c/parquet").toString())
                        .selectExpr("typeof(dt)", "cast(dt as string)")
                        .collectAsList()
                        .toString())
                .contains("[timestamp,2018-12-17 14:02:47.169672]", "[timestamp,2026-02-28 00:00:00]");
        assertThat(SharedSpark.session()
                        .read()
                        .parquet(runs.local("Blob/c/strict").toString())
                        .count())
                .as("rows whose seventh digit is not zero are left out")
                .isEqualTo(3);
    }

    @Test
    void theLogOfSkippedRowsHasOneForm() throws IOException {
        runs.file("Blob/c/in/wide.csv", "id,name\n1,ok\nx,\"b \"\"q\"\", c\",extra\n")
                .file("Blob/c/in/typed.csv", "id,name\n1,ok\nx,\"b \"\"q\"\", c\"\n")
                .file("Blob/c/in/sql.csv", "id,name\n1,ok\n1,\"b \"\"q\"\", c\"\n")
                .file("Blob/c/in/docs.json", "{\"id\":\"a\",\"v\":1}\n{\"id\":\"b/c\",\"v\":3}\n");
        table("Keyed", "id:int:key,name:nvarchar(60)\n");
        for (String file : List.of("wide", "typed", "sql")) {
            factory.file(
                    file, "DelimitedText", "in", file + ".csv", "\"firstRowAsHeader\": true, \"escapeChar\": \"\\\"\"");
        }
        factory.file("docs", "Json", "in", "docs.json");
        String skips = ", \"enableSkipIncompatibleRow\": true, \"logSettings\": {\"enableCopyActivityLog\": true,"
                + " \"logLocationSettings\": {\"path\": \"c/logs\", \"linkedServiceName\":"
                + " {\"referenceName\": \"Blob\", \"type\": \"LinkedServiceReference\"}}}";
        String typed = ", \"translator\": {\"type\": \"TabularTranslator\", \"mappings\": ["
                + "{\"source\": {\"name\": \"id\", \"type\": \"Int32\"}, \"sink\": {\"name\": \"id\"}},"
                + "{\"source\": {\"name\": \"name\"}, \"sink\": {\"name\": \"name\"}}]}";

        runs(
                copy("Wide", "wide", TEXT, "Out", TO_TEXT + skips),
                copy("Typed", "typed", TEXT, "Again", TO_TEXT + skips + typed),
                copy("Sql", "sql", TEXT, "Keyed", TO_SQL + skips),
                copy("Cosmos", "docs", "{\"type\": \"JsonSource\"}", "Documents", TO_COSMOS + skips));

        assertThat(log("Wide"))
                .contains("TabularRowSkip,\"\"\"x\"\", \"\"b \"\"\"\"q\"\"\"\", c\"\", \"\"extra\"\"\",");
        assertThat(log("Typed")).contains("TabularRowSkip,\"\"\"x\"\", \"\"b \"\"\"\"q\"\"\"\", c\"\"\",\"");
        assertThat(log("Sql")).contains("TabularRowSkip,\"\"\"1\"\", \"\"b \"\"\"\"q\"\"\"\", c\"\"\",\"");
        assertThat(log("Cosmos")).contains("TabularRowSkip,\"\"\"b/c\"\", \"\"b/c\"\"\",\"Cosmos");
    }

    private String log(String activity) throws IOException {
        try (var files = Files.walk(runs.local("Blob/c/logs/copyactivity-logs/" + activity))) {
            return Files.readString(files.filter(file -> file.toString().endsWith(".csv"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
