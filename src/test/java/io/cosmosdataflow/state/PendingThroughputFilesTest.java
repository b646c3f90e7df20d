package io.cosmosdataflow.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingThroughputFilesTest {

    private static final PendingThroughput PENDING = new PendingThroughput(
            "run-1",
            "a.documents.azure.com:443",
            "shop",
            "orders",
            "AbC=",
            new PendingThroughput.Offer(400, false),
            new PendingThroughput.Offer(2_000, false),
            Instant.parse("2024-05-01T10:00:00Z"));

    @TempDir
    Path state;

    private PendingThroughputs files;

    @BeforeEach
    void open() {
        files = new StateDirectory(state.toString(), new Configuration()).pendingThroughputs();
    }

    @Test
    void recordsAreKeptUntilTheyAreRemoved() {
        assertThat(files.all()).isEmpty();
        files.save("one", PENDING);
        files.save("two", PENDING.inContainer("XyZ="));
        files.save("one", PENDING);

        PendingThroughputs again = new StateDirectory(state.toString(), new Configuration()).pendingThroughputs();
        assertThat(again.all()).containsOnlyKeys("one", "two").containsEntry("one", PENDING);
        assertThat(again.all().get("two").containerRid()).isEqualTo("XyZ=");

        again.remove("one");
        again.remove("one");
        assertThat(files.all()).containsOnlyKeys("two");
    }

    @Test
    void othersAreThoseOfTheSameContainer() {
        files.save("one", PENDING);
        files.save("two", PENDING.inContainer("XyZ="));
        files.save(
                "three",
                new PendingThroughput(
                        "run-1",
                        PENDING.account(),
                        "shop",
                        "products",
                        "AbC=",
                        PENDING.before(),
                        PENDING.raised(),
                        PENDING.at()));

        assertThat(files.others("one", PENDING)).containsExactly(PENDING.inContainer("XyZ="));
    }

    @Test
    void draftOfARunThatWasKilledIsNoRecord() throws IOException {
        files.save("one", PENDING);
        Files.writeString(state.resolve("throughput/.two.draft"), "{\"version\":");

        assertThat(files.all()).containsOnlyKeys("one");
    }

    @Test
    void newerVersionIsRefusedByName() throws IOException {
        files.save("one", PENDING);
        Path file = state.resolve("throughput/one.json");
        Files.writeString(file, Files.readString(file).replace("\"version\" : 2", "\"version\" : 3"));
        deleteChecksums();

        JobException failure = catchThrowableOfType(JobException.class, files::all);

        assertThat(failure.code()).isEqualTo(ErrorCode.StateUnavailable);
        assertThat(failure).hasMessageContaining("one.json has version 3");
    }

    @Test
    void fileThatIsNoRecordIsRefusedByName() throws IOException {
        Files.createDirectories(state.resolve("throughput"));
        for (String text : new String[] {"{\"version\":1}", "torn", "{\"version\":1,\"runId\":\"r\""}) {
            Files.writeString(state.resolve("throughput/bad.json"), text);

            JobException failure = catchThrowableOfType(JobException.class, files::all);

            assertThat(failure.code()).isEqualTo(ErrorCode.StateUnavailable);
            assertThat(failure).hasMessageContaining("bad.json is not the record of a raised throughput");
        }
    }

    private void deleteChecksums() throws IOException {
        try (Stream<Path> all = Files.list(state.resolve("throughput"))) {
            for (Path each :
                    all.filter(path -> path.toString().endsWith(".crc")).toList()) {
                Files.delete(each);
            }
        }
    }
}
