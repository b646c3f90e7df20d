package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.Mappings.structured;
import static io.cosmosdataflow.testing.Mappings.structuredText;
import static io.cosmosdataflow.testing.Mappings.translated;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The error conditions of column mapping, through the front door: code, message, exit code, and what is in the sink
 * afterwards. The tables, structures and columns are those of the documentation's example.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Explicit column mapping".
 */
class CopyMistakesTest {

    private static final String SQL_SOURCE = "{\"type\": \"SqlSource\"}";
    private static final String SQL_SINK = "{\"type\": \"SqlSink\"}";
    private static final String CSV_SOURCE = "{\"type\": \"DelimitedTextSource\"}";
    private static final String CSV_SINK = "{\"type\": \"DelimitedTextSink\"}";
    private static final String ALL_THREE = "\"ColumnMappings\": \"UserId: MyUserId, Group: MyGroup, Name: MyName\"";
    private static final String[] AS_IT_WAS = {"MyUserId,MyName,MyGroup", "1,Old,users"};

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FactoryFiles factory;

    @BeforeEach
    void aSourceTableAndASinkTableWithARow() {
        SharedSpark.session();
        seed(
                "SqlServerLinkedService/SourceTable.csv",
                "UserId:int,Name:nvarchar(20),Group:nvarchar(20)\n7,Ann,admins\n");
        seed(
                "AzureSqlLinkedService/SinkTable.csv",
                "MyUserId:int,MyName:nvarchar(20),MyGroup:nvarchar(20)\n1,Old,users\n");
        factory = FactoryFiles.in(directory.resolve("factory"))
                .linkedService("SqlServerLinkedService", "SqlServer", "{\"connectionString\": \"Server=s;Database=d\"}")
                .linkedService(
                        "AzureSqlLinkedService", "AzureSqlDatabase", "{\"connectionString\": \"Server=s;Database=d\"}")
                .file("Shown", "DelimitedText", "shown", "rows.csv", "\"firstRowAsHeader\": true");
        input("UserId", "Name", "Group");
        output("MyUserId", "MyName", "MyGroup");
        table("Sink", "AzureSqlTable", "AzureSqlLinkedService", "SinkTable");
        factory.pipeline("Show", copy("Show", "Sink", "{\"type\": \"AzureSqlSource\"}", "Shown", CSV_SINK));
    }

    @Test
    void theExampleOfTheDocumentationIsCopied() throws IOException {
        assertThat(run(ALL_THREE)).as(text(err)).isZero();

        assertThat(sink()).containsExactly(AS_IT_WAS[0], AS_IT_WAS[1], "7,Ann,admins");
    }

    @Test
    void aColumnOfTheStructureThatTheSourceDoesNotHave() throws IOException {
        seed("SqlServerLinkedService/SourceTable.csv", "UserId:int,Name:nvarchar(20)\n7,Ann\n");

        assertThat(run(ALL_THREE)).isEqualTo(1);

        assertThat(text(err))
                .contains("SqlServerInput.json:")
                .contains("error [CopySourceColumnMissing] The source has no column 'Group', which dataset"
                        + " 'SqlServerInput' declares.")
                .doesNotContain("\tat ");
        assertThat(sink()).containsExactly(AS_IT_WAS);
    }

    @Test
    void aColumnOfTheStructureThatTheTableOfTheSinkDoesNotHave() throws IOException {
        output("MyUserId", "MyName", "MyTeam");

        assertThat(run("\"columnMappings\": \"UserId: MyUserId, Group: MyTeam, Name: MyName\""))
                .isEqualTo(1);

        assertThat(text(err))
                .contains("error [CopySinkColumnMissing] The table of dataset 'AzureSqlOutput' has no column 'MyTeam'.")
                .doesNotContain("\tat ");
        assertThat(sink()).containsExactly(AS_IT_WAS);
    }

    @Test
    void aColumnThatTheTableOfTheSinkDoesNotHaveWithoutAMapping() throws IOException {
        table("Sink", "AzureSqlTable", "AzureSqlLinkedService", "SinkTable");
        factory.pipeline("P", copy("C", "SqlServerInput", SQL_SOURCE, "Sink", SQL_SINK));

        assertThat(main("run", "--pipeline", "P")).isEqualTo(1);

        assertThat(text(err)).contains("[CopySinkColumnMissing] The table of dataset 'Sink' has no column 'UserId'.");
        assertThat(sink()).containsExactly(AS_IT_WAS);
    }

