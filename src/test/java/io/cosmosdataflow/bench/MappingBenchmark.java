package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A Copy activity that renames and converts 40 columns of delimited text on their way to Parquet, against the same by
 * hand in Spark (header, casts, write), alternating in one JVM. At the end both must have written the same rows.
 * Started by {@code scripts/bench mapping}.
 *
 * <p>Arguments: working directory, number of rows, number of rounds.
 */
public final class MappingBenchmark {

    private static final int ROWS_OF_FILE = 250_000;
    private static final int FEWEST_FILES = 2;

    /** A column: its type for Data Factory, its type for Spark, and the text that row {@code id} has. */
    private record Kind(String type, String sparkType, String text, int columns) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("{\"type\": \"Int32\"}", "int", "cast(id * 7919 % 2000003 - 1000000 as string)", 6),
            new Kind("{\"type\": \"Int64\"}", "bigint", "cast(id * 1000003 + 5000000000 as string)", 5),
            new Kind("{\"type\": \"Double\"}", "double", "cast(id % 99991 / 8.0D as string)", 6),
            new Kind(
                    "{\"type\": \"Decimal\", \"precision\": 18, \"scale\": 4}",
                    "decimal(18, 4)",
                    "cast(cast(id % 1000003 * 1.0001 as decimal(18, 4)) as string)",
                    6),
            new Kind("{\"type\": \"Boolean\"}", "boolean", "if(id % 3 = 0, 'true', 'false')", 3),
            new Kind(
                    "{\"type\": \"Datetime\"}",
                    "timestamp",
                    "date_format(timestamp_seconds(1500000000 + id * 37 % 200000000), \"yyyy-MM-dd'T'HH:mm:ss'Z'\")",
                    4),
            new Kind(
                    "{\"type\": \"Date\"}",
                    "date",
                    "cast(date_add(DATE'2015-01-01', cast(id % 4000 as int)) as string)",
                    3),
            new Kind(
                    "{\"type\": \"Guid\"}",
                    "string",
                    "regexp_replace(md5(cast(id as string)), '(.{8})(.{4})(.{4})(.{4})', '$1-$2-$3-$4-')",
                    2),
            new Kind("{\"type\": \"String\"}", "string", "if(id % 20 = 0, null, concat('text of row ', id))", 5));

    private final Path directory;
    private final SparkSession spark;
    private final FactoryFiles factory;

    private MappingBenchmark(Path directory, SparkSession spark) {
        this.directory = directory;
        this.spark = spark;
        this.factory = FactoryFiles.in(directory.resolve("factory"));
    }

    public static void main(String[] arguments) {
        SparkSession spark = BenchSpark.session("mapping");
        try {
            new MappingBenchmark(Path.of(arguments[0]), spark)
                    .run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        } finally {
            spark.stop();
        }
    }

    private void run(int rows, int rounds) {
        generate("small", Math.max(1, rows / 10));
        generate("large", rows);
        System.out.printf("%,d rows of %d columns, %d rounds%n", rows, columns().size(), rounds);
        for (int round = 1 - Timings.WARM_UP; round <= 0; round++) {
            round(round, "small", new Timings());
        }
        Timings timings = new Timings();
        for (int round = 1; round <= rounds; round++) {
            round(round, "large", timings);
        }
        timings.print(rows);
        long ours = checksum("Blob/c/ours/large");
        long theirs = checksum("byhand");
        if (ours != theirs) {
            throw new IllegalStateException("The copy and the job by hand have written different rows");
        }
    }

    /** Once by either side; the side that begins changes with the round. */
    private void round(int round, String input, Timings timings) {
        if (Math.floorMod(round, 2) == 0) {
            timings.measure("text to Parquet", "theirs", () -> byHand(input));
            timings.measure("text to Parquet", "ours", () -> ours(input));
        } else {
            timings.measure("text to Parquet", "ours", () -> ours(input));
            timings.measure("text to Parquet", "theirs", () -> byHand(input));
        }
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
                .file("Sink", "Parquet", "ours/" + input, "", "\"compressionCodec\": \"snappy\"")
                .pipeline(
                        "Bench",
                        copy(
                                "Copy",
                                "Source",
                                "{\"type\": \"DelimitedTextSource\", \"storeSettings\": {\"type\":"
                                        + " \"AzureBlobStorageReadSettings\", \"wildcardFileName\": \"*.csv\"}}",
                                "Sink",
                                "{\"type\": \"ParquetSink\"}, \"translator\": " + translator()));
        PipelineResult result = DataFactory.load(factory.directory())
                .withLocalStores(new LocalStores(Optional.of(directory), Optional.empty()))
                .pipeline("Bench")
                .run(spark, Map.of());
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException(
                    "The pipeline failed", result.failures().get(0));
        }
    }

    private void byHand(String input) {
        Column[] casts = columns().entrySet().stream()
                .map(column ->
                        col(column.getKey()).cast(column.getValue().sparkType()).as("Mapped_" + column.getKey()))
                .toArray(Column[]::new);
        spark.read()
                .option("header", "true")
                .csv(path("Blob/c/" + input))
                .select(casts)
                .write()
                .mode("overwrite")
                .parquet(path("byhand"));
    }

    private static String translator() {
        return columns().entrySet().stream()
                .map(column ->
                        """
                        {"source": {"name": "%s"}, "sink": {"name": "Mapped_%s", %s}"""
                                .formatted(
                                        column.getKey(),
                                        column.getKey(),
                                        column.getValue().type().substring(1)))
                .collect(Collectors.joining(
                        ",\n",
                        "{\"type\": \"TabularTranslator\", \"typeConversion\": true, \"typeConversionSettings\":"
                                + " {\"allowDataTruncation\": true, \"treatBooleanAsNumber\": false}, \"mappings\": [",
                        "]}"));
    }

    private static Map<String, Kind> columns() {
        Map<String, Kind> columns = new LinkedHashMap<>();
        for (Kind kind : KINDS) {
            for (int each = 0; each < kind.columns(); each++) {
                columns.put("column" + columns.size(), kind);
            }
        }
        return columns;
    }

    private void generate(String folder, int rows) {
        List<Column> texts = new ArrayList<>();
        columns().forEach((name, kind) -> {
            String id = "(id + " + texts.size() + ")";
            texts.add(expr(kind.text().replaceAll("\\bid\\b", id)).as(name));
        });
        spark.range(0, rows, 1, Math.max(FEWEST_FILES, rows / ROWS_OF_FILE))
                .select(texts.toArray(Column[]::new))
                .write()
                .option("header", "true")
                .csv(path("Blob/c/" + folder));
    }

    /** Of all values of all rows, in any order. */
    private long checksum(String folder) {
        Dataset<Row> rows = spark.read().parquet(path(folder));
        Column[] columns = Arrays.stream(rows.columns()).map(rows::col).toArray(Column[]::new);
        return rows.select(xxhash64(columns).bitwiseAND(0xFFFFFFFFL).as("hash"))
                .agg(sum("hash"))
                .first()
                .getLong(0);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
