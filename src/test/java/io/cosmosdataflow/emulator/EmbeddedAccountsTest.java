package io.cosmosdataflow.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of one process share a certificate and nothing else. */
class EmbeddedAccountsTest {

    private static final EmulatorOptions IN_MEMORY = EmulatorOptions.usual().withThrottling(false);

    @TempDir
    Path directory;

    private EmbeddedAccounts open() throws IOException {
        return EmbeddedAccounts.open(IN_MEMORY.withData(directory.resolve("data")));
    }

    private static void seed(EmbeddedCosmos account, String id) {
        byte[] document = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        account.seed("shop", "orders", "/id", List.of(document).iterator());
    }

    private static List<String> ids(EmbeddedCosmos account) {
        List<String> ids = new ArrayList<>();
        new SignedClient(account)
                .query("dbs/shop/colls/orders/docs", "SELECT VALUE c.id FROM c")
                .json()
                .get("Documents")
                .forEach(id -> ids.add(id.textValue()));
        return ids;
    }

    @Test
    void theSameContainerInTwoAccountsIsTwoContainers() throws IOException {
        try (EmbeddedAccounts accounts = EmbeddedAccounts.open(IN_MEMORY)) {
            seed(accounts.account("old"), "1");
            seed(accounts.account("new"), "2");

            assertThat(ids(accounts.account("old"))).containsExactly("1");
            assertThat(ids(accounts.account("new"))).containsExactly("2");
            assertThat(accounts.account("old")).isSameAs(accounts.account("old"));
            assertThat(accounts.account("other").hasContainer("shop", "orders")).isFalse();
        }
    }

    @Test
    void eachAccountKeepsItsOwnData() throws IOException {
        try (EmbeddedAccounts accounts = open()) {
            seed(accounts.account("old"), "1");
            seed(accounts.account("new"), "2");
        }
        try (EmbeddedAccounts accounts = open()) {
            assertThat(ids(accounts.account("new"))).containsExactly("2");
            assertThat(ids(accounts.account("old"))).containsExactly("1");
        }
    }

    /** What was written when all accounts were one is nobody's alone, and nobody loses it. */
    @Test
    void dataOfTheFormerLayoutIsWhereEachAccountBegins() throws IOException {
        try (EmbeddedCosmos former = EmbeddedCosmos.start(IN_MEMORY.withData(directory.resolve("data")))) {
            seed(former, "1");
        }
        try (EmbeddedAccounts accounts = open()) {
            seed(accounts.account("old"), "2");
            assertThat(ids(accounts.account("old"))).containsExactlyInAnyOrder("1", "2");
            assertThat(ids(accounts.account("new"))).containsExactly("1");
        }
        try (EmbeddedAccounts accounts = open()) {
            assertThat(ids(accounts.account("old"))).containsExactlyInAnyOrder("1", "2");
        }
    }

    @Test
    void anyNameIsAFolderOfItsOwnBelowTheDirectory() throws IOException {
        List<String> names =
                List.of("..", "../x", "a/b", "a b", "a*b", "a:b", "CON?", "x".repeat(300), "x".repeat(301));
        try (EmbeddedAccounts accounts = open()) {
            for (String name : names) {
                seed(accounts.account(name), "1");
            }
        }
        try (Stream<Path> made = Files.list(directory.resolve("data/accounts"))) {
            assertThat(made).hasSize(names.size());
        }
        try (Stream<Path> beside = Files.list(directory)) {
            assertThat(beside).containsExactly(directory.resolve("data"));
        }
    }

    @Test
    void directoryInUseIsRefusedBeforeAnAccountIsAskedFor() throws IOException {
        try (EmbeddedAccounts accounts = open()) {
            assertThat(accounts.trustStore().file()).exists();
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use by another embedded Cosmos DB");
        }
    }
}
