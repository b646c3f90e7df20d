package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline ImportDay of the demo imports what its list says: the lines of the files are the documents. */
class ImportsDemoTest {

    private static final String DAY = "2026-02-02";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private String database;

    @BeforeEach
    void demo() throws IOException {
        runs = LocalRuns.in(directory);
        copy(Path.of("conf/demo/factory"), runs.factory());
        copy(Path.of("conf/demo/local"), runs.local(""));
        database = "shop-" + UUID.randomUUID();
        Path account = runs.factory().resolve("linkedService/ShopCosmosDb.json");
        Files.writeString(account, Files.readString(account).replace("Database=shop", "Database=" + database));
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

    private long lines(String entity) throws IOException {
        Path file = runs.local("ShopFiles/import/" + entity + "/day=" + DAY + "/" + entity + ".json");
        return Files.readAllLines(file).size();
    }

    @Test
    void whatTheListSaysIsImported() throws IOException {
        PipelineResult result = runs.run("ImportDay", Map.of("day", DAY));

        assertThat(result.failures()).isEmpty();
        for (String entity : List.of("customers", "orders")) {
            assertThat(Items.of(database, "raw-" + entity, "id").all()).hasSize((int) lines(entity));
        }
        assertThat(returned(result, 0)).isEqualTo(lines("customers"));
        assertThat(returned(result, 1)).isEqualTo(lines("orders"));
        assertThat(returned(result, 2)).as("returns are not required").isZero();
    }

    private static long returned(PipelineResult result, int item) {
        JsonNode output = result.record()
                .activity("EachImport[" + item + "]/Import")
                .orElseThrow()
                .output();
        return output.at("/pipelineReturnValue/documents").asLong();
    }

    @Test
    void whatIsRequiredAndMissingFailsWithItsMessage() {
        PipelineResult result = runs.run("ImportDay", Map.of("day", "2026-02-09"));

        assertThat(result.failures().stream().map(JobException::getMessage))
                .anySatisfy(message -> assertThat(message).contains("There are no customers of 2026-02-09."));
        assertThat(result.failures().stream().map(JobException::reportedCode)).contains("FilesMissing");
    }

    @Test
    void anEmptyListFails() throws IOException {
        Files.writeString(runs.local("ShopFiles/import/imports.json"), "[]");

        PipelineResult result = runs.run("ImportDay", Map.of("day", DAY));

        assertThat(result.failures().stream().map(JobException::reportedCode)).contains("NothingToImport");
    }
}
