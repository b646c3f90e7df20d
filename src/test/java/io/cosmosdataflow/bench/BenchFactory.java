package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.copy;

import io.cosmosdataflow.testing.FactoryFiles;
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
        Path file = Path.of(arguments[3]).toAbsolutePath();
        FactoryFiles.in(Path.of(arguments[0]))
                .linkedService(
                        "Account",
                        "CosmosDb",
                        "{\"connectionString\": \"AccountEndpoint=" + arguments[1] + ";AccountKey=" + arguments[2]
                                + ";Database=bench\"}")
                .linkedService("Files", "FileServer", "{\"host\": \"" + file.getParent() + "\"}")
                .dataset("To", "CosmosDbSqlApiCollection", "Account", "{\"collectionName\": \"n0\"}")
                .dataset(
                        "From",
                        "Json",
                        "Files",
                        "{\"location\": {\"type\": \"FileServerLocation\", \"fileName\": \"" + file.getFileName()
                                + "\"}}")
                .pipeline(
                        "Load",
                        copy(
                                "Copy",
                                "From",
                                "{\"type\": \"JsonSource\", \"storeSettings\": {\"type\": \"FileServerReadSettings\"}}",
                                "To",
                                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"upsert\"}"));
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int n = 0; n < Integer.parseInt(arguments[4]); n++) {
                lines.write(BenchDocuments.order(n) + "\n");
            }
        }
    }
}
