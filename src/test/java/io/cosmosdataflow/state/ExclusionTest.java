package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.state.Checkpoint.Cause;
import io.cosmosdataflow.state.fake.org.apache.hadoop.fs.s3a.S3AFileSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/** Locks and checkpoint numbers on stores whose file systems look first and write then. */
class ExclusionTest {

    private static final CheckpointKey KEY = new CheckpointKey("Import", "View", Optional.empty(), Optional.empty());

    @TempDir
    Path directory;

    @Test
    void ofManyThatPutAnObjectIfThereIsNoneOneSucceeds() throws Exception {
        StateFiles files = new StateFiles("fakes3://" + directory, objects());
        for (int round = 0; round < 25; round++) {
            String name = round + ".json";
            boolean numbers = round % 2 == 0;
            assertThat(successes(
                            8,
                            each -> numbers
                                    ? files.create(name, bytes(each))
                                    : files.createExclusively(name, bytes(each))))
                    .as(name)
                    .isEqualTo(1);
        }
    }

    @Test
    void aLockAndACheckpointOnAnObjectStoreAreThoseOfOne() {
        StateDirectory state = new StateDirectory("fakes3://" + directory, objects());
        try (RunLock lock = state.lock("Import", Optional.empty(), "one")) {
            lock.renew();
            lock.requireHeld();
            assertThatThrownBy(() -> state.lock("Import", Optional.empty(), "two"))
                    .extracting("code")
                    .isEqualTo(ErrorCode.RunInProgress);
        }
        state.lock("Import", Optional.empty(), "two").close();
        state.checkpoints().move(KEY, 0, "one", Cause.RUN, List.of());
        assertThatThrownBy(() -> state.checkpoints().move(KEY, 0, "two", Cause.RUN, List.of()))
                .extracting("code")
                .isEqualTo(ErrorCode.RunInProgress);
        assertThat(directory.resolve("locks").toFile().list())
                .as("the trial of the condition is gone")
                .containsExactly("import");
    }

    @Test
    void aStoreThatLeavesTheConditionOutIsRefusedAtTheStart() {
        Configuration overwriting = objects();
        overwriting.setBoolean(S3AFileSystem.OVERWRITES, true);
        StateDirectory state = new StateDirectory("fakes3://" + directory, overwriting);

        assertThatThrownBy(() -> state.lock("Import", Optional.empty(), "one"))
                .hasMessageContaining("cannot keep two runs apart")
                .hasMessageContaining("overwrites in spite of 'If-None-Match: *'")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
        assertThat(directory.resolve("locks").toFile().list()).isEmpty();

        overwriting.setBoolean(Exclusion.ALONE, true);
        new StateDirectory("fakes3://" + directory, overwriting)
                .lock("Import", Optional.empty(), "one")
                .close();
    }

    @Test
    void aConflictOfPutsIsTriedAgain() {
        Configuration busy = objects();
        busy.setInt(S3AFileSystem.CONFLICTS, 3);

        assertThat(new StateFiles("fakes3://" + directory, busy).create("x.json", bytes(1)))
                .isTrue();
    }

    /** Where the answer was lost, the put that is sent again meets its own object. */
    @Test
    void aPutThatMeetsItselfHasSucceeded() throws Exception {
        Configuration twice = objects();
        twice.setBoolean(S3AFileSystem.SENT_TWICE, true);
        twice.setBoolean(Exclusion.ALONE, true);
        ConditionalPut objects = ConditionalPut.of(
                        new org.apache.hadoop.fs.Path("fakes3://" + directory).getFileSystem(twice))
                .orElseThrow();
        StateFiles files = new StateFiles("fakes3://" + directory, objects());

        assertThat(objects.putIfAbsent(new org.apache.hadoop.fs.Path("fakes3://" + directory + "/x.json"), bytes(1)))
                .isFalse();
        assertThat(files.create("x.json", bytes(1))).as("its own").isTrue();
        assertThat(files.create("x.json", bytes(2))).as("another one").isFalse();
    }

    @Test
    void aFileSystemOfWhichNothingIsKnownIsRefusedAtTheStart() throws Exception {
        StateDirectory state = new StateDirectory("looks://" + directory, LookingFirstFiles.configuration());

        assertThatThrownBy(() -> state.lock("Import", Optional.empty(), "one"))
                .hasMessageContaining("The state directory looks:" + directory)
                .hasMessageContaining(LookingFirstFiles.class.getName())
                .hasMessageContaining("--conf spark.hadoop.cosmosdataflow.state.alone=true")
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
        assertThatThrownBy(() -> state.checkpoints().move(KEY, 0, "one", Cause.RUN, List.of()))
                .extracting("code")
                .isEqualTo(ErrorCode.StateUnavailable);
        assertThat(state.runs(10)).as("to look is no harm").isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    /** What the refusal is for. */
    @Test
    void suchAFileSystemLetsTwoHaveOneLock() throws Exception {
        Configuration alone = LookingFirstFiles.configuration();
        alone.setBoolean(Exclusion.ALONE, true);
        StateFiles files = new StateFiles("looks://" + directory, alone);

        assertThat(successes(2, each -> files.createExclusively("x.json", bytes(each))))
                .isEqualTo(2);
    }

    private interface Creation {
        boolean by(int each);
    }

    private static int successes(int tries, Creation creation) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tries);
        try {
            int successes = 0;
            for (Future<Boolean> each : threads.invokeAll(IntStream.range(0, tries)
                    .<Callable<Boolean>>mapToObj(each -> () -> creation.by(each))
                    .toList())) {
                successes += each.get() ? 1 : 0;
            }
            return successes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Configuration objects() {
        Configuration configuration = new Configuration();
        configuration.set("fs.fakes3.impl", S3AFileSystem.class.getName());
        configuration.setBoolean("fs.fakes3.impl.disable.cache", true);
        return configuration;
    }

    private static byte[] bytes(int number) {
        return String.valueOf(number).getBytes(StandardCharsets.UTF_8);
    }
}
