package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Studio writes into a data flow without being asked, from the factory's files to the files of a sink. */
class StudioScriptsTest {

    private static final String SOURCE =
            """
            source(output(
                    id as string,
                    n as integer
                ),
                allowSchemaDrift: true,
                validateSchema: false) ~> In
            """;

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles files;

    @BeforeEach
    void factory() {
        runs = LocalRuns.in(directory);
        files = FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "in.json")
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));
        runs.file("Blob/c/in/in.json", "{\"id\":\"a-1\",\"n\":1}\n{\"id\":\"b\",\"n\":2}\n");
    }

    private List<String> written() throws IOException {
        assertThat(runs.job("Main").check()).extracting(Issue::toString).isEmpty();
        assertThat(runs.run("Main").failures()).isEmpty();
        return Files.readAllLines(runs.local("Blob/c/out/rows.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Json", "DelimitedText", "Parquet", "Avro", "Orc"})
    void everyFileSinkHasAMaskWithoutQuotes(String format) {
        files.file("Out", format, "out", "", "\"columnDelimiter\": \",\"")
                .dataFlow(
                        "Flow",
                        Map.of("In", "In"),
                        Map.of("Out", "Out"),
                        SOURCE
                                + """
                                In sink(allowSchemaDrift: true,
                                    validateSchema: false,
                                    umask: 0022,
                                    preCommands: [],
                                    postCommands: [],
                                    skipDuplicateMapInputs: true,
                                    skipDuplicateMapOutputs: true) ~> Out
                                """);

        assertThat(runs.job("Main").check().stream().map(Issue::code).map(Enum::name))
                .doesNotContain("InvalidProperty");
        assertThat(runs.run("Main").failures()).isEmpty();
    }

    @Test
    void localsStandBehindTheColumnsThatUseThem() throws IOException {
        files.file("Out", "Json", "out", "")
                .dataFlow(
                        "Flow",
                        Map.of("In", "In"),
                        Map.of("Out", "Out"),
                        SOURCE
                                + """
                                In derive(first = :parts[1],
                                        count = size(:parts),
                                    parts := split(id, '-')) ~> Parts
                                Parts sink(partitionFileNames: ['rows.json'],
                                    partitionBy('hash', 1)) ~> Out
                                """);

        assertThat(written())
                .containsExactlyInAnyOrder(
                        "{\"id\":\"a-1\",\"n\":1,\"first\":\"a\",\"count\":2}",
                        "{\"id\":\"b\",\"n\":2,\"first\":\"b\",\"count\":1}");
    }

    @Test
    void aDataFlowOf2019HasAScriptInEachStream() throws IOException {
        files.file("Out", "Json", "out", "")
                .write(
                        "dataflow/Flow.json",
                        """
                        {"name": "Flow", "properties": {"type": "MappingDataFlow", "typeProperties": {
                          "sources": [{"name": "In", "dataset": {"referenceName": "In", "type": "DatasetReference"},
                            "script": "source(output(\\n\\t\\tid as string\\n\\t),\\n\\tallowSchemaDrift: true) ~> In"}],
                          "sinks": [{"name": "Out", "dataset": {"referenceName": "Out", "type": "DatasetReference"},
                            "script": "Upper sink(allowSchemaDrift: true,\\n\\tpartitionFileNames: ['rows.json'],\\n\\tpartitionBy('hash', 1)) ~> Out"}],
                          "transformations": [{"name": "Upper",
                            "script": "In derive(id = upper(id)) ~> Upper"}]}}}
                        """);

        assertThat(written()).containsExactlyInAnyOrder("{\"id\":\"A-1\",\"n\":\"1\"}", "{\"id\":\"B\",\"n\":\"2\"}");
    }
}
