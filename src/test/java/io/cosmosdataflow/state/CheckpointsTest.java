package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.state.Checkpoint.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private static final CheckpointKey KEY = key("Refresh", "View");

    @TempDir
    Path directory;

    @Test
    void allSourcesOfAnActivityMoveTogetherInOneFile() throws IOException {
        checkpoints().move(KEY, 0, "run-1", Cause.RUN, List.of(position("a", "1"), position("b", "2")));

        assertThat(checkpoints().present(KEY)).get().satisfies(checkpoint -> {
            assertThat(checkpoint.number()).isEqualTo(1);
            assertThat(checkpoint.runId()).isEqualTo("run-1");
            assertThat(checkpoint.position("a")).contains(position("a", "1"));
            assertThat(checkpoint.position("b")).contains(position("b", "2"));
            assertThat(checkpoint.position("c")).isEmpty();
        });
        try (Stream<Path> files = Files.walk(directory.resolve("checkpoints"))) {
            assertThat(files.filter(Files::isRegularFile)).singleElement().satisfies(file -> assertThat(file)
                    .hasFileName("000000000001.json")
                    .hasParent(directory.resolve("checkpoints/activity.refresh.view")));
        }
    }

    @Test
    void theHighestNumberCountsAndTheLastTwentyStay() {
        for (int move = 0; move < 25; move++) {
            checkpoints().move(KEY, move, "run-" + move, Cause.RUN, List.of(position("a", "" + move)));
        }

        assertThat(checkpoints().present(KEY).orElseThrow().runId()).isEqualTo("run-24");
        assertThat(checkpoints().history(KEY))
                .extracting(Checkpoint::number)
                .startsWith(25L, 24L)
                .endsWith(6L)
                .hasSize(20);
    }

    @Test
    void whatSomebodyElseHasMovedIsNotOverwritten() {
        checkpoints().move(KEY, 0, "one", Cause.RUN, List.of(position("a", "1")));

        assertThatThrownBy(() -> checkpoints().move(KEY, 0, "two", Cause.RUN, List.of(position("a", "2"))))
                .hasMessageContaining("activity 'View' of pipeline 'Refresh' was moved by another run")
                .extracting("code")
                .isEqualTo(ErrorCode.RunInProgress);
        assertThat(checkpoints().present(KEY).orElseThrow().runId()).isEqualTo("one");
    }

    @Test
    void aKillBetweenDraftAndRenameLeavesTheOldCheckpoint() {
        on(StepByStepFiles.configuration()).move(KEY, 0, "one", Cause.RUN, List.of(position("a", "1")));
        Checkpoints killed = on(StepByStepFiles.killing());

        assertThatThrownBy(() -> killed.move(KEY, 1, "two", Cause.RUN, List.of(position("a", "2"))))
                .isInstanceOf(StepByStepFiles.Killed.class);

        Checkpoints next = on(StepByStepFiles.configuration());
        assertThat(next.present(KEY).orElseThrow().runId()).isEqualTo("one");
        assertThat(next.history(KEY)).hasSize(1);
        assertThat(next.move(KEY, 1, "three", Cause.RUN, List.of(position("a", "3")))
                        .number())
                .isEqualTo(2);
    }

    @Test
    void aMarkIsPendingUntilTheCheckpointIsAtItsEnds() {
        PendingFeeds pending =
                new PendingFeeds(KEY, "run", List.of(new FeedRange(position("a", "1"), position("a", "2"))));
        checkpoints().begin(pending);
        assertThat(checkpoints().pending(KEY)).contains(pending);

        checkpoints().move(KEY, 0, "run", Cause.RUN, List.of(position("a", "2")));
        assertThat(checkpoints().pending(KEY))
                .as("killed between the move and the removal of the mark")
                .isEmpty();

        checkpoints().begin(new PendingFeeds(KEY, "next", pending.ranges()));
        assertThat(checkpoints().pending(KEY)).isPresent();
        checkpoints().settle(KEY);
        assertThat(checkpoints().pending(KEY)).isEmpty();
    }

    @Test
    void aRewindOrResetEndsWhatARunHasLeftOpen() {
        for (Cause cause : List.of(Cause.REWIND, Cause.RESET)) {
            long number = checkpoints().present(KEY).map(Checkpoint::number).orElse(0L);
            checkpoints()
                    .begin(new PendingFeeds(
                            KEY, "died", List.of(new FeedRange(position("a", "1"), position("a", "2")))));

            checkpoints().move(KEY, number, "", cause, List.of());

            assertThat(checkpoints().pending(KEY)).as(cause.name()).isEmpty();
        }
    }

    @Test
    void aCheckpointOfALaterVersionIsRefusedByName() throws IOException {
        checkpoints().move(KEY, 0, "one", Cause.RUN, List.of());
        Path later = directory.resolve("checkpoints/activity.refresh.view/000000000002.json");
        Files.writeString(later, "{\"version\": 3}");

        assertThatThrownBy(() -> checkpoints().present(KEY))
                .hasMessageContaining("000000000002.json has version 3, and this release reads versions 1 to 2")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    @Test
    void aTornCheckpointIsAnErrorAndNotANewStart() throws IOException {
        checkpoints().move(KEY, 0, "one", Cause.RUN, List.of());
        Files.writeString(directory.resolve("checkpoints/activity.refresh.view/000000000001.json"), "{\"vers");

        assertThatThrownBy(() -> checkpoints().present(KEY))
                .hasMessageContaining("000000000001.json is not a checkpoint")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
    }

    @Test
    void aCustomKeyStandsForPipelineAndActivity() {
        CheckpointKey before = new CheckpointKey("P", "A", Optional.of("my-key"), Optional.empty());
        CheckpointKey renamed = new CheckpointKey("Q", "B", Optional.of("my-key"), Optional.empty());
        checkpoints().move(before, 0, "one", Cause.RUN, List.of(position("a", "1")));

        assertThat(checkpoints().present(renamed).orElseThrow().runId()).isEqualTo("one");
        assertThat(checkpoints().present(key("P", "A"))).isEmpty();
    }

    @Test
    void noTwoKeysShareAFolderAndNoNameIsTooLong() {
        String large = "\u00fc".repeat(140);
        List<CheckpointKey> keys = List.of(
                key("a", "b"),
                key("a.b", ""),
                key("", "a.b"),
                key("a~2eb", ""),
                key("a/b", ""),
                key("a b", ""),
                key(large, large),
                key(large, large + "x"),
                new CheckpointKey("", "", Optional.of("a"), Optional.empty()),
                new CheckpointKey("", "", Optional.of("A"), Optional.empty()),
                new CheckpointKey("", "", Optional.of("a.debug.b"), Optional.empty()),
                new CheckpointKey("", "", Optional.of("a"), Optional.of("b")),
                new CheckpointKey("a", "b", Optional.empty(), Optional.of("default")),
                new CheckpointKey("a", "b", Optional.empty(), Optional.of("Default")),
                new CheckpointKey(large, large, Optional.empty(), Optional.of(large)));

        Set<String> folders = new HashSet<>(keys.stream().map(FolderName::of).toList());

        assertThat(folders).hasSize(keys.size());
        assertThat(folders).allMatch(folder -> folder.length() <= 255 && folder.matches("[a-z0-9._~-]+"));
        assertThat(FolderName.of(key("Import Orders", "View-1"))).isEqualTo("activity.import~20orders.view-1");
        assertThat(FolderName.of(key("IMPORT", "view")))
                .as("as in Data Factory, case is no difference")
                .isEqualTo(FolderName.of(key("import", "View")));
    }

    @Test
    void debugSessionsAreApart() {
        CheckpointKey debug = new CheckpointKey("Refresh", "View", Optional.empty(), Optional.of("default"));
        checkpoints().move(KEY, 0, "published", Cause.RUN, List.of());
        checkpoints().move(debug, 0, "debug", Cause.RUN, List.of());

        assertThat(checkpoints().present(KEY).orElseThrow().runId()).isEqualTo("published");
        assertThat(checkpoints().present(debug).orElseThrow().runId()).isEqualTo("debug");
        assertThat(checkpoints().all()).extracting(Checkpoint::runId).containsExactlyInAnyOrder("published", "debug");
    }

    private Checkpoints checkpoints() {
        return new StateDirectory(directory.toString(), new Configuration()).checkpoints();
    }

    private Checkpoints on(Configuration configuration) {
        return new StateDirectory("steps://" + directory, configuration).checkpoints();
    }

    private static CheckpointKey key(String pipeline, String activity) {
        return new CheckpointKey(pipeline, activity, Optional.empty(), Optional.empty());
    }

    private static FeedPosition position(String source, String offset) {
        return new FeedPosition(source, "shop/items", "rid", offset);
    }
}
