package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.PipelineJob;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.RunListener;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * What a run costs that finds {@value #CHANGES} changes, and one that finds none, in containers of different sizes:
 * time and request units of the source. Whole pipeline runs with a state directory, in a warm JVM, on an emulator in
 * a process of its own. Started by {@code scripts/bench changefeed}.
 *
 * <p>Arguments: endpoint, key, database, working directory, number of rounds, and the sizes of the containers that
 * {@link BenchEmulator} holds.
 */
public final class ChangeFeedBenchmark {

    private static final int CHANGES = 1_000;
    private static final int WARM_UP = 2;

    /** Source columns by the name of the data flow: declared, and learnt from documents. */
    private static final Map<String, String> FLOWS = new TreeMap<>(Map.of(
            "Declared",
            "source(output(id as string, customer as string, n as integer, price as double, at as timestamp,"
                    + " city as string, text as string), allowSchemaDrift: false,",
            "Drifting",
            "source(allowSchemaDrift: true,"));

    private static final String REST = " validateSchema: false, format: 'document', enableChangeFeed: true,"
            + " changeFeedStartFromTheBeginning: false) ~> Changes\n"
            + "Changes derive(total = toDouble(byName('price')) * 2) ~> Derived\n"
            + "Derived alterRow(upsertIf(true())) ~> Marked\n"
            + "Marked sink(allowSchemaDrift: true, validateSchema: false, format: 'document', partitionKey: ['/id'],"
            + " insertable: false, upsertable: true) ~> Out\n";

    private final BenchAccount account;
    private final Path directory;
    private final SparkSession spark;
    private final FactoryFiles factory;
    private final List<Integer> sizes;
    private final Map<String, Samples> samples = new LinkedHashMap<>();
    private final AtomicLong tasks = new AtomicLong();
    private int made;

    /** What the runs of one kind took. */
    private record Samples(List<Double> milliseconds, List<Double> cpu, List<Double> units, List<Double> tasks) {

        Samples() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private ChangeFeedBenchmark(BenchAccount account, Path directory, SparkSession spark, List<Integer> sizes) {
        this.account = account;
        this.directory = directory;
        this.spark = spark;
        this.sizes = sizes;
        this.factory = FactoryFiles.in(directory.resolve("factory"))
                .linkedService(
                        "Shop",
                        "CosmosDb",
                        "{\"connectionString\": \"AccountEndpoint=https://shop.documents.azure.com:443/;Database="
                                + account.database() + "\", \"encryptedCredential\": \"opaque\"}");
    }

    public static void main(String[] arguments) {
        SparkSession spark = BenchSpark.session("changefeed");
        try {
            List<Integer> sizes =
                    Stream.of(arguments).skip(5).map(Integer::parseInt).toList();
            BenchAccount account = new BenchAccount(URI.create(arguments[0]), arguments[1], arguments[2]);
            new ChangeFeedBenchmark(account, Path.of(arguments[3]), spark, sizes).run(Integer.parseInt(arguments[4]));
        } finally {
            spark.stop();
        }
    }

    private void run(int rounds) {
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                tasks.incrementAndGet();
            }
        });
        sizes.forEach(size -> FLOWS.keySet().forEach(flow -> define(flow, size)));
        sizes.forEach(size -> FLOWS.keySet().forEach(flow -> ours(flow, size)));
        for (int round = 1; round <= WARM_UP; round++) {
            round(round);
        }
        samples.clear();
        for (int round = 1; round <= rounds; round++) {
            round(round);
            System.out.printf("round %d of %d done%n", round, rounds);
        }
        print("Declared, %,d changes".formatted(CHANGES), "Declared");
        print("Drifting, %,d changes".formatted(CHANGES), "Drifting");
        print("Declared, no changes", "DeclaredEmpty");
        print("Drifting, no changes", "DriftingEmpty");
    }

    private void define(String flow, int size) {
        String name = flow + size;
        factory.container(name + "Source", BenchEmulator.container(size))
                .container(name + "Sink", "sink" + name)
                .dataFlow(
                        name, Map.of("Changes", name + "Source"), Map.of("Out", name + "Sink"), FLOWS.get(flow) + REST)
                .pipeline(name, executeDataFlow("Flow", name, "{}", ""));
    }

    /** The size that begins changes with the round. */
    private void round(int round) {
        for (int i = 0; i < sizes.size(); i++) {
            int size = sizes.get((i + round) % sizes.size());
            change(size);
            for (String flow : FLOWS.keySet()) {
                measure(flow, flow, size);
                measure(flow + "Empty", flow, size);
            }
        }
    }

    /** Gives orders all over the container another price. */
    private void change(int size) {
        int step = size / CHANGES;
        int first = ++made % step;
        account.write(
                spark.range(CHANGES)
                        .select(col("id").multiply(step).plus(first).as("n"))
                        .select(BenchDocuments.order(col("n"), lit(made / 4.0))),
                BenchEmulator.container(size),
                "ItemOverwrite");
    }

    private void measure(String kind, String flow, int size) {
        double before = account.charged(BenchEmulator.container(size));
        long tasksBefore = tasks.get();
        long cpuBefore = Timings.cpuNanos();
        long start = System.nanoTime();
        ours(flow, size);
        Samples of = samples.computeIfAbsent(kind + size, name -> new Samples());
        of.milliseconds().add((System.nanoTime() - start) / 1e6);
        of.cpu().add((Timings.cpuNanos() - cpuBefore) / 1e6);
        of.units().add(account.charged(BenchEmulator.container(size)) - before);
        of.tasks().add((double) tasks.get() - tasksBefore);
    }

    private void ours(String flow, int size) {
        LocalStores stores =
                new LocalStores(Optional.of(directory), Optional.empty()).withCosmos(account.endpoint(), account.key());
        PipelineJob job =
                DataFactory.load(factory.directory()).withLocalStores(stores).pipeline(flow + size);
        PipelineResult result =
                job.run(spark, Map.of(), Optional.of(directory.resolve("state").toString()), RunListener.NONE);
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException(
                    "The pipeline failed", result.failures().get(0));
        }
    }

    private void print(String title, String kind) {
        System.out.println();
        System.out.printf("%-26s %12s %12s %14s %12s%n", title, "time", "CPU", "RU of source", "Spark tasks");
        for (int size : sizes) {
            Samples of = samples.get(kind + size);
            System.out.printf(
                    Locale.ROOT,
                    "%,26d %,9.0f ms %,9.0f ms %14.1f %12.0f%n",
                    size,
                    Timings.median(of.milliseconds()),
                    Timings.median(of.cpu()),
                    Timings.median(of.units()),
                    Timings.median(of.tasks()));
        }
        Samples smallest = samples.get(kind + sizes.get(0));
        Samples largest = samples.get(kind + sizes.get(sizes.size() - 1));
        System.out.printf(
                Locale.ROOT,
                "largest to smallest: time %.2f, CPU %.2f, RU %.2f (target: at most 1.2)%n",
                Timings.median(largest.milliseconds()) / Timings.median(smallest.milliseconds()),
                Timings.median(largest.cpu()) / Timings.median(smallest.cpu()),
                Timings.median(largest.units()) / Timings.median(smallest.units()));
    }
}
