package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.copy;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Copies by a Data Factory pipeline against the same copies by a hand-written Spark job over the connector,
 * alternating on the same emulator, which runs in a process of its own. Started by {@code scripts/bench copy}.
 *
 * <p>Arguments: endpoint, key, working directory, number of documents, number of rounds.
 */
public final class CopyBenchmark {

    private static final int FILES = 8;
    private static final String DIRECT = "direct";

    private final BenchAccount account;
    private final Path directory;
    private final SparkSession spark;
    private final FactoryFiles factory;
    private ConnectionMode mode = ConnectionMode.Usual;
    private int copies;

    private CopyBenchmark(URI endpoint, String key, Path directory, SparkSession spark) {
        this.directory = directory;
        this.spark = spark;
        this.factory = FactoryFiles.in(directory.resolve("factory"));
        this.account = new BenchAccount(endpoint, key, factory.database());
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[2]);
        int documents = Integer.parseInt(arguments[3]);
        int rounds = Integer.parseInt(arguments[4]);
        SparkSession spark = BenchSpark.session("copy");
        try {
            new CopyBenchmark(URI.create(arguments[0]), arguments[1], directory, spark).run(documents, rounds);
        } finally {
            spark.stop();
        }
    }

    private void run(int documents, int rounds) throws IOException {
        generate("small", Math.max(1, documents / 10));
        generate("large", documents);
        System.out.printf("%,d documents of about 1 KB, %d rounds, %s%n", documents, rounds, "-Xmx" + heap());
        for (int round = 0; round < Timings.WARM_UP; round++) {
            round("small", new Timings());
        }
        Timings timings = new Timings();
        for (int round = 1; round <= rounds; round++) {
            round("large", timings);
            System.out.printf("round %d of %d done%n", round, rounds);
        }
        timings.print(documents);
        timings.printBeside(DIRECT, documents);
        long small = LiveHeap.peakOf(() -> ours("small"));
        long large = LiveHeap.peakOf(() -> ours("large"));
        System.out.printf(
                "live heap of ours, at most: %,d MB with %,d documents, %,d MB with %,d%n",
                small >> 20, documents / 10, large >> 20, documents);
    }

    /** The three kinds of copy, one after the other. */
    private void ours(String input) {
        String name = "ours" + ++copies;
        pipeline(input, name + "a", "Json", "Cosmos");
        pipeline(name + "a", name + "b", "Cosmos", "Cosmos");
        pipeline(name + "b", name + ".jsonl", "Cosmos", "Json");
        List.of(name + "a", name + "b").forEach(account::drop);
    }

    /** Each kind of copy once by either side, and once more by ours in direct mode; who begins changes with the round. */
    private void round(String input, Timings timings) {
        String ours = "ours" + ++copies;
        String theirs = "theirs" + copies;
        account.create(theirs + "a");
        account.create(theirs + "b");
        either(
                timings,
                "JSON to Cosmos",
                () -> pipeline(input, ours + "a", "Json", "Cosmos"),
                () -> pipeline(input, DIRECT + ours + "a", "Json", "Cosmos"),
                () -> account.write(
                        spark.read()
                                .schema(SCHEMA)
                                .json(directory.resolve("Blob/c/" + input).toString()),
                        theirs + "a",
                        "ItemAppend"));
        either(
                timings,
                "Cosmos to Cosmos",
                () -> pipeline(ours + "a", ours + "b", "Cosmos", "Cosmos"),
                () -> pipeline(DIRECT + ours + "a", DIRECT + ours + "b", "Cosmos", "Cosmos"),
                () -> account.write(account.read(spark, theirs + "a"), theirs + "b", "ItemAppend"));
        either(
                timings,
                "Cosmos to JSON",
                () -> pipeline(ours + "a", ours + ".jsonl", "Cosmos", "Json"),
                () -> pipeline(DIRECT + ours + "a", DIRECT + ours + ".jsonl", "Cosmos", "Json"),
                () -> account.read(spark, theirs + "a")
                        .write()
                        .json(directory.resolve("byhand/" + theirs).toString()));
        List.of(ours + "a", ours + "b", DIRECT + ours + "a", DIRECT + ours + "b", theirs + "a", theirs + "b")
                .forEach(account::drop);
    }

    private void either(Timings timings, String kind, Runnable ours, Runnable direct, Runnable theirs) {
        List<Runnable> sides = new ArrayList<>(List.of(
                () -> timings.measure(kind, "theirs", theirs), () -> timings.measure(kind, "ours", ours), () -> {
                    mode = ConnectionMode.Direct;
                    timings.measure(kind, DIRECT, direct);
                    mode = ConnectionMode.Usual;
                }));
        Collections.rotate(sides, copies);
        sides.forEach(Runnable::run);
    }

    private static final String SCHEMA =
            "id string, customer string, n bigint, price double, active boolean, at string, tags array<string>,"
                    + " address struct<street: string, city: string, zip: string>, text string, note string";

    private void pipeline(String from, String to, String sourceKind, String sinkKind) {
        if (sourceKind.equals("Json")) {
            factory.file("Source", "Json", from, "");
        } else {
            factory.container("Source", from);
        }
        if (sinkKind.equals("Json")) {
            factory.file("Sink", "Json", "out", to);
        } else {
            factory.container("Sink", to);
        }
        factory.account(mode);
        String source = sourceKind.equals("Json") ? "JsonSource" : "CosmosDbSqlApiSource";
        String sink = sinkKind.equals("Json") ? "JsonSink" : "CosmosDbSqlApiSink";
        factory.pipeline(
                "Bench",
                copy("Copy", "Source", "{\"type\": \"" + source + "\"}", "Sink", "{\"type\": \"" + sink + "\"}"));
        LocalStores stores =
                new LocalStores(Optional.of(directory), Optional.empty()).withCosmos(account.endpoint(), account.key());
        PipelineResult result = DataFactory.load(factory.directory())
                .withLocalStores(stores)
                .pipeline("Bench")
                .run(spark, Map.of());
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException(
                    "The pipeline failed", result.failures().get(0));
        }
    }

    private void generate(String folder, int documents) throws IOException {
        Path target = directory.resolve("Blob/c/" + folder);
        Files.createDirectories(target);
        for (int file = 0; file < FILES; file++) {
            try (BufferedWriter out = Files.newBufferedWriter(target.resolve("part-" + file + ".json"))) {
                for (int each = file; each < documents; each += FILES) {
                    out.write(document(each));
                    out.write('\n');
                }
            }
        }
    }

    private static String document(int n) {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"order-%08d\",\"customer\":\"customer-%05d\",\"n\":%d,\"price\":%.2f,\"active\":%b,"
                        + "\"at\":\"2025-03-%02dT10:20:30Z\",\"tags\":[\"tag%d\",\"tag%d\"],"
                        + "\"address\":{\"street\":\"%d Long Street\",\"city\":\"City %d\",\"zip\":\"%05d\"},"
                        + "\"text\":\"%s\",\"note\":null}",
                n,
                n % 5000,
                n,
                n * 0.25,
                n % 3 == 0,
                n % 28 + 1,
                n % 7,
                n % 11,
                n % 300,
                n % 90,
                n % 99999,
                ("words that fill " + n + " ").repeat(50).substring(0, 700));
    }

    private static String heap() {
        return (Runtime.getRuntime().maxMemory() >> 20) + "m";
    }
}
