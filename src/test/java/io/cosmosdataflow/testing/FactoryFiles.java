package io.cosmosdataflow.testing;

import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes a small factory in Git layout: one Cosmos DB account {@code Shop}, one blob store {@code Blob}. */
public final class FactoryFiles {

    private final Path directory;
    private final String database = "shop-" + UUID.randomUUID();

    private FactoryFiles(Path directory) {
        this.directory = directory;
    }

    public static FactoryFiles in(Path directory) {
        return new FactoryFiles(directory)
                .account(EmulatorAccount.mode())
                .linkedService("Blob", "AzureBlobStorage", "{\"connectionString\": \"AccountName=x;\"}");
    }

    /** Writes the account {@code Shop} anew. */
    public FactoryFiles account(ConnectionMode mode) {
        return account("https://shop.documents.azure.com:443/;", mode, ",\n \"encryptedCredential\": \"opaque\"");
    }

    /** Has the account {@code Shop} stand where this one is, for a run of its own process. */
    public FactoryFiles account(EmbeddedCosmos cosmos, ConnectionMode mode) {
        return account(cosmos.endpoint() + ";AccountKey=" + cosmos.key() + ";", mode, "");
    }

    private FactoryFiles account(String endpoint, ConnectionMode mode, String more) {
        String said = mode == ConnectionMode.Usual ? "" : ", \"connectionMode\": \"" + mode + "\"";
        return linkedService(
                "Shop",
                "CosmosDb",
                "{\"connectionString\": \"AccountEndpoint=" + endpoint + "Database=" + database + "\"" + said + more
                        + "}");
    }

    public Path directory() {
        return directory;
    }

    /** The database of the account {@code Shop}; another one for each factory. */
    public String database() {
        return database;
    }

    public FactoryFiles linkedService(String name, String type, String typeProperties) {
        return write(
                "linkedService/" + name + ".json",
                """
                {"name": "%s", "properties": {"type": "%s", "typeProperties": %s}}"""
                        .formatted(name, type, typeProperties));
    }

    /** A container of the account {@code Shop}. */
    public FactoryFiles container(String dataset, String container) {
        return dataset(dataset, "CosmosDbSqlApiCollection", "Shop", "{\"collectionName\": \"" + container + "\"}");
    }

    /** A file, or with an empty {@code file} a folder, of container {@code c} in the store {@code Blob}. */
    public FactoryFiles file(String dataset, String format, String folder, String file, String... settings) {
        List<String> location =
                new ArrayList<>(List.of("\"type\": \"AzureBlobStorageLocation\", \"container\": \"c\""));
        if (!folder.isEmpty()) {
            location.add("\"folderPath\": \"" + folder + "\"");
        }
        if (!file.isEmpty()) {
            location.add("\"fileName\": \"" + file + "\"");
        }
        List<String> properties = new ArrayList<>(List.of(settings));
        properties.add(0, "\"location\": {" + String.join(", ", location) + "}");
        return dataset(dataset, format, "Blob", "{" + String.join(", ", properties) + "}");
    }

    public FactoryFiles dataset(String name, String type, String linkedService, String typeProperties) {
        return write(
                "dataset/" + name + ".json",
                """
                {"name": "%s", "properties": {
                   "linkedServiceName": {"referenceName": "%s", "type": "LinkedServiceReference"},
                   "type": "%s", "schema": [], "typeProperties": %s}}"""
                        .formatted(name, linkedService, type, typeProperties));
    }

    public FactoryFiles pipeline(String name, String... activities) {
        return write(
                "pipeline/" + name + ".json",
                """
                {"name": "%s", "properties": {"activities": [
                %s
                ]}}"""
                        .formatted(name, String.join(",\n", activities)));
    }

    /**
     * A data flow whose sources and sinks are datasets.
     *
     * @param sources, sinks names of streams to names of datasets; {@code null} for no dataset
     */
    public FactoryFiles dataFlow(String name, Map<String, String> sources, Map<String, String> sinks, String script) {
        return dataFlow(name, "MappingDataFlow", streams(sources), streams(sinks), "", script);
    }

    /** @param more members of typeProperties, each with a comma behind it */
    public FactoryFiles dataFlow(String name, String type, String sources, String sinks, String more, String script) {
        String lines = script.lines()
                .map(line ->
                        "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"")
                .collect(Collectors.joining(",\n  "));
        return write(
                "dataflow/" + name + ".json",
                """
                {"name": "%s", "properties": {"type": "%s", "typeProperties": {
                  "sources": [%s], "sinks": [%s], %s
                  "scriptLines": [
                  %s
                ]}}}"""
                        .formatted(name, type, sources, sinks, more, lines));
    }

    private static String streams(Map<String, String> streams) {
        return streams.entrySet().stream()
                .map(entry -> entry.getValue() == null
                        ? "{\"name\": \"" + entry.getKey() + "\"}"
                        : "{\"name\": \"" + entry.getKey() + "\", \"dataset\": {\"referenceName\": \""
                                + entry.getValue() + "\", \"type\": \"DatasetReference\"}}")
                .collect(Collectors.joining(", "));
    }

    /** @param more members of typeProperties, each with a comma before it */
    public static String executeDataFlow(String name, String dataFlow, String parameters, String more) {
        return """
                {"name": "%s", "type": "ExecuteDataFlow", "dependsOn": [], "typeProperties": {
                  "dataflow": {"referenceName": "%s", "type": "DataFlowReference", "parameters": %s},
                  "compute": {"coreCount": 8, "computeType": "General"}, "traceLevel": "Fine"%s}}"""
                .formatted(name, dataFlow, parameters, more);
    }

    /** A Copy activity that waits for {@code after}, in the order of the list. */
    public static String copy(String name, String from, String source, String to, String sink, String... after) {
        List<String> dependencies = new ArrayList<>();
        for (String activity : after) {
            dependencies.add("{\"activity\": \"" + activity + "\", \"dependencyConditions\": [\"Succeeded\"]}");
        }
        return """
                {"name": "%s", "type": "Copy", "dependsOn": [%s],
                 "inputs": [{"referenceName": "%s", "type": "DatasetReference"}],
                 "outputs": [{"referenceName": "%s", "type": "DatasetReference"}],
                 "typeProperties": {"source": %s, "sink": %s}}"""
                .formatted(name, String.join(", ", dependencies), from, to, source, sink);
    }

    public FactoryFiles write(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