    @Test
    void fewerColumnsInTheMappingThanInTheStructureOfTheSink() throws IOException {
        assertThat(run("\"columnMappings\": \"UserId: MyUserId, Name: MyName\""))
                .isEqualTo(3);

        assertThat(text(err))
                .contains("P.json:")
                .contains(
                        "error [CopyMappingIncomplete] The structure of dataset 'AzureSqlOutput' has more columns than"
                                + " 'columnMappings': 'MyGroup'.");
        assertThat(sink()).containsExactly(AS_IT_WAS);
    }

    @Test
    void moreColumnsInTheMappingThanInTheStructureOfTheSink() throws IOException {
        output("MyUserId", "MyName");

        assertThat(run(ALL_THREE)).isEqualTo(3);

        assertThat(text(err))
                .contains("P.json:")
                .contains(
                        "error [CopyMappingIncomplete] 'columnMappings' names column 'MyGroup', which the structure of"
                                + " dataset 'AzureSqlOutput' does not have.");
        assertThat(sink()).containsExactly(AS_IT_WAS);
    }

    @Test
    void aColumnThatIsMappedTwice() throws IOException {
        assertThat(run("\"columnMappings\": \"UserId: MyUserId, Name: MyName, Group: MyName, UserId: MyGroup\""))
                .isEqualTo(3);

        assertThat(text(err))
                .contains("P.json:")
                .contains("error [CopyDuplicateMapping] Column 'UserId' of the source is mapped twice")
                .contains(
                        "error [CopyDuplicateMapping] 'MyName' of the sink is mapped twice: from 'Name' and from 'Group'.");
        assertThat(sink()).containsExactly(AS_IT_WAS);
    }

    @Test
    void columnMappingsWithoutAStructure() throws IOException {
        table("SqlServerInput", "SqlServerTable", "SqlServerLinkedService", "SourceTable");
        table("AzureSqlOutput", "AzureSqlTable", "AzureSqlLinkedService", "SinkTable");

        assertThat(run(ALL_THREE)).isEqualTo(3);

        assertThat(text(err))
                .contains(
                        "error [CopyStructureMissing] 'columnMappings' needs a 'structure' in dataset 'SqlServerInput',")
                .contains(
                        "error [CopyStructureMissing] 'columnMappings' needs a 'structure' in dataset 'AzureSqlOutput',");
        assertThat(sink()).containsExactly(AS_IT_WAS);
    }

    @Test
    void checkFindsMistakesOfTheMappingWithoutData() {
        output("MyUserId", "MyName");
        pipeline(ALL_THREE);

        assertThat(main("check", "--pipeline", "P")).isEqualTo(3);
        assertThat(text(err)).contains("error [CopyMappingIncomplete]");
    }

    @Test
    void aValueThatTheColumnOfTheTableCannotHold() throws IOException {
        text("Typed", "UserId,Name,Group\n7,Ann,admins\nseven,Bob,users\n");
        factory.pipeline(
                "P",
                copy(
                        "C",
                        "Typed",
                        CSV_SOURCE,
                        "AzureSqlOutput",
                        translated("{\"type\": \"AzureSqlSink\"}", ALL_THREE)));

        assertThat(main("run", "--pipeline", "P")).isEqualTo(1);

        assertThat(text(err))
                .contains("error [CopyIncompatible] Row 2 of partition 0, from file 'rows.csv': column 'UserId' of type"
                        + " String cannot be converted to Int32.")
                .doesNotContain("seven")
                .doesNotContain("\tat ");
        assertThat(sink()).containsExactly(AS_IT_WAS);
    }

    @Test
    void aValueThatIsNotOfTheTypeOfTheStructureOnTheWayToAFile() throws IOException {
        text("Typed", "UserId,Name,Group\n7,Ann,admins\nseven,Bob,users\n");
        structuredText(factory, "Typed", "in", "rows.csv", "UserId:Int32", "Name", "Group");
        seed("Blob/c/shown/rows.csv", "old\n1\n");
        factory.pipeline("P", copy("C", "Typed", CSV_SOURCE, "Shown", CSV_SINK));

        assertThat(main("run", "--pipeline", "P")).isEqualTo(1);

        assertThat(text(err)).contains("error [CopyIncompatible] Row 2 of partition 0, from file 'rows.csv'");
        assertThat(shown()).containsExactly("old", "1");
    }

