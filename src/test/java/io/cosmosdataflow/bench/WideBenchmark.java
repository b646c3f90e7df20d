package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.apache.spark.sql.functions.expr;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A Copy activity of one delimited text with very many columns to one Parquet file, against the same by hand, and by hand
 * to a file for each task, alternating in one JVM. Started by {@code scripts/bench wide}.
 *
 * <p>Arguments: working directory, number of rows, number of columns, number of rounds.
 */
public final class WideBenchmark {

    private static final String ONE = "one file";
    private static final String SEVERAL = "several files by hand";

    private final Path directory;
    private final SparkSession spark;
    private final FactoryFiles factory;

    private WideBenchmark(Path directory, SparkSession spark) {
        this.directory = directory;
        this.spark = spark;
        this.factory = FactoryFiles.in(directory.resolve("factory"));
    }

    public static void main(String[] arguments) {
        SparkSession spark = BenchSpark.session("wide");
        try {
            new WideBenchmark(Path.of(arguments[0]), spark)
                    .run(
                            Integer.parseInt(arguments[1]),
                            Integer.parseInt(arguments[2]),
                            Integer.parseInt(arguments[3]));
        } finally {
            spark.stop();
        }
    }

    private void run(int rows, int columns, int rounds) {
        generate("small", Math.max(1, rows / 10), columns);
        generate("large", rows, columns);
        System.out.printf("%,d rows of %,d columns, %d rounds%n", rows, columns, rounds);
        for (int round = 1 - Timings.WARM_UP; round <= 0; round++) {
            round(round, "small", new Timings());
        }
        Timings timings = new Timings();
        for (int round = 1; round <= rounds; round++) {
            round(round, "large", timings);
        }
        timings.print(rows);
        timings.printBeside(SEVERAL, rows);
        if (spark.read().parquet(path("Blob/c/ours/large.parquet")).count() != rows) {
            throw new IllegalStateException("The copy has lost rows");
        }
    }

    /** A third of the columns repeat their values, a third are numbers, a third are texts that differ. */
    private void generate(String folder, int rows, int columns) {
        Column[] texts = IntStream.range(0, columns)
                .mapToObj(n -> expr(n % 3 == 0
                                ? "concat('v', id % " + (n + 2) + ")"
                                : n % 3 == 1 ? "id * 7919 % 1000003 + " + n : "concat('t', id * 31 + " + n + ")")
                        .as("c" + n))
                .toArray(Column[]::new);
        spark.range(0, rows, 1, 1)
                .select(texts)
                .write()
                .option("header", "true")
                .csv(path("Blob/c/" + folder));
    }

    private void round(int round, String input, Timings timings) {
        Runnable one = () -> write(read(input).coalesce(1));
        Runnable several = () -> write(read(input));
        if (Math.floorMod(round, 2) == 0) {
            timings.measure(ONE, "theirs", one);
            timings.measure(ONE, SEVERAL, several);
            timings.measure(ONE, "ours", () -> ours(input));
        } else {
            timings.measure(ONE, "ours", () -> ours(input));
            timings.measure(ONE, SEVERAL, several);
            timings.measure(ONE, "theirs", one);
        }
    }

    private Dataset<Row> read(String input) {
        return spark.read().option("header", "true").csv(path("Blob/c/" + input));
    }

    private void write(Dataset<Row> rows) {
        rows.write().mode("overwrite").parquet(path("byhand"));
    }

    private void ours(String input) {
        factory.file(
                        "Source",
                        "DelimitedText",
                        input,
                        "",
                        "\"columnDelimiter\": \",\"",
                        "\"quoteChar\": \"\\\"\"",
                        "\"escapeChar\": \"\\\\\"",
                        "\"firstRowAsHeader\": true")
                .file("Sink", "Parquet", "ours", input + ".parquet", "\"compressionCodec\": \"snappy\"")
                .pipeline(
                        "Bench",
                        copy(
                                "Copy",
                                "Source",
                                "{\"type\": \"DelimitedTextSource\", \"storeSettings\": {\"type\":"
                                        + " \"AzureBlobStorageReadSettings\", \"wildcardFileName\": \"*.csv\"}}",
                                "Sink",
                                "{\"type\": \"ParquetSink\", \"storeSettings\": {\"type\":"
                                        + " \"AzureBlobStorageWriteSettings\", \"copyBehavior\": \"MergeFiles\"}}"));
        PipelineResult result = DataFactory.load(factory.directory())
                .withLocalStores(new LocalStores(Optional.of(directory), Optional.empty()))
                .pipeline("Bench")
                .run(spark, Map.of());
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException(
                    "The pipeline failed", result.failures().get(0));
        }
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
