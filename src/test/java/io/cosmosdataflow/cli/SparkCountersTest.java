package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.SparkCounters.Counts;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the live line of an activity counts. */
class SparkCountersTest {

    private static final int DOCUMENTS = 20;

    @TempDir
    Path directory;

    @Test
    void theDocumentsAndRequestUnitsOfAnActivityAreCountedUnderItsName() throws Exception {
        LocalRuns runs = LocalRuns.in(directory)
                .file(
                        "Blob/c/in/documents.jsonl",
                        IntStream.range(0, DOCUMENTS)
                                .mapToObj(n -> "{\"id\":\"" + n + "\"}\n")
                                .collect(Collectors.joining()));
        FactoryFiles.in(runs.factory())
                .file("In", "Json", "in", "documents.jsonl")
                .container("Items", "items")
                .pipeline(
                        "Counted",
                        copy(
                                "Count me",
                                "In",
                                "{\"type\": \"JsonSource\"}",
                                "Items",
                                "{\"type\": \"CosmosDbSqlApiSink\"}"));
        SparkContext spark = SharedSpark.session().sparkContext();
        SparkCounters counters = new SparkCounters();
        spark.addSparkListener(counters);
        try {
            assertThat(runs.run("Counted").failures()).isEmpty();
            spark.listenerBus().waitUntilEmpty();
        } finally {
            spark.removeSparkListener(counters);
        }

        Counts counts = counters.of("Count me");
        assertThat(counts.read()).isEqualTo(DOCUMENTS);
        assertThat(counts.written()).isEqualTo(DOCUMENTS);
        assertThat(counts.requestUnits()).isGreaterThan(DOCUMENTS);
        assertThat(counters.of("Another")).isEqualTo(Counts.NONE);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(new ActivityProgress("Count me", start, Counts.NONE).line(start.plusSeconds(10), counters))
                .startsWith("Count me: 20 read, 20 written, 2 documents/s, ")
                .endsWith(" RU/s, 0 throttled");
    }
}
