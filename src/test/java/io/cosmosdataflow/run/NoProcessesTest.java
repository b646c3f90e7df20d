package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local files are read, written, listed and kept as state without a process for any of them, counted by the JVM. */
class NoProcessesTest {

    private static final int FILES = 40;

    @TempDir
    Path directory;

    private LocalRuns runs;

    @BeforeEach
    void factory() {
        runs = LocalRuns.in(directory);
        FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "")
                .file("Out", "Json", "out", "")
                .file("Text", "DelimitedText", "text", "", "\"columnDelimiter\": \",\"", "\"firstRowAsHeader\": true")
                .file("Parquet", "Parquet", "parquet", "")
                .pipeline(
                        "Copies",
                        copy("Documents", "In", "{\"type\": \"JsonSource\"}", "Out", "{\"type\": \"JsonSink\"}"),
                        copy(
                                "Texts",
                                "Out",
                                "{\"type\": \"JsonSource\"}",
                                "Text",
                                "{\"type\": \"DelimitedTextSink\"}",
                                "Documents"),
                        copy(
                                "Columns",
                                "Text",
                                "{\"type\": \"DelimitedTextSource\"}",
                                "Parquet",
                                "{\"type\": \"ParquetSink\"}",
                                "Texts"),
                        copy(
                                "Again",
                                "Parquet",
                                "{\"type\": \"ParquetSource\"}",
                                "Out",
                                "{\"type\": \"JsonSink\"}",
                                "Columns"));
        for (int each = 0; each < FILES; each++) {
            runs.file("Blob/c/in/f" + each % 3 + "/d" + each + ".json", "{\"id\": \"" + each + "\"}\n");
        }
    }

    @Test
    void noFileStartsAProcess() throws Exception {
        // Hadoop looks once in a JVM which shells there are
        assertThat(runs.run("Copies").record().status()).isEqualTo(RunStatus.Succeeded);

        List<String> started =
                started(() -> assertThat(runs.run("Copies").record().status()).isEqualTo(RunStatus.Succeeded));

        assertThat(started).isEmpty();
    }

    /** Else the test above would say nothing. */
    @Test
    void aProcessIsSeen() throws Exception {
        assertThat(started(() -> new ProcessBuilder("true").start().waitFor())).containsExactly("true");
    }

    private interface Work {
        void run() throws Exception;
    }

    private List<String> started(Work work) throws Exception {
        Path file = directory.resolve("processes.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ProcessStart");
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return commands(file);
    }

    private static List<String> commands(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .map(event -> event.getString("command"))
                .toList();
    }
}
