package io.cosmosdataflow.run.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.store.kind.FileEvent;
import io.cosmosdataflow.store.kind.FileFault;
import io.cosmosdataflow.store.lost.FileEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the example in Microsoft Learn, copy-activity-fault-tolerance, "Output from copy activity". */
class FileTallyTest {

    private static final Instant AT = Instant.parse("2020-03-24T05:35:41.020Z");

    private static final List<FileEvent> EVENTS = List.of(
            new FileEvent.Written(AT, "c.csv", "c.csv", 186),
            new FileEvent.Read(AT, "c.csv", 186, AT),
            new FileEvent.Skipped(AT, "a.csv", 509, FileFault.fileMissing, "gone"),
            new FileEvent.Skipped(AT, "b.csv", 0, FileFault.dataInconsistency, "changed"));

    @ParameterizedTest
    @CsvSource({"true, true, 5", "true, false, 2", "false, false, 0"})
    void skippedFilesCountAsRead(boolean skips, boolean copies, int entries) {
        FileTally tally = new FileTally(skips, copies);
        EVENTS.forEach(tally);

        ObjectNode output = new CopyOutput("A", "B")
                .ofFiles(tally, "Verified", Optional.of(new CopyCounts.Log("logFilePath", "myfolder/1/")));

        assertThat(Stream.of("dataRead", "dataWritten", "filesRead", "filesWritten", "filesSkipped")
                        .map(name -> output.get(name).asLong()))
                .containsExactly(695L, 186L, 3L, 1L, 2L);
        assertThat(output.get("logFilePath").asText()).isEqualTo("myfolder/1/");
        assertThat(output.get("dataConsistencyVerification").toString())
                .isEqualTo("{\"VerificationResult\":\"Verified\",\"InconsistentData\":\"Skipped\"}");
        assertThat(tally.log()).hasSize(entries);
        if (skips) {
            assertThat(tally.log())
                    .contains(FileEntry.skipped(
                            AT,
                            "a.csv",
                            "File is skipped after read 509 bytes: ErrorCode=UserErrorSourceBlobNotExist,'gone'."));
        }
    }
}
