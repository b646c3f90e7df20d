package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.Checkpoint.Cause;
import io.cosmosdataflow.testing.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No file of the state is taken for another one after a byte of it has changed, wherever that is. */
class GarbledStateTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final CheckpointKey KEY = new CheckpointKey("Refresh", "View", Optional.empty(), Optional.empty());
    private static final FeedPosition FROM =
            new FeedPosition("changes", "shop/items", "rid", "{\"id\":\"x\",\"state\":\"eyJWIjoxfQ==\"}");
    private static final FeedPosition TO =
            new FeedPosition("changes", "shop/items", "rid", "{\"id\":\"x\",\"state\":\"eyJWIjoyfQ==\"}");

    /** One for all, since each parses files of Hadoop's own. */
    private static final Configuration CONFIGURATION = new Configuration();

    @TempDir
    Path directory;

    /** The kinds of files, each with what reads it. */
    enum File {
        RECORD("runs/run-1.json") {
            @Override
            void write(StateDirectory state) {
                state.save(record());
            }

            @Override
            Object read(StateDirectory state) {
                return state.find("run-1");
            }
        },
        PART("runs/run-1/000000.json") {
            @Override
            void write(StateDirectory state) {
                state.savePart("run-1", 0, record().activities());
            }

            @Override
            Object read(StateDirectory state) {
                return state.part("run-1", 0);
            }
        },
        CHECKPOINT("checkpoints/activity.refresh.view/000000000001.json") {
            @Override
            void write(StateDirectory state) {
                state.checkpoints().move(KEY, 0, "run-1", Cause.RUN, List.of(FROM, TO));
            }

            @Override
            Object read(StateDirectory state) {
                return state.checkpoints().present(KEY);
            }
        },
        MARK("checkpoints/activity.refresh.view/pending.json") {
            @Override
            void write(StateDirectory state) {
                state.checkpoints().begin(new PendingFeeds(KEY, "run-1", List.of(new FeedRange(FROM, TO))));
            }

            @Override
            Object read(StateDirectory state) {
                return state.checkpoints().pending(KEY);
            }
        },
        THROUGHPUT("throughput/one.json") {
            @Override
            void write(StateDirectory state) {
                PendingThroughput.Offer before = new PendingThroughput.Offer(400, false);
                PendingThroughput.Offer raised = new PendingThroughput.Offer(4000, true);
                state.pendingThroughputs()
                        .save("one", new PendingThroughput("run-1", "a:443", "shop", "x", "r", before, raised, AT));
            }

            @Override
            Object read(StateDirectory state) {
                return state.pendingThroughputs().all();
            }
        },
        LOCK("locks/refresh/000000000001.json") {
            @Override
            void write(StateDirectory state) {
                state.lock("Refresh", Optional.empty(), "run-1").close();
            }

            @Override
            Object read(StateDirectory state) {
                try (RunLock lock = state.lock("Refresh", Optional.empty(), "run-2")) {
                    return lock;
                }
            }
        };

        private final String name;

        File(String name) {
            this.name = name;
        }

        abstract void write(StateDirectory state);

        abstract Object read(StateDirectory state);
    }

    @ParameterizedTest
    @EnumSource(File.class)
    void oneByteThatHasChangedIsFoundAtEveryPlace(File file) throws IOException {
        file.write(state());
        Path path = directory.resolve(file.name);
        byte[] written = Files.readAllBytes(path);
        long seed = Seed.of("garbled");
        Random random = new Random(seed);
        for (int round = 0; round < 2; round++) {
            for (int at = 0; at < written.length; at++) {
                byte[] garbled = written.clone();
                // Printable characters, which may make other good values, and any bytes
                garbled[at] = (byte) (round == 0 ? ' ' + random.nextInt(95) : random.nextInt(256));
                if (garbled[at] != written[at]) {
                    requireRefused(file, path, garbled, "seed " + seed + ", byte " + at);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(File.class)
    void whatIsCutOffDoubledOrMovedIsFound(File file) throws IOException {
        file.write(state());
        Path path = directory.resolve(file.name);
        byte[] written = Files.readAllBytes(path);
        long seed = Seed.of("garbled");
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int at = 1 + random.nextInt(written.length - 1);
            String text = new String(written, StandardCharsets.UTF_8);
            String garbled =
                    switch (round % 4) {
                        case 0 -> text.substring(0, at);
                        case 1 -> text.substring(0, at) + text.substring(at - 1);
                        case 2 -> text.substring(at) + text.substring(0, at);
                        default -> text.substring(0, at - 1) + text.substring(at);
                    };
            requireRefused(file, path, garbled.getBytes(StandardCharsets.UTF_8), "seed " + seed + ", byte " + at);
        }
    }

    private void requireRefused(File file, Path path, byte[] garbled, String where) throws IOException {
        Files.write(path, garbled);
        Throwable thrown = catchThrowable(() -> file.read(state()));
        assertThat(thrown).as(where).isInstanceOf(JobException.class);
        assertThat(((JobException) thrown).code()).as(where).isEqualTo(ErrorCode.StateUnavailable);
        assertThat(thrown)
                .as(where)
                .hasMessageContaining(path.getFileName().toString())
                .hasMessageMatching("(?s).*(elete|Move it away|reset).*");
    }

    /** As releases before the checksum wrote them. */
    @Test
    void filesWithoutAChecksumAreReadAsBefore() throws IOException {
        for (File file : File.values()) {
            if (file == File.PART) {
                // Releases without a checksum had no parts.
                continue;
            }
            file.write(state());
            Path path = directory.resolve(file.name);
            String text = Files.readString(path);
            int version = file == File.RECORD ? 3 : 2;
            Object now = file == File.LOCK ? null : file.read(state());

            Files.writeString(
                    path,
                    text.replaceFirst("\"version\" : " + version, "\"version\" : " + (version - 1))
                            .replaceFirst("(?s),\\s*\"checksum\".*", "\n}"));

            assertThat(Files.readString(path)).doesNotContain("checksum").contains("\"version\" : " + (version - 1));
            Object read = file.read(state());
            if (now != null) {
                assertThat(read).as(file.name).isEqualTo(now);
            }
        }
    }

    @Test
    void theCheckpointBeforeADamagedOneIsTheWayOut() throws IOException {
        state().checkpoints().move(KEY, 0, "run-1", Cause.RUN, List.of(FROM));
        state().checkpoints().move(KEY, 1, "run-2", Cause.RUN, List.of(TO));
        Path damaged = damage("checkpoints/activity.refresh.view/000000000002.json");
        assertThatThrownBy(() -> state().checkpoints().present(KEY)).hasMessageContaining("the checkpoint before it");

        Files.delete(damaged);

        assertThat(state().checkpoints().present(KEY)).get().satisfies(checkpoint -> assertThat(checkpoint.runId())
                .isEqualTo("run-1"));
    }

    @Test
    void aCheckpointUnderTheNameOfAnotherIsRefused() throws IOException {
        state().checkpoints().move(KEY, 0, "run-1", Cause.RUN, List.of(FROM));
        Path folder = directory.resolve("checkpoints/activity.refresh.view");
        Files.copy(folder.resolve("000000000001.json"), folder.resolve("000000000007.json"));

        assertThatThrownBy(() -> state().checkpoints().present(KEY))
                .hasMessageContaining("000000000007.json is not a checkpoint")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    @Test
    void aResetPutsDamagedFilesRight() throws IOException {
        state().checkpoints().move(KEY, 0, "run-1", Cause.RUN, List.of(FROM));
        state().checkpoints().begin(new PendingFeeds(KEY, "run-2", List.of(new FeedRange(FROM, TO))));
        damage("checkpoints/activity.refresh.view/000000000001.json");
        damage("checkpoints/activity.refresh.view/pending.json");

        assertThat(state().checkpoints().known(KEY)).isEmpty();
        assertThat(state().checkpoints().isOpen(KEY)).isTrue();
        state().checkpoints().move(KEY, state().checkpoints().number(KEY), "", Cause.RESET, List.of());

        assertThat(state().checkpoints().present(KEY)).get().satisfies(checkpoint -> {
            assertThat(checkpoint.number()).isEqualTo(2);
            assertThat(checkpoint.positions()).isEmpty();
        });
        assertThat(state().checkpoints().pending(KEY)).isEmpty();
    }

    private Path damage(String name) throws IOException {
        Path path = directory.resolve(name);
        byte[] bytes = Files.readAllBytes(path);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 1, (byte) '~');
        return Files.write(path, bytes);
    }

    private StateDirectory state() {
        return new StateDirectory(directory.toString(), CONFIGURATION);
    }

    private static RunRecord record() {
        Course course = new Course(RunStatus.Succeeded, AT, AT);
        ActivityRecord activity = new ActivityRecord(
                "View",
                "ExecuteDataFlow",
                course,
                1,
                JsonNodeFactory.instance.objectNode().put("rowsCopied", 3),
                List.of(new FeedRange(FROM, TO)),
                Optional.of("key"));
        return new RunRecord(
                "run-1",
                "Sh\u00f6p",
                "Refresh",
                course,
                JsonNodeFactory.instance.objectNode().put("day", "2026-01-01"),
                List.of(activity),
                RunRecord.Origin.PUBLISHED);
    }
}
