package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    @Test
    void aMisspeltContainerIsNoEmptySource() {
        runs.file("Shop/" + factory.database() + "/orders.jsonl", "{\"id\":\"1\"}\n");
        factory.container("Typo", "itms").pipeline("Read", copy("Read", "Typo", COSMOS_SOURCE, "Out", JSON_SINK));
        assertThat(runs.run("Import").failures()).isEmpty();

        assertThat(failure("Read"))
                .startsWith("CosmosNotFound The account of linked service 'Shop' has no container 'itms' in database '"
                        + factory.database() + "'")
                .contains("Did you mean 'items'?")
                .contains("itms.json");
        assertThat(runs.remarks()).noneMatch(remark -> remark.contains("'itms'"));
    }

    /** A seed is a container, though none was made of it yet; here the database, too, is known by its folder only. */
    @Test
    void namesOfSeedsAreNearToo() {
        runs.file("Shop/" + factory.database() + "/orders.jsonl", "{\"id\":\"1\"}\n");
        factory.container("Typo", "oders").pipeline("Read", copy("Read", "Typo", COSMOS_SOURCE, "Out", JSON_SINK));

        assertThat(failure("Read")).contains("no container 'oders'").contains("Did you mean 'orders'?");
    }

    @Test
    void aMisspeltDatabaseIsNoEmptySource() {
        String misspelt = factory.database() + "x";
        runs.file("Other/" + factory.database() + "/items.jsonl", "{\"id\":\"1\"}\n");
        factory.linkedService("Other", "CosmosDb", "{\"connectionString\": \"Database=" + misspelt + "\"}")
                .dataset("Typo", "CosmosDbSqlApiCollection", "Other", "{\"collectionName\": \"items\"}")
                .pipeline("Read", copy("Read", "Typo", COSMOS_SOURCE, "Out", JSON_SINK));

        assertThat(failure("Read"))
                .contains("has no database '" + misspelt + "'")
                .contains("'" + factory.database() + "'");
    }

    @Test
    void aMisspeltContainerIsNoEmptySourceOfADataFlowEither() {
        factory.container("Typo", "itms")
                .dataFlow(
                        "Flow",
                        Map.of("Items", "Typo"),
                        Map.of("Out", "Out"),
                        """
                        source(allowSchemaDrift: true, validateSchema: false, format: 'document') ~> Items
                        Items sink(allowSchemaDrift: true, validateSchema: false) ~> Out
                        """)
                .pipeline("Read", executeDataFlow("Read", "Flow", "{}", ""));
        assertThat(runs.run("Import").failures()).isEmpty();

        assertThat(failure("Read")).startsWith("CosmosNotFound ").contains("Did you mean 'items'?");
    }

    private String failure(String pipeline) {
        return runs.run(pipeline).record().activities().stream()
                .flatMap(activity -> activity.error().stream())
                .map(error -> error.code() + " " + error.message())
                .collect(Collectors.joining("\n"));
    }

    private List<String> exported() throws IOException {
        return Files.readAllLines(runs.local("Blob/c/out/documents.jsonl"));
    }
}
