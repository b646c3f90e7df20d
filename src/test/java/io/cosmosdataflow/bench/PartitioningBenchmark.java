package io.cosmosdataflow.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a read costs with one Spark partition for each physical one ({@code Restrictive}, the default of the newest
 * connector), and with several ({@code Aggressive}): time and request units, in turn, in one warm JVM. Started by
 * {@code scripts/bench partitioning}.
 *
 * <p>Arguments: endpoint, key, database, number of rounds, and the sizes of the containers that {@link BenchEmulator}
 * holds.
 */
public final class PartitioningBenchmark {

    private static final List<String> STRATEGIES = List.of("Restrictive", "Aggressive");

    private PartitioningBenchmark() {}

    public static void main(String[] arguments) {
        BenchAccount account = new BenchAccount(URI.create(arguments[0]), arguments[1], arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        SparkSession spark = SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
        for (int size = 4; size < arguments.length; size++) {
            measure(spark, account, "n" + arguments[size], rounds);
        }
        spark.stop();
    }

    private static void measure(SparkSession spark, BenchAccount account, String container, int rounds) {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Map<String, List<Double>> units = new LinkedHashMap<>();
        int[] partitions = new int[STRATEGIES.size()];
        for (int round = 0; round <= rounds; round++) {
            for (String strategy : STRATEGIES) {
                double charged = account.charged(container);
                long start = System.nanoTime();
                Dataset<Row> read = account.readRaw(spark, container, strategy);
                read.write().format("noop").mode("overwrite").save();
                // The first round warms up.
                if (round > 0) {
                    seconds.computeIfAbsent(strategy, name -> new ArrayList<>()).add((System.nanoTime() - start) / 1e9);
                    units.computeIfAbsent(strategy, name -> new ArrayList<>())
                            .add(account.charged(container) - charged);
                }
                partitions[STRATEGIES.indexOf(strategy)] = read.rdd().getNumPartitions();
            }
        }
        for (String strategy : STRATEGIES) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: %d Spark partitions, %.2f s, %,.0f RU%n",
                    container,
                    strategy,
                    partitions[STRATEGIES.indexOf(strategy)],
                    Timings.median(seconds.get(strategy)),
                    Timings.median(units.get(strategy)));
        }
        System.out.printf(
                Locale.ROOT,
                "%s, Aggressive to Restrictive: time %.2f, RU %.2f%n",
                container,
                ratio(seconds),
                ratio(units));
    }

    private static double ratio(Map<String, List<Double>> values) {
        return Timings.median(values.get("Aggressive")) / Timings.median(values.get("Restrictive"));
    }
}
