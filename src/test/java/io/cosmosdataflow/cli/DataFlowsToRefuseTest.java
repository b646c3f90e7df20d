package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.testing.FactoryFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data flows that can be read, and that no run can carry out. */
class DataFlowsToRefuseTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FactoryFiles factory;

    @BeforeEach
    void aPipelineWithADataFlow() {
        factory = FactoryFiles.in(directory.resolve("factory"))
                .file("In", "Json", "in", "rows.json")
                .file("Out", "Json", "out", "")
                .container("Items", "items")
                .pipeline("P", executeDataFlow("A", "D", "{}", ""));
    }

    private int main(String command, String... more) {
        String[] words = new String[more.length + 3];
        System.arraycopy(new String[] {command, "--factory", factory.directory().toString()}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        PrintStream nothing = new PrintStream(new ByteArrayOutputStream(), true);
        err.reset();
        return Main.run(new Console(nothing, new PrintStream(err, true), false), words);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Source: Microsoft Learn, data-flow-sink: every data flow requires at least one sink transformation. */
    @Test
    void withoutASinkItRunsInNoPipelineAndCanBeLookedAt() {
        factory.dataFlow("D", Map.of("S", "In"), Map.of(), "source(output(a as string)) ~> S\nS filter(true()) ~> F");

        assertThat(main("check", "--pipeline", "P", "--local")).isEqualTo(3);
        assertThat(errors())
                .contains("D.json:1:10: error [InvalidTransformation] Data flow 'D' has no sink")
                .contains("Give it at least one sink.");
        assertThat(main("explain", "--dataflow", "D")).isZero();
    }

    /** A script that cannot be read to its end may have its sink there. */
    @Test
    void aSinkThatCannotBeReadIsNotMissed() {
        factory.dataFlow("D", Map.of("S", "In"), Map.of("T", "Out"), "source() ~> S\nS sink(((( ~> T");

        assertThat(main("check", "--pipeline", "P", "--local")).isEqualTo(3);
        assertThat(errors()).contains("[ScriptSyntax]").doesNotContain("has no sink");
    }

    /** Source: public data flows of 2018, before the script of a whole data flow. */
    @Test
    void theFormOfThePreviewIsNamed() {
        factory.write(
                "dataflow/D.json",
                """
                {"name": "D", "properties": {
                  "sources": [{"name": "S", "dataset": {"referenceName": "In", "type": "DatasetReference"},
                    "script": "source(output(a as string)) ~> S"}],
                  "transformations": [{"name": "F", "script": "S filter(true()) ~> F"}],
                  "sinks": [{"name": "T", "dataset": {"referenceName": "Out", "type": "DatasetReference"},
                    "script": "F sink(saveMode:'overwrite') ~> T"}]}}""");

        assertThat(main("check", "--pipeline", "P", "--local")).isEqualTo(4);
        assertThat(errors())
                .contains("D.json:1:10: error [UnsupportedSetting] Data flow 'D' has the form of the preview of 2018")
                .contains("Open it in the Studio of Data Factory and save it")
                .doesNotContain("is not known and has no effect")
                .doesNotContain("has no script");
    }

    /** Source: Azure Cosmos DB resource model: {@code id} is a string. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "integer",
                "long",
                "float",
                "double",
                "decimal(9,2)",
                "boolean",
                "string[]",
                "(x as string)",
                "[string,string]"
            })
    void anIdThatCannotBeATextIsFoundByCheck(String type) {
        for (String drift : new String[] {"true", "false"}) {
            assertThat(check("source(output(id as " + type + "), allowSchemaDrift: " + drift + ") ~> S\n"))
                    .isEqualTo(3);
            assertThat(errors())
                    .contains("error [CosmosKeyInvalid] 'id' is ")
                    .contains("and the id of a document is a text in sink 'T'.")
                    .contains("id = toString(id)");
        }
    }

    /** Dates, timestamps and binary values are texts in a document. */
    @ParameterizedTest
    @ValueSource(strings = {"string", "date", "timestamp", "binary", "any"})
    void anIdThatIsATextInTheDocumentIsTaken(String type) {
        assertThat(check("source(output(id as " + type + "), allowSchemaDrift: false) ~> S\n"))
                .as(errors())
                .isZero();
    }

    private int check(String source) {
        factory.dataFlow(
                "D",
                Map.of("S", "In"),
                Map.of("T", "Items"),
                source + "S sink(allowSchemaDrift: true, insertable: true, format: 'document') ~> T");
        return main("check", "--pipeline", "P", "--local");
    }
}
