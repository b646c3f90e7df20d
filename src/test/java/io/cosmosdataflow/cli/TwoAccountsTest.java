package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local mode has an account for each one of the definitions, however many linked services name it. */
class TwoAccountsTest {

    private static final String SOURCE = "{\"type\": \"CosmosDbSqlApiSource\"}";
    private static final String INSERT = "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"insert\"}";
    private static final String ORDERS = "[{\"id\": \"1\"}, {\"id\": \"2\"}]";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FactoryFiles factory;

    @BeforeEach
    void twoLinkedServices() throws IOException {
        SharedSpark.session();
        factory = FactoryFiles.in(directory.resolve("factory"))
                .linkedService("Old", "CosmosDb", account("old"))
                .dataset("OldOrders", "CosmosDbSqlApiCollection", "Old", "{\"collectionName\": \"orders\"}")
                .dataset("NewOrders", "CosmosDbSqlApiCollection", "New", "{\"collectionName\": \"orders\"}")
                .pipeline("Migrate", copy("Migrate", "OldOrders", SOURCE, "NewOrders", INSERT));
        seed("Old");
    }

    private static String account(String name) {
        return "{\"connectionString\": \"AccountEndpoint=https://" + name
                + ".documents.azure.com:443/;Database=shop\", \"encryptedCredential\": \"opaque\"}";
    }

    private void seed(String linkedService) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("local/" + linkedService + "/shop"));
        Files.writeString(folder.resolve("orders.json"), ORDERS);
    }

    @Test
    void aMigrationIsFromAccountToAccount() {
        factory.linkedService("New", "CosmosDb", account("new"));

        assertThat(run("Migrate")).as(text(err)).isZero();
        assertThat(text(out)).contains("2 rows read, 2 copied");
        assertThat(text(err))
                .contains("made container 'orders' of database 'shop' in account 'old.documents.azure.com'")
                .contains("made container 'orders' of database 'shop' in account 'new.documents.azure.com'");
    }

    /** The documents exist already: the container is copied onto itself. */
    @Test
    void linkedServicesOfOneEndpointAreOneAccount() {
        factory.linkedService(
                "New",
                "CosmosDb",
                "{\"accountEndpoint\": \"https://OLD.documents.azure.com\", \"database\": \"shop\"}");

        assertThat(run("Migrate")).isEqualTo(1);
        assertThat(text(err)).contains("error [CosmosConflict]");
    }

    /** Whichever of the linked services is used first: the container has the documents of the account. */
    @Test
    void seedsOfEachLinkedServiceAreOfTheAccount() {
        factory.linkedService("New", "CosmosDb", account("old"))
                .file("Out", "Json", "out", "orders.json")
                .pipeline("Export", copy("Export", "NewOrders", SOURCE, "Out", "{\"type\": \"JsonSink\"}"));

        assertThat(run("Export")).as(text(err)).isZero();
        assertThat(text(out)).contains("2 rows read, 2 copied");
    }

    @Test
    void twoSeedsForOneContainerAreRefused() throws IOException {
        factory.linkedService("New", "CosmosDb", account("old"));
        seed("New");

        assertThat(run("Migrate")).isEqualTo(1);
        assertThat(text(err)).contains("error [FileMalformed] Both").contains("Keep one of them");
    }

    /** Only a secret knows the endpoints, so that the linked services tell the accounts apart. */
    @Test
    void linkedServicesOfUnknownEndpointsAreAccountsOfTheirOwn() {
        factory.linkedService("Old", "CosmosDb", "{\"database\": \"shop\", \"encryptedCredential\": \"opaque\"}")
                .linkedService("New", "CosmosDb", "{\"database\": \"shop\", \"encryptedCredential\": \"opaque\"}");

        assertThat(run("Migrate")).as(text(err)).isZero();
        assertThat(directory.resolve("local/.cosmos/accounts/Old")).isDirectory();
        assertThat(directory.resolve("local/.cosmos/accounts/New")).isDirectory();
    }

    private int run(String pipeline) {
        List<String> words = List.of(
                "run",
                "--factory",
                factory.directory().toString(),
                "--pipeline",
                pipeline,
                "--local",
                directory.resolve("local").toString());
        Console console = new Console(new PrintStream(out, true), new PrintStream(err, true), false);
        return Main.run(console, words.toArray(String[]::new));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
