package io.cosmosdataflow.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A factory whose pipeline {@code Load} copies a file of documents to container {@code n0} of an account, and that file.
 * Called by {@code scripts/bench clients}.
 *
 * <p>Arguments: directory of the factory, endpoint, key, file, number of documents.
 */
public final class BenchFactory {

    private BenchFactory() {}

    public static void main(String[] arguments) throws IOException {
        Path factory = Path.of(arguments[0]);
        Path file = Path.of(arguments[3]).toAbsolutePath();
        service(
                factory,
                "Account",
                "CosmosDb",
                "{\"connectionString\": \"AccountEndpoint=" + arguments[1] + ";AccountKey=" + arguments[2]
                        + ";Database=bench\"}");
        service(factory, "Files", "FileServer", "{\"host\": \"" + file.getParent() + "\"}");
        dataset(factory, "To", "Account", "CosmosDbSqlApiCollection", "{\"collectionName\": \"n0\"}");
        dataset(
                factory,
                "From",
                "Files",
                "Json",
                "{\"location\": {\"type\": \"FileServerLocation\", \"fileName\": \"" + file.getFileName() + "\"}}");
        Files.writeString(
                factory.resolve("pipeline/Load.json"),
                """
                {"name": "Load", "properties": {"activities": [{"name": "Copy", "type": "Copy", "dependsOn": [],
                  "inputs": [{"referenceName": "From", "type": "DatasetReference"}],
                  "outputs": [{"referenceName": "To", "type": "DatasetReference"}],
                  "typeProperties": {
                    "source": {"type": "JsonSource", "storeSettings": {"type": "FileServerReadSettings"}},
                    "sink": {"type": "CosmosDbSqlApiSink", "writeBehavior": "upsert"}}}]}}""");
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int n = 0; n < Integer.parseInt(arguments[4]); n++) {
                lines.write(BenchDocuments.order(n) + "\n");
            }
        }
    }

    private static void service(Path factory, String name, String type, String properties) throws IOException {
        Files.writeString(
                factory.resolve("linkedService/" + name + ".json"),
                """
                {"name": "%s", "properties": {"type": "%s", "typeProperties": %s}}"""
                        .formatted(name, type, properties));
    }

    private static void dataset(Path factory, String name, String service, String type, String properties)
            throws IOException {
        Files.writeString(
                factory.resolve("dataset/" + name + ".json"),
                """
                {"name": "%s", "properties": {
                  "linkedServiceName": {"referenceName": "%s", "type": "LinkedServiceReference"},
                  "type": "%s", "schema": [], "typeProperties": %s}}"""
                        .formatted(name, service, type, properties));
    }
}
