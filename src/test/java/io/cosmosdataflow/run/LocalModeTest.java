package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unmodified factory on nothing but a directory; its account key is encrypted, and nobody needs it. */
class LocalModeTest {

    private static final String COSMOS_SOURCE = "{\"type\": \"CosmosDbSqlApiSource\"}";
    private static final String UPSERT = "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\"}";
    private static final String JSON_SOURCE = "{\"type\": \"JsonSource\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aFactoryWithAnEncryptedCredential() {
        runs = LocalRuns.in(directory).file("Blob/c/in/documents.jsonl", "{\"id\":\"new\"}\n");
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "documents.jsonl")
                .container("Items", "items")
                .file("Out", "Json", "out", "documents.jsonl")
                .pipeline("Import", copy("Import", "In", JSON_SOURCE, "Items", UPSERT))
                .pipeline("Export", copy("Export", "Items", COSMOS_SOURCE, "Out", JSON_SINK));
    }

    @Test
    void aContainerIsMadeOnFirstUseAndARemarkSaysSo() throws IOException {
        assertThat(runs.run("Import").failures()).isEmpty();
        assertThat(runs.run("Export").failures()).isEmpty();

        assertThat(runs.remarks())
                .containsExactly("Import: made container 'items' of database '" + factory.database()
                        + "' with partition key /id.");
        assertThat(exported()).containsExactly("{\"id\":\"new\"}");
    }

    @Test
    void aContainerIsSeededFromAnArrayAndKeepsWhatRunsWrite() throws IOException {
        Path seed = runs.local("Shop/" + factory.database() + "/items.json");
        runs.file("Shop/" + factory.database() + "/items.json", "[{\"id\":\"1\",\"n\":1.50},\n {\"id\":\"2\"}]");

        assertThat(runs.run("Import").failures()).isEmpty();
        assertThat(runs.run("Export").failures()).isEmpty();

        assertThat(runs.remarks()).singleElement().satisfies(remark -> assertThat(remark)
                .startsWith("Import: made container 'items'")
                .endsWith(", with 2 documents of " + seed + "."));
        assertThat(exported())
                .containsExactlyInAnyOrder("{\"id\":\"1\",\"n\":1.50}", "{\"id\":\"2\"}", "{\"id\":\"new\"}");
    }

    @Test
    void aContainerIsSeededFromLines() throws IOException {
        runs.file("Shop/" + factory.database() + "/items.jsonl", "{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"id\":\"3\"}\n");

        assertThat(runs.run("Export").failures()).isEmpty();

        assertThat(exported()).hasSize(3);
    }

    private List<String> exported() throws IOException {
        return Files.readAllLines(runs.local("Blob/c/out/documents.jsonl"));
    }
}
