package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.Mappings.translated;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole numbers beyond 64 bits on their way from documents to typed files: 38 digits is what decimals hold. */
class LargeNumbersTest {

    private static final String MAPPING =
            """
            "mappings": [{"source": {"path": "$['id']"}, "sink": {"name": "id"}},
              {"source": {"path": "$['n']"}, "sink": {"name": "n"}}]""";

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void documents() {
        runs = LocalRuns.in(directory)
                .file(
                        "Blob/c/in/a.json",
                        """
                        {"id":"1","n":12345678901234567890}
                        {"id":"2","n":123456789012345678901}
                        {"id":"3","n":99999999999999999999999999999999999999}
                        {"id":"4","n":-123456789012345678901234}
                        {"id":"5","n":7}
                        """);
        factory = FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "a.json")
                .file("Out", "Json", "out", "x.json");
    }

    @ParameterizedTest
    @CsvSource({"Parquet, true", "Parquet, false", "Orc, true", "Avro, true"})
    void everyDigitArrives(String format, boolean mapped) throws IOException {
        pipeline(format, mapped);

        PipelineResult result = runs.run("P");

        assertThat(result.record().status()).as(result.failures().toString()).isEqualTo(RunStatus.Succeeded);
        assertThat(Files.readString(runs.local("Blob/c/out/x.json")))
                .isEqualTo(Files.readString(runs.local("Blob/c/in/a.json")));
    }

    @Test
    void aNumberOfMoreDigitsDoesNotFit() {
        runs.file(
                "Blob/c/in/a.json",
                "{\"id\":\"1\",\"n\":12345678901234567890}\n{\"id\":\"2\",\"n\":1" + "0".repeat(38) + "}\n");
        pipeline("Parquet", true);

        PipelineResult result = runs.run("P");

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.CopyIncompatible);
            assertThat(failure).hasMessageContaining("'n'");
        });
    }

    private void pipeline(String format, boolean mapped) {
        String sink = "{\"type\": \"" + format + "Sink\"}";
        factory.file("Typed", format, "typed", "x")
                .pipeline(
                        "P",
                        copy(
                                "A",
                                "In",
                                "{\"type\": \"JsonSource\"}",
                                "Typed",
                                mapped ? translated(sink, MAPPING) : sink),
                        copy(
                                "B",
                                "Typed",
                                "{\"type\": \"" + format + "Source\"}",
                                "Out",
                                "{\"type\": \"JsonSink\"}",
                                "A"));
    }
}
