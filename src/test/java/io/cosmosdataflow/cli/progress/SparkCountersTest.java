package io.cosmosdataflow.cli.progress;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.progress.SparkCounters.Counts;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
        ActivityProgress progress = new ActivityProgress("Count me", start, Counts.NONE);
        assertThat(progress.line(start.plusSeconds(10), counters))
                .startsWith("Count me 10 s: 20 read, 20 written, 2 rows/s, ")
                .endsWith(" RU/s");
        assertThat(new ActivityProgress("Another", start, Counts.NONE).line(start.plusSeconds(1234), counters))
                .isEqualTo("Another 1,234 s");
        List<ActivityProgress> both = List.of(progress, new ActivityProgress("Another", start, Counts.NONE));
        assertThat(ActivityProgress.line(both, start.plusSeconds(10), counters, 100))
                .startsWith("Count me 10 s: 20 read, 20 written, 2 rows/s, ")
                .endsWith(" RU/s   Another 10 s");
        assertThat(ActivityProgress.line(both, start.plusSeconds(10), counters, 40))
                .isEqualTo("Count me 10 s: 20   Another 10 s");
        assertThat(ActivityProgress.line(both, start.plusSeconds(10), counters, 20))
                .isEqualTo("Count me 10 s: 20  \u2026");
    }

    /** Two jobs of a query that share a scan, a second query, a job that is not the activity's, and a task run twice. */
    @Test
    void rowsThatAreReadAgainAreNotCountedAgain() throws Exception {
        SparkContext spark = SharedSpark.session().sparkContext();
        SparkCounters counters = new SparkCounters();
        spark.addSparkListener(counters);
        Dataset<Row> rows = SharedSpark.session().range(DOCUMENTS).toDF();
        try {
            spark.setLocalProperty("spark.job.description", "Pipeline / Sorted");
            rows.repartition(3).sort(rows.col("id").desc()).collectAsList();
            rows.collectAsList();
            spark.setLocalProperty("spark.job.description", "what local mode starts with");
            SharedSpark.session().range(100).toDF().collectAsList();
            spark.listenerBus().waitUntilEmpty();
        } finally {
            spark.setLocalProperty("spark.job.description", null);
            spark.removeSparkListener(counters);
        }

        assertThat(counters.of("Sorted").read()).isEqualTo(DOCUMENTS);
    }
}
