package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A state directory that the operating system lets nobody write to is an error of the environment, and has no lock, no
 * record and no draft of the run that could not begin. The reasons are the texts of strerror(3).
 */
class RefusedStateTest {

    @TempDir
    Path directory;

    private static List<Path> files(Path below) throws IOException {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static JobException lockRefused(StateDirectory state) {
        return catchThrowableOfType(JobException.class, () -> state.lock("P", Optional.empty(), "run-1")
                .close());
    }

    @ParameterizedTest
    @CsvSource({
        "file,   No space left on device, Make room",
        "file,   Disk quota exceeded,     Make room",
        "file,   File too large,          ulimit -f",
        "file,   Read-only file system,   can be written",
        "file,   Too many open files,     ulimit -n",
        "file,   Input/output error,      system's log",
        "others, No space left on device, Make room",
        "others, Read-only file system,   can be written",
        "others, Too many open files,     ulimit -n"
    })
    void aWriteThatIsRefusedLeavesNothing(String scheme, String reason, String advice) throws IOException {
        Configuration configuration = RefusingFiles.configuration(scheme);
        StateDirectory state = new StateDirectory(scheme + "://" + directory.resolve("state"), configuration);
        RefusingFiles.refuse(configuration, reason);

        JobException refused = lockRefused(state);

        assertThat(refused.code()).isEqualTo(ErrorCode.StateUnavailable);
        assertThat(refused.code().category().exitCode()).isEqualTo(5);
        assertThat(refused)
                .hasMessageContaining("The state directory " + scheme + ":")
                .hasMessageContaining("cannot be written: " + reason + ". ")
                .hasMessageContaining(advice)
                .hasMessageContaining("--state");
        assertThat(files(directory)).isEmpty();

        RefusingFiles.mend(configuration);
        assertThat(lockRefused(state)).isNull();
    }

    /** A lock that is held stays whole when it cannot be renewed. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "others"})
    void aLockThatCannotBeRenewedIsHeldStill(String scheme) {
        Configuration configuration = RefusingFiles.configuration(scheme);
        StateDirectory state = new StateDirectory(scheme + "://" + directory.resolve("state"), configuration);
        try (RunLock lock = state.lock("P", Optional.empty(), "run-1")) {
            RefusingFiles.refuse(configuration, "No space left on device");
            assertThat(catchThrowableOfType(JobException.class, lock::renew).code())
                    .isEqualTo(ErrorCode.StateUnavailable);
            JobException other = lockRefused(state);
            assertThat(other.code()).isEqualTo(ErrorCode.RunInProgress);
            assertThat(other).hasMessageContaining("run-1");
            RefusingFiles.mend(configuration);
        }
        assertThat(lockRefused(state)).isNull();
    }

    /** For real: modes of files do not keep the superuser out, but a file in the place of a folder does. */
    @ParameterizedTest
    @ValueSource(strings = {"below-a-file", "long-name"})
    void aPlaceThatCannotBeIsNamed(String kind) throws IOException {
        Path place = kind.equals("long-name")
                ? directory.resolve("n".repeat(300))
                : Files.writeString(directory.resolve("file"), "").resolve("state");

        JobException refused = lockRefused(new StateDirectory(place.toString(), new Configuration()));

        assertThat(refused.code()).isEqualTo(ErrorCode.StateUnavailable);
        assertThat(refused).hasMessageContaining(place.toString());
    }
}
