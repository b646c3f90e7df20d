package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.WorkbookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks in pipelines. Source: Microsoft Learn, format-excel, Excel as source. */
class ExcelCopyTest {

    private static final String EXCEL = "{\"type\": \"ExcelSource\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";
    private static final String HEADER = "\"sheetName\": \"Data\", \"firstRowAsHeader\": true";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aWorkbook() throws IOException {
        runs = LocalRuns.in(directory);
        workbook(
                "in/a.xlsx",
                WorkbookFile.of(
                        """
                        <row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c>
                          <c r="B1" t="inlineStr"><is><t>day</t></is></c><c r="C1" t="inlineStr"><is><t>price</t></is></c></row>
                        <row r="2"><c r="A2"><v>7</v></c><c r="B2" s="1"><v>43831.25</v></c><c r="C2"><v>2.5</v></c></row>
                        <row r="3"><c r="A3"><v>8</v></c><c r="C3" t="s"><v>0</v></c></row>"""));
        factory = FactoryFiles.in(runs.factory())
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .dataset("Prices", "AzureSqlTable", "Db", "{\"tableName\": \"Prices\"}")
                .file("Book", "Excel", "in", "a.xlsx", HEADER)
                .file("Books", "Excel", "in", "", HEADER)
                .file("Numbered", "Excel", "in", "a.xlsx", "\"sheetIndex\": 0, \"range\": \"A2\"")
                .file("Out", "Json", "out", "out.json");
    }

    private void workbook(String path, WorkbookFile workbook) throws IOException {
        write(path, workbook.bytes());
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = runs.local("Blob/c/" + path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private JsonNode copied(String activity) {
        PipelineResult result = run(activity);
        assertThat(result.failures()).isEmpty();
        return result.record().activities().get(0).output();
    }

    private PipelineResult run(String activity) {
        factory.pipeline("P", activity);
        return runs.run("P");
    }

    private List<String> out() throws IOException {
        return Files.readAllLines(runs.local("Blob/c/out/out.json"));
    }

    @Test
    void rowsBecomeDocumentsOfTexts() throws IOException {
        JsonNode output = copied(copy("C", "Book", EXCEL, "Out", JSON_SINK));

        assertThat(out())
                .containsExactly(
                        "{\"id\":\"7\",\"day\":\"2020-01-01 06:00:00\",\"price\":\"2.5\"}",
                        "{\"id\":\"8\",\"day\":null,\"price\":\"shared\"}");
        assertThat(output.get("rowsRead").asInt()).isEqualTo(2);
        assertThat(output.get("filesRead").asInt()).isEqualTo(1);
    }

    @Test
    void columnsWithoutNamesAreNumbered() throws IOException {
        copied(copy("C", "Numbered", EXCEL, "Out", JSON_SINK));

        assertThat(out().get(0)).isEqualTo("{\"Prop_0\":\"7\",\"Prop_1\":\"2020-01-01 06:00:00\",\"Prop_2\":\"2.5\"}");
    }

    /** Of the two rows one has a text for its price. */
    @Test
    void valuesAreConvertedForATableAndRowsThatDoNotFitAreSkipped() throws IOException {
        runs.file("Db/Prices.csv", "id:int,day:datetime2,\"price:decimal(9,2)\"\n");
        String copy = copy("C", "Book", EXCEL, "Prices", "{\"type\": \"AzureSqlSink\"}");

        assertThat(run(copy).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.CopyIncompatible);
            assertThat(failure).hasMessageContaining("price").hasMessageNotContaining("shared");
        });
        JsonNode output = copied(
                copy.replace("\"typeProperties\": {", "\"typeProperties\": {\"enableSkipIncompatibleRow\": true, "));

        assertThat(output.get("rowsCopied").asInt()).isEqualTo(1);
        assertThat(output.get("rowsSkipped").asInt()).isEqualTo(1);
        copied(copy("Show", "Prices", "{\"type\": \"AzureSqlSource\"}", "Out", JSON_SINK));
        assertThat(out()).containsExactly("{\"id\":7,\"day\":\"2020-01-01T06:00:00Z\",\"price\":2.50}");
    }

