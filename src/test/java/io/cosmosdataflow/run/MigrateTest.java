package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop's tables in conf/migrate become the documents of its expected file, by a data flow and by copies. */
class MigrateTest {

    private static final Path MIGRATE = Path.of("conf/migrate");

    @TempDir
    Path directory;

    private LocalRuns runs;
    private String database;

    @BeforeEach
    void migration() throws IOException {
        runs = LocalRuns.in(directory);
        copy(MIGRATE.resolve("factory"), runs.factory());
        copy(MIGRATE.resolve("local"), runs.local(""));
        database = "shop-" + UUID.randomUUID();
        Path account = runs.factory().resolve("linkedService/ShopCosmosDb.json");
        Files.writeString(account, Files.readString(account).replace("Database=shop", "Database=" + database));
    }

    @Test
    void aDataFlowEmbedsCustomerAndLinesInEachOrder() throws IOException {
        PipelineResult result = runs.run("MigrateByDataFlow");

        assertThat(result.failures()).isEmpty();
        assertThat(Items.of(database, "orders", "id").all()).isEqualTo(expected());
    }

    @Test
    void copiesWithNestedPathsGiveTheSameDocuments() throws IOException {
        PipelineResult result = runs.run("MigrateByCopy");

        assertThat(result.failures()).isEmpty();
        assertThat(Items.of(database, "ordersByCopy", "id").all()).isEqualTo(expected());
    }

    /** Another run changes nothing: orders are upserted by their numbers. */
    @Test
    void aSecondRunGivesTheSameDocuments() throws IOException {
        assertThat(runs.run("MigrateByDataFlow").failures()).isEmpty();
        assertThat(runs.run("MigrateByDataFlow").failures()).isEmpty();

        assertThat(Items.of(database, "orders", "id").all()).isEqualTo(expected());
    }

    private static Map<String, JsonNode> expected() throws IOException {
        Map<String, JsonNode> documents = new TreeMap<>();
        for (String line : Files.readAllLines(MIGRATE.resolve("expected/orders.jsonl"))) {
            JsonNode document = new ObjectMapper().readTree(line);
            documents.put(document.path("id").asText(), document);
        }
        return documents;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