    @Test
    void aValueThatIsNotOfTheTypeOfTheStructureOnTheWayToACosmosContainer() throws IOException {
        text("Typed", "id,n\n1,7\n2,seven\n");
        structuredText(factory, "Typed", "in", "rows.csv", "id", "n:Int32");
        factory.container("Items", "items")
                .file("Documents", "Json", "shown", "rows.json")
                .pipeline("P", copy("C", "Typed", CSV_SOURCE, "Items", "{\"type\": \"CosmosDbSqlApiSink\"}"))
                .pipeline(
                        "Show",
                        copy(
                                "Show",
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSource\"}",
                                "Documents",
                                "{\"type\": \"JsonSink\"}"));

        assertThat(main("run", "--pipeline", "P")).isEqualTo(1);

        assertThat(text(err))
                .contains("error [CopyIncompatible] Row 2 of partition 0, from file 'rows.csv'")
                .contains("Documents may have been written to container 'items'")
                .contains("before it, and they stay.");
        assertThat(main("run", "--pipeline", "Show")).as(text(err)).isZero();
        assertThat(Files.readAllLines(directory.resolve("local/Blob/c/shown/rows.json")))
                .isSubsetOf("{\"id\":\"1\",\"n\":7}");
    }

    @Test
    void rowsOfOtherTasksThatStayInTheTableAreCounted() throws IOException {
        structuredText(factory, "Typed", "many", "", "UserId", "Name", "Group");
        seed("Blob/c/many/a.csv", "UserId,Name,Group\n" + "7,Ann,admins\n".repeat(3));
        seed("Blob/c/many/b.csv", "UserId,Name,Group\nseven,Bob,users\n");
        factory.pipeline(
                "P",
                copy(
                        "C",
                        "Typed",
                        CSV_SOURCE,
                        "AzureSqlOutput",
                        translated("{\"type\": \"AzureSqlSink\"}", ALL_THREE)));

        assertThat(main("run", "--pipeline", "P")).isEqualTo(1);

        assertThat(text(err)).contains("error [CopyIncompatible] Row 1 of partition");
        boolean others = text(err).contains("Tasks that had ended have written 3 rows to table");
        assertThat(sink()).hasSize(others ? 5 : 2).startsWith(AS_IT_WAS);
    }

    private void input(String... columns) {
        structured(
                factory,
                "SqlServerInput",
                "SqlServerTable",
                "SqlServerLinkedService",
                "{\"tableName\": \"SourceTable\"}",
                columns);
    }

    private void output(String... columns) {
        structured(
                factory,
                "AzureSqlOutput",
                "AzureSqlTable",
                "AzureSqlLinkedService",
                "{\"tableName\": \"SinkTable\"}",
                columns);
    }

    private void table(String dataset, String type, String linkedService, String table) {
        factory.dataset(dataset, type, linkedService, "{\"tableName\": \"" + table + "\"}");
    }

    /** A text file with the columns of the source, all of them texts. */
    private void text(String dataset, String rows) {
        structuredText(factory, dataset, "in", "rows.csv", "UserId", "Name", "Group");
        seed("Blob/c/in/rows.csv", rows);
    }

    private void seed(String path, String text) {
        try {
            Path file = directory.resolve("local").resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int run(String translator) {
        pipeline(translator);
        return main("run", "--pipeline", "P");
    }

    private void pipeline(String translator) {
        factory.pipeline(
                "P", copy("C", "SqlServerInput", SQL_SOURCE, "AzureSqlOutput", translated(SQL_SINK, translator)));
    }

    private int main(String command, String... options) {
        String local = directory.resolve("local").toString();
        List<String> words = new java.util.ArrayList<>(
                List.of(command, "--factory", factory.directory().toString()));
        words.addAll(List.of(options));
        words.addAll(command.equals("run") ? List.of("--local", local) : List.of("--local"));
        Console console = new Console(new PrintStream(out, true), new PrintStream(err, true), false);
        return Main.run(console, words.toArray(String[]::new));
    }

    /** What is in the sink now: another pipeline copies it to a file. */
    private List<String> sink() throws IOException {
        assertThat(main("run", "--pipeline", "Show")).as(text(err)).isZero();
        return shown();
    }

    private List<String> shown() throws IOException {
        return Files.readAllLines(directory.resolve("local/Blob/c/shown/rows.csv"));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
