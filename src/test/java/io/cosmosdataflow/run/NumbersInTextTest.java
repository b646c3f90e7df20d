package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Numbers of documents in delimited text, whatever says what type they have. Expected: what .NET's {@code ToString("R")}
 * gives in the invariant culture (Microsoft Learn, standard-numeric-format-strings; docs/data-types.md).
 */
class NumbersInTextTest {

    private static final String DOCUMENTS =
            """
            {"id": "1", "n": 6, "k": 6.0}
            {"id": "2", "n": 7, "k": 7.5}
            {"id": "3", "n": 8, "k": 8}
            {"id": "4", "n": -9, "k": 12345678.9}
            {"id": "5", "n": 0, "k": 0.00001}
            {"id": "6", "n": 1, "k": 1e21}
            """;

    /** Where the types of the columns come from. */
    enum Types {
        FIRST_DOCUMENT,
        DATASET_SCHEMA
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Types.class)
    void numbersAreTextsAsDotNetWritesThem(Types types) throws IOException {
        LocalRuns runs = LocalRuns.in(directory);
        FactoryFiles factory = FactoryFiles.in(runs.factory())
                .container("Items", "items")
                .file("Table", "DelimitedText", "out", "rows.csv", "\"firstRowAsHeader\": true");
        runs.file("Shop/" + factory.database() + "/items.jsonl", DOCUMENTS);
        if (types == Types.DATASET_SCHEMA) {
            declareNumbers(runs.factory().resolve("dataset/Items.json"));
        }
        String source = "{\"type\": \"CosmosDbSqlApiSource\", \"query\": \"SELECT * FROM c ORDER BY c.id\"}";
        String sink = "{\"type\": \"DelimitedTextSink\"}";
        factory.pipeline("Main", copy("Copy", "Items", source, "Table", sink));

        runs.run("Main");

        Stream<String> lines = Files.readString(runs.local("Blob/c/out/rows.csv"))
                .replace("\uFEFF", "")
                .lines();
        assertThat(lines)
                .containsExactly("id,n,k", "1,6,6", "2,7,7.5", "3,8,8", "4,-9,12345678.9", "5,0,1E-05", "6,1,1E+21");
    }

    private static void declareNumbers(Path dataset) throws IOException {
        String schema =
                """
                "schema": {"type": "object", "properties": {
                  "id": {"type": "string"}, "n": {"type": "number"}, "k": {"type": "number"}}}""";
        Files.writeString(dataset, Files.readString(dataset).replace("\"schema\": []", schema));
    }
}
