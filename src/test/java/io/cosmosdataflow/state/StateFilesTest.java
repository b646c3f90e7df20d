package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are whole or not there, on local files and on file systems that rename in their own ways. */
class StateFilesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"file", "steps"})
    void whatIsWrittenIsRead(String scheme) {
        StateFiles files = files(scheme, StepByStepFiles.configuration());

        files.replace("a/x.json", bytes("1"));
        files.replace("a/x.json", bytes("2"));

        assertThat(text(files, "a/x.json")).contains("2");
        assertThat(files.names("a")).containsExactly("x.json");
        assertThat(directory.resolve("a").toFile().list())
                .as("no drafts, no checksums")
                .containsExactly("x.json");
        files.delete("a/x.json");
        assertThat(text(files, "a/x.json")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "steps"})
    void aNameThatIsTakenStaysAsItIs(String scheme) {
        StateFiles files = files(scheme, StepByStepFiles.configuration());

        assertThat(files.create("x.json", bytes("1"))).isTrue();
        assertThat(files.create("x.json", bytes("2"))).isFalse();
        assertThat(files.createExclusively("x.json", bytes("3"))).isFalse();
        assertThat(files.createExclusively("y.json", bytes("3"))).isTrue();

        assertThat(text(files, "x.json")).contains("1");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("x.json", "y.json");
    }

    @Test
    void ofManyThatTakeANameOneSucceeds() throws Exception {
        StateFiles files = files("file", StepByStepFiles.configuration());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                String name = round + ".json";
                List<Callable<Boolean>> tries = IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(each -> () -> files.createExclusively(name, bytes("" + each)))
                        .toList();
                int successes = 0;
                for (Future<Boolean> each : threads.invokeAll(tries)) {
                    successes += each.get() ? 1 : 0;
                }
                assertThat(successes).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aKillBetweenDraftAndRenameLeavesNothingOfANewFile() {
        StateFiles killed = files("steps", StepByStepFiles.killing());

        assertThatThrownBy(() -> killed.replace("x.json", bytes("1"))).isInstanceOf(StepByStepFiles.Killed.class);

        StateFiles files = files("steps", StepByStepFiles.configuration());
        assertThat(text(files, "x.json")).isEmpty();
        assertThat(files.names(".")).isEmpty();
        assertThat(files.create("x.json", bytes("2"))).isTrue();
    }

    @Test
    void aKillBetweenDeletionAndRenameLeavesTheWholeDraft() {
        StateFiles files = files("steps", StepByStepFiles.configuration());
        files.replace("x.json", bytes("1"));
        StateFiles killed = files("steps", StepByStepFiles.killing());

        assertThatThrownBy(() -> killed.replace("x.json", bytes("2"))).isInstanceOf(StepByStepFiles.Killed.class);

        assertThat(text(files, "x.json")).contains("2");
        assertThat(files.names(".")).containsExactly("x.json");
        files.replace("x.json", bytes("3"));
        files.replace("x.json", bytes("4"));
        assertThat(text(files, "x.json")).contains("4");
        assertThat(directory.toFile().list()).containsExactly("x.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "steps"})
    void aHalfWrittenDraftNextToAFileIsNotRead(String scheme) throws IOException {
        StateFiles files = files(scheme, StepByStepFiles.configuration());
        files.replace("x.json", bytes("1"));
        Files.writeString(directory.resolve(".x.json.draft"), "hal");

        assertThat(text(files, "x.json")).contains("1");
        files.replace("x.json", bytes("2"));
        assertThat(text(files, "x.json")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "steps"})
    void draftsOfDeadProcessesGoAfterADay(String scheme) throws IOException {
        StateFiles files = files(scheme, StepByStepFiles.configuration());
        Path old = Files.writeString(directory.resolve(".x.json.1.draft"), "hal");
        Path recent = Files.writeString(directory.resolve(".x.json.2.draft"), "hal");
        Instant now = Instant.parse("2026-01-03T00:00:00Z");
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        Files.setLastModifiedTime(recent, FileTime.from(Instant.parse("2026-01-02T12:00:00Z")));

        files.deleteForgotten(".", now);

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    private StateFiles files(String scheme, Configuration configuration) {
        return new StateFiles(scheme + "://" + directory, configuration);
    }

    private static Optional<String> text(StateFiles files, String name) {
        return files.read(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
