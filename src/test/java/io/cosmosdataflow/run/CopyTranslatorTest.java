package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.testing.FactoryFiles;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings of a Copy activity in a pipeline. */
class CopyTranslatorTest {

    private static final String MAPPING = "{\"type\": \"TabularTranslator\", \"mappings\": [{\"source\": {\"path\":"
            + " \"$['customer']['name']\"}, \"sink\": {\"name\": \"Customer\"}}, {\"source\": {\"path\": \"$['id']\"},"
            + " \"sink\": {\"name\": \"Id\"}}]}";
    private static final String DOCUMENTS =
            "{\"id\":\"1\",\"customer\":{\"name\":\"Ann\"}}\n{\"id\":\"x\",\"customer\":{\"name\":\"Bo\"}}\n";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void twoOrders() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "orders.jsonl")
                .file("Out", "DelimitedText", "out", "orders.csv", "\"firstRowAsHeader\": true")
                .linkedService("Db", "AzureSqlDatabase", "{\"connectionString\": \"Server=h;Database=shop\"}")
                .dataset("Orders", "AzureSqlTable", "Db", "{\"schema\": \"dbo\", \"table\": \"Orders\"}");
        runs.file("Blob/c/in/orders.jsonl", DOCUMENTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@pipeline().parameters.mapping", "@json(pipeline().parameters.text)"})
    void aTranslatorMayBeAnExpression(String expression) throws IOException {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {
                  "parameters": {"mapping": {"type": "object"}, "text": {"type": "string"}},
                  "activities": [%s]}}"""
                        .formatted(copy(
                                "Out",
                                "DelimitedTextSink",
                                "{\"value\": \"" + expression + "\", \"type\": \"Expression\"}",
                                "")));

        PipelineResult result = runs.run("P", Map.of("mapping", MAPPING, "text", MAPPING));

        assertThat(result.failures()).isEmpty();
        assertThat(Files.readAllLines(runs.local("Blob/c/out/orders.csv")))
                .containsExactly("Customer,Id", "Ann,1", "Bo,x");
    }

    /** The text of the second id is no number. */
    @Test
    void aValueThatDoesNotFitTheColumnOfATableIsSkipped() {
        runs.file("Db/dbo.Orders.csv", "Id:int:key,Customer:nvarchar(20)\n");
        factory.pipeline("P", copy("Orders", "AzureSqlSink", MAPPING, ", \"enableSkipIncompatibleRow\": true"))
                .pipeline("Q", copy("Orders", "AzureSqlSink", MAPPING, ""));

        PipelineResult skipping = runs.run("P");
        PipelineResult failing = runs.run("Q");

        assertThat(skipping.failures()).isEmpty();
        JsonNode output = skipping.record().activities().get(0).output();
        assertThat(List.of(
                        output.path("rowsCopied").asInt(),
                        output.path("rowsSkipped").asInt()))
                .containsExactly(1, 1);
        assertThat(output.has("dataWritten")).isFalse();
        assertThat(failing.failures()).singleElement().satisfies(failure -> assertThat(failure.getMessage())
                .contains("cannot be converted to Int32")
                .contains("orders.jsonl"));
    }

    @Test
    void aConversionThatDataFactoryDoesNotHaveIsRefusedBeforeAnythingIsWritten() {
        runs.file("Db/dbo.Orders.csv", "Id:int:key,Customer:nvarchar(20)\n");
        String guid = MAPPING.replace("\"$['id']\"", "\"$['id']\", \"type\": \"Guid\"");
        factory.pipeline("P", copy("Orders", "AzureSqlSink", guid, ", \"enableSkipIncompatibleRow\": true"));

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.CopyTypeRefused);
            assertThat(failure.getMessage()).contains("of type Guid cannot be converted to Int32");
        });
    }

    private static String copy(String to, String sink, String translator, String more) {
        return FactoryFiles.copy(
                "Copy",
                "In",
                "{\"type\": \"JsonSource\"}",
                to,
                "{\"type\": \"" + sink + "\"}, \"translator\": " + translator + more);
    }
}
