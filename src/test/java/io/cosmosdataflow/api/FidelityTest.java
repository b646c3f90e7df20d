package io.cosmosdataflow.api;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents arrive as they left: JSON file to Cosmos DB to Cosmos DB to JSON file. */
class FidelityTest {

    private static final String COSMOS_SOURCE = "{\"type\": \"CosmosDbSqlApiSource\"}";
    private static final String COSMOS_SINK = "{\"type\": \"CosmosDbSqlApiSink\"}";

    @TempDir
    Path directory;

    @Test
    void everyValueOfADocumentKeepsItsTextOnTheWayThroughTwoContainers() throws IOException {
        List<String> documents = documents();
        LocalRuns runs = LocalRuns.in(directory);
        runs.file("Blob/c/in/documents.jsonl", String.join("\n", documents) + "\n");
        FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "documents.jsonl")
                .container("First", "first")
                .container("Second", "second")
                .file("Out", "Json", "out", "documents.jsonl")
                .pipeline(
                        "Round",
                        copy("Import", "In", "{\"type\": \"JsonSource\"}", "First", COSMOS_SINK),
                        copy("Across", "First", COSMOS_SOURCE, "Second", COSMOS_SINK, "Import"),
                        copy("Export", "Second", COSMOS_SOURCE, "Out", "{\"type\": \"JsonSink\"}", "Across"));

        PipelineResult result = runs.run("Round");

        assertThat(result.failures()).isEmpty();
        assertThat(result.record().status()).isEqualTo(RunStatus.Succeeded);
        assertThat(Files.readAllLines(runs.local("Blob/c/out/documents.jsonl")))
                .containsExactlyInAnyOrderElementsOf(documents);
    }

    private static List<String> documents() throws IOException {
        List<String> documents =
                new ArrayList<>(Files.readAllLines(Path.of("src/test/resources/fidelity/documents.jsonl")));
        documents.add("{\"id\":\"large\",\"text\":\"" + "x".repeat(1_500_000) + "\"}");
        for (int each = 0; each < 500; each++) {
            documents.add("{\"id\":\"ordinary" + each + "\",\"n\":" + each + "}");
        }
        documents.add("{\"id\":\"one in many\",\"rare\":{\"field\":17}}");
        return documents;
    }
}