    @Test
    void aMappingNamesColumnsByNameOrPosition() throws IOException {
        String mapping =
                """
                {"type": "TabularTranslator", "mappings": [
                  {"source": {"ordinal": 3}, "sink": {"path": "$['cost']"}},
                  {"source": {"name": "Prop_0"}, "sink": {"path": "$['key']"}}]}""";
        copied(copy("C", "Numbered", EXCEL, "Out", JSON_SINK)
                .replace("\"typeProperties\": {", "\"typeProperties\": {\"translator\": " + mapping + ", "));

        assertThat(out().get(0)).isEqualTo("{\"cost\":\"2.5\",\"key\":\"7\"}");
    }

    @Test
    void wildcardsAndAdditionalColumns() throws IOException {
        workbook("in/b.xlsx", WorkbookFile.ofTexts("id\n9"));
        workbook("in/c.xlsm", WorkbookFile.ofTexts("id\n10"));
        String source =
                """
                {"type": "ExcelSource", "storeSettings": {"type": "AzureBlobStorageReadSettings", "recursive": true,
                 "wildcardFileName": "?.xlsx"}, "additionalColumns": [{"name": "file", "value": "$$FILEPATH"}]}""";

        copied(copy("C", "Books", source, "Out", JSON_SINK));

        assertThat(out()).hasSize(3).contains("{\"id\":\"9\",\"day\":null,\"price\":null,\"file\":\"b.xlsx\"}");
    }

    @Test
    void anArchiveHoldsWorkbooks() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String id : List.of("1", "2")) {
                zip.putNextEntry(new ZipEntry(id + ".xlsx"));
                zip.write(WorkbookFile.ofTexts("id\n" + id).bytes());
            }
        }
        write("zip/all.zip", bytes.toByteArray());
        factory.file("Zipped", "Excel", "zip", "all.zip", HEADER, "\"compression\": {\"type\": \"ZipDeflate\"}");
        String source =
                """
                {"type": "ExcelSource", "formatSettings": {"type": "ExcelReadSettings",
                  "compressionProperties": {"type": "ZipDeflateReadSettings", "preserveZipFileNameAsFolder": false}},
                 "additionalColumns": [{"name": "file", "value": "$$FILEPATH"}]}""";

        copied(copy("C", "Zipped", source, "Out", JSON_SINK));

        assertThat(out()).containsExactly("{\"id\":\"1\",\"file\":\"1.xlsx\"}", "{\"id\":\"2\",\"file\":\"2.xlsx\"}");
    }

    @Test
    void lookupReadsIt() {
        JsonNode output = copied(
                """
                {"name": "Look", "type": "Lookup", "typeProperties": {"source": {"type": "ExcelSource"},
                  "dataset": {"referenceName": "Book", "type": "DatasetReference"}, "firstRowOnly": false}}""");

        assertThat(output.get("count").asInt()).isEqualTo(2);
        assertThat(output.at("/value/0/day").asText()).isEqualTo("2020-01-01 06:00:00");
        assertThat(output.at("/value/1/day").isNull()).isTrue();
    }

    @Test
    void aWorkbookIsNotWritten() {
        factory.pipeline("P", copy("C", "Out", "{\"type\": \"JsonSource\"}", "Book", "{\"type\": \"ExcelSink\"}"));

        List<Issue> issues = runs.job("P").check();

        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.message()).contains("'type' of sink of activity 'C' is 'ExcelSink'");
            assertThat(issue.hint()).isEqualTo("Data Factory has no sink for such a dataset.");
        });
    }

    @Test
    void aFileThatIsNoWorkbookFailsTheActivityWithItsName() throws IOException {
        write("in/a.xlsx", "id,name\n1,2\n".getBytes(StandardCharsets.UTF_8));

        assertThat(run(copy("C", "Book", EXCEL, "Out", JSON_SINK)).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
                    assertThat(failure).hasMessageContaining("a.xlsx").hasMessageContaining(".xlsx");
                });
    }
}
