package io.cosmosdataflow.store.file.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.http.SendingLimits;
import io.cosmosdataflow.store.kind.KeyChoice;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.RejectsOfRun;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the answer is while it is read. */
class HttpFileTest {

    @TempDir
    Path directory;

    private WebServer server;

    @BeforeEach
    void aServer() throws IOException {
        server = WebServer.start();
        server.on("/a/b.csv", Answer.of(200, "a,b"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FetchedFile fetch(String url, Optional<String> shared, boolean cluster) {
        HttpRequestSettings request = new HttpRequestSettings(
                url, "GET", Map.of(), Optional.empty(), SendingLimits.of(Duration.ofMinutes(1)));
        HttpService service = new HttpService(server.url("/a"), HttpAuthentication.ANONYMOUS);
        Opening opening = new Opening(
                SharedSpark.session(),
                "Copy",
                remark -> {},
                Optional.empty(),
                RejectsOfRun.NONE,
                shared,
                container -> new KeyChoice(List.of("/id"), ""));
        return new HttpFile("Web", service, request, Optional.empty()).fetch(opening, cluster);
    }

    private Optional<String> shared() {
        return Optional.of("file://" + directory);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Path folder(FetchedFile file) {
        return Path.of(file.root().uri("").substring("file://".length()));
    }

    @Test
    void executorsElsewhereReadItFromTheStateDirectory() throws IOException {
        try (FetchedFile file = fetch("b.csv?c=d", shared(), true)) {
            assertThat(kept()).containsExactly(folder(file).resolve("b.csv"));
            assertThat(folder(file).resolve(file.location().file())).hasContent("a,b");
        }
        assertThat(kept()).isEmpty();
    }

    @Test
    void withoutOneTheyCannot() {
        assertThatThrownBy(() -> fetch("b.csv", Optional.empty(), true))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.StateRequired));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void nothingStaysWhereThereWasNoAnswer() throws IOException {
        assertThatThrownBy(() -> fetch("none", shared(), true))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HttpCallFailed));
        assertThat(kept()).isEmpty();
    }

    @Test
    void aDriverAloneHasATemporaryFile() {
        Path folder;
        try (FetchedFile file = fetch("b.csv", Optional.empty(), false)) {
            folder = folder(file);
            assertThat(folder.resolve("b.csv")).hasContent("a,b");
        }
        assertThat(folder).doesNotExist();
    }
}
