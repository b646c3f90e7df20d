package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SqlServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A factory with real database servers, linked services {@code Db} and others, with the Cosmos DB account {@code Shop}
 * on the shared emulator, and with files in a folder of this machine.
 */
final class SqlRuns {

    static final String COSMOS_SOURCE = "{\"type\": \"CosmosDbSqlApiSource\"}";

    private final LocalRuns runs;
    private final FactoryFiles files;
    private final Path folder;

    private SqlRuns(Path directory) {
        folder = directory.resolve("files");
        runs = LocalRuns.onServers(directory);
        files = FactoryFiles.in(runs.factory()).linkedService("Blob", "FileServer", "{\"host\": \"" + folder + "\"}");
    }

    static SqlRuns in(Path directory) {
        return new SqlRuns(directory);
    }

    LocalRuns runs() {
        return runs;
    }

    FactoryFiles files() {
        return files;
    }

    Items container(String name) {
        files.container(name, name);
        return Items.of(files.database(), name, "id");
    }

    /** Linked service {@code name} of a new database. */
    SqlDatabase database(String name, SqlServers.Kind kind) {
        SqlDatabase database = kind.database().get();
        files.linkedService(name, kind.linkedService(), SqlServers.settings(database));
        return database;
    }

    /** Dataset of the same name as the table; an empty {@code table} for a dataset without one. */
    SqlRuns table(String dataset, String linkedService, SqlServers.Kind kind, String table) {
        files.dataset(
                dataset, kind.dataset(), linkedService, table.isEmpty() ? "{}" : "{\"tableName\": \"" + table + "\"}");
        return this;
    }

    /** Dataset of a file of a store of the factory, below {@code folder}. */
    SqlRuns file(String dataset, String format, String file, String settings) {
        files.dataset(
                dataset,
                format,
                "Blob",
                "{\"location\": {\"type\": \"FileServerLocation\", \"folderPath\": \"data\""
                        + (file.isEmpty() ? "" : ", \"fileName\": \"" + file + "\"")
                        + "}" + settings + "}");
        return this;
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    SqlRuns write(String file, String text) {
        try {
            Files.createDirectories(path(file).getParent());
            Files.writeString(path(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of all files below a folder. */
    List<String> lines(String below) {
        try (Stream<Path> found = Files.walk(path(below))) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.getFileName().toString().startsWith("_"))
                    .sorted()
                    .flatMap(SqlRuns::lines)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a copy, and gives its output. */
    JsonNode copied(String from, String source, String to, String sink) {
        files.pipeline("P", copy("Copy", from, source, to, sink));
        return output(runs.run("P"));
    }

    JobException failedCopy(String from, String source, String to, String sink) {
        files.pipeline("P", copy("Copy", from, source, to, sink));
        PipelineResult result = runs.run("P");
        assertThat(result.failures()).hasSize(1);
        return result.failures().get(0);
    }

    /** Runs a data flow with source {@code In} and sink {@code Out}, and gives its output. */
    JsonNode flowed(String from, String to, String script, String parameters) {
        files.dataFlow("Flow", Map.of("In", from), Map.of("Out", to), script)
                .pipeline("P", executeDataFlow("Run", "Flow", parameters, ""));
        return output(runs.run("P")).at("/runStatus/metrics/Out");
    }

    JobException failedFlow(String from, String to, String script) {
        files.dataFlow("Flow", Map.of("In", from), Map.of("Out", to), script)
                .pipeline("P", executeDataFlow("Run", "Flow", "{}", ""));
        PipelineResult result = runs.run("P");
        assertThat(result.failures()).hasSize(1);
        return result.failures().get(0);
    }

    static JsonNode output(PipelineResult result) {
        assertThat(result.failures()).isEmpty();
        return result.record().activities().get(0).output();
    }
}
