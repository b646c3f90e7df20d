package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names that differ by upper and lower case only are names of different columns, in all stores and transformations,
 * whatever the user's session says.
 */
class NamesByCaseTest {

    private static final String ROWS =
            "{\"id\":\"1\",\"ID\":7,\"Name\":\"x\"}\n{\"id\":\"2\",\"ID\":8,\"Name\":\"y\"}\n";
    private static final String SOURCE =
            "source(output(id as string, ID as integer, Name as string), allowSchemaDrift: false) ~> In\n"
                    + "source(output(Id as string, iD as integer), allowSchemaDrift: false) ~> Other\n";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles files;

    @BeforeEach
    void factory() {
        runs = LocalRuns.in(directory);
        files = FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "in.json")
                .file("Other", "Json", "in", "other.json")
                .file("Lines", "Json", "lines", "")
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));
        runs.file("Blob/c/in/in.json", ROWS);
        runs.file("Blob/c/in/other.json", "{\"Id\":\"2\",\"iD\":20}\n{\"Id\":\"3\",\"iD\":30}\n");
    }

    private List<String> lines(String transformation) throws IOException {
        files.dataFlow(
                "Flow",
                Map.of("In", "In", "Other", "Other"),
                Map.of("Out", "Lines"),
                SOURCE + transformation
                        + " ~> Last\nLast sink(partitionFileNames: ['rows.json'], partitionBy('hash', 1)) ~> Out");
        assertThat(runs.job("Main").check()).extracting(Issue::toString).noneMatch(each -> each.contains(" error "));
        assertThat(runs.run("Main").failures()).isEmpty();
        return Files.readAllLines(runs.local("Blob/c/lines/rows.json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "In derive(name = upper(Name))|{'id':'1','ID':7,'Name':'x','name':'X'}",
                "In derive(Name = upper(Name))|{'id':'1','ID':7,'Name':'X'}",
                "In select(mapColumn(iD = id, Id = ID))|{'iD':'1','Id':7}",
                "In filter(ID == 7 && id == '1')|{'id':'1','ID':7,'Name':'x'}",
                "In sort(asc(ID, true))|{'id':'1','ID':7,'Name':'x'}",
                "In aggregate(groupBy(id, ID), Id = count())|{'id':'1','ID':7,'Id':1}",
                "In window(over(id), asc(ID, true), Id = rowNumber())|{'id':'1','ID':7,'Name':'x','Id':1}",
                "In rank(asc(ID, true), output(Id as long))|{'id':'1','ID':7,'Name':'x','Id':1}",
                "In keyGenerate(output(Id as long), startAt: 5L)|{'id':'1','ID':7,'Name':'x','Id':5}",
                "In pivot(groupBy(id), pivotBy(Name, ['x', 'X']), {} = max(ID), columnNaming: '$V$N')|{'id':'1','x':7}",
                "In cast(output(ID as string))|{'id':'1','ID':'7','Name':'x'}",
                "In alterRow(upsertIf(ID > 0))|{'id':'1','ID':7,'Name':'x'}",
                "In assert(expectUnique(ID, false, 'a'))|{'id':'1','ID':7,'Name':'x'}",
                "In, Other exists(id == Id, negate: true)|{'id':'1','ID':7,'Name':'x'}",
                "In, Other join(id == Id, joinType: 'left')|{'id':'1','ID':7,'Name':'x'}",
                "In, Other lookup(id == Id, multiple: false, pickup: 'any')|{'id':'1','ID':7,'Name':'x'}",
                "In, Other union(byName: true)|{'id':'1','ID':7,'Name':'x'}"
            })
    void everyTransformationKeepsThemApart(String transformation, String first) throws IOException {
        assertThat(lines(transformation)).contains(first.replace('\'', '"'));
    }

    @Test
    void bothSidesOfAJoinStayApart() throws IOException {
        assertThat(lines("In, Other join(id == Id, joinType: 'inner')"))
                .containsExactly("{\"id\":\"2\",\"ID\":8,\"Name\":\"y\",\"Id\":\"2\",\"iD\":20}");
        assertThat(lines("In, Other union(byName: true)"))
                .hasSize(4)
                .contains("{\"Id\":\"2\",\"iD\":20}", "{\"id\":\"2\",\"ID\":8,\"Name\":\"y\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Json", "DelimitedText", "Parquet", "Avro", "Orc"})
    void filesKeepThemApartOnTheWayOutAndIn(String format) throws IOException {
        files.file("Between", format, "between", "", "\"columnDelimiter\": \",\"", "\"firstRowAsHeader\": true")
                .dataFlow(
                        "Write",
                        Map.of("In", "In", "Other", "Other"),
                        Map.of("Out", "Between"),
                        SOURCE + "In sink() ~> Out")
                .dataFlow(
                        "Read",
                        Map.of("In", "Between"),
                        Map.of("Out", "Lines"),
                        "source(output(id as string, ID as integer), allowSchemaDrift: true) ~> In\n"
                                + "In sink(partitionFileNames: ['rows.json'], partitionBy('hash', 1)) ~> Out")
                .pipeline("Main", executeDataFlow("Run", "Write", "{}", ""))
                .pipeline("Back", executeDataFlow("Run", "Read", "{}", ""));

        assertThat(runs.run("Main").failures()).isEmpty();
        assertThat(runs.run("Back").failures()).isEmpty();
        assertThat(Files.readAllLines(runs.local("Blob/c/lines/rows.json")))
                .containsExactlyInAnyOrder(ROWS.split("\n"));
    }

    @Test
    void documentsKeepThemApart() {
        Items out = Items.of(files.database(), "out", "id");
        files.container("Out", "out")
                .dataFlow(
                        "Flow",
                        Map.of("In", "In", "Other", "Other"),
                        Map.of("Out", "Out"),
                        SOURCE + "In sink(format: 'document') ~> Out");

        assertThat(runs.run("Main").failures()).isEmpty();
        assertThat(out.all().get("1").toString()).contains("\"ID\":7").contains("\"id\":\"1\"");
    }

    /** A container may have both; a source without system columns leaves out one of them only. */
    @Test
    void aContainerWithoutItsSystemColumnsKeepsTheUsersOwn() throws IOException {
        Items.of(files.database(), "in", "id").upsert("{'id': '1', 'ID': 7, '_TS': 1}");
        files.container("Docs", "in")
                .dataFlow(
                        "Flow",
                        Map.of("In", "Docs"),
                        Map.of("Out", "Lines"),
                        "source(allowSchemaDrift: true, format: 'document', systemColumns: false) ~> In\n"
                                + "In sink(partitionFileNames: ['rows.json'], partitionBy('hash', 1)) ~> Out");

        assertThat(runs.run("Main").failures()).isEmpty();
        assertThat(Files.readAllLines(runs.local("Blob/c/lines/rows.json")))
                .containsExactly("{\"ID\":\"7\",\"_TS\":\"1\"}");
    }

    /** Partition folders take the column that is named, and no other. */
    @Test
    void foldersByKeyTakeOneOfThem() throws IOException {
        files.dataFlow(
                "Flow",
                Map.of("In", "In", "Other", "Other"),
                Map.of("Out", "Lines"),
                SOURCE + "In sink(partitionBy('key', 0, ID)) ~> Out");

        assertThat(runs.run("Main").failures()).isEmpty();
        try (var found = Files.walk(runs.local("Blob/c/lines"))) {
            List<Path> written = found.filter(each -> each.toString().contains("ID=7/") && Files.isRegularFile(each))
                    .toList();
            assertThat(written).hasSize(1);
            assertThat(Files.readString(written.get(0))).isEqualTo("{\"id\":\"1\",\"Name\":\"x\"}\n");
        }
    }

    /** A Delta table cannot have both; that is no fault of the program. */
    @Test
    void aDeltaTableSaysThatItCannotHaveBoth() {
        files.dataFlow(
                "Flow",
                "MappingDataFlow",
                "{\"name\": \"In\", \"dataset\": {\"referenceName\": \"In\", \"type\": \"DatasetReference\"}},"
                        + "{\"name\": \"Other\", \"dataset\": {\"referenceName\": \"Other\", \"type\": \"DatasetReference\"}}",
                "{\"name\": \"Out\", \"linkedService\": {\"referenceName\": \"Blob\", \"type\":"
                        + " \"LinkedServiceReference\"}}",
                "",
                SOURCE + "In sink(format: 'delta', store: 'azureblob', container: 'c', folderPath: 'table') ~> Out");

        JobException failure = runs.run("Main").failures().get(0);
        assertThat(failure.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(failure).hasMessageContaining("duplicate column(s) in the data to save: id");
    }

    /** SQL Server does not tell them apart. */
    @Test
    void aTableSaysThatItCannotHaveBoth() {
        files.linkedService(
                        "Sql",
                        "AzureSqlDatabase",
                        "{\"connectionString\": \"Server=tcp:x.database.windows.net;Database=d;User ID=u;Password=p\"}")
                .dataset("Table", "AzureSqlTable", "Sql", "{\"schema\": \"dbo\", \"table\": \"t\"}")
                .dataFlow(
                        "Flow",
                        Map.of("In", "In", "Other", "Other"),
                        Map.of("Out", "Table"),
                        SOURCE + "In sink(format: 'table', insertable: true, recreate: true) ~> Out");

        JobException failure = runs.run("Main").failures().get(0);
        assertThat(failure.code().category()).as(failure.getMessage()).isNotEqualTo(Category.INTERNAL);
        assertThat(failure).hasMessageContaining("ID");
    }
}
