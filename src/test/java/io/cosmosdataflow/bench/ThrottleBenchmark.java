package io.cosmosdataflow.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.partition.KeyDefinition;
import io.cosmosdataflow.emulator.partition.KeyRange;
import io.cosmosdataflow.emulator.partition.PartitionKeyPath;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.write.DocumentsToWrite;
import io.cosmosdataflow.store.cosmos.write.WriteRows;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Loads into containers that have less throughput than the load wants: ours and the connector by hand, with and without a
 * neighbour who needs a tenth of the offer. Started by {@code scripts/bench throttle}.
 *
 * <p>Argument: for how many seconds the offer of a load is enough.
 */
public final class ThrottleBenchmark {

    private static final String DATABASE = "bench";
    private static final int OPERATIONS = 10_000;
    private static final int MOST_READS = 1_000;

    private final SparkSession spark;
    private final int seconds;
    private int containers;

    /** What the documents are like, and what a thousand of them cost. */
    private enum Documents {
        OF_200_BYTES("130", 5),
        OF_1_KB("900", 5),
        /** One in twenty has 100 KB. Source of the costs: Microsoft Learn, Request Units in Azure Cosmos DB. */
        MIXED("if(id % 20 = 0, 102000, if(id % 2 = 0, 900, 130))", 0.95 * 5 + 0.05 * 50);

        private final String length;
        private final double units;

        Documents(String length, double units) {
            this.length = length;
            this.units = units;
        }
    }

    private record Case(int offer, boolean autoscale, int partitions, boolean hot, int tasks, Documents documents) {

        int documents(int seconds) {
            double ofTheFullest = hot ? 0.5 + 0.5 / partitions : 1.0 / partitions;
            return (int) (offer / partitions / ofTheFullest * seconds / documents.units);
        }

        /** Large documents are on both sides. */
        String key(long id) {
            return hot && id / 20 % 2 == 0 ? "hot" : "k" + id;
        }

        /** RU/s that a load of so many documents can have: the fullest of the partitions has no more than the others. */
        double most(int number) {
            KeyDefinition definition =
                    new KeyDefinition(List.of(PartitionKeyPath.parse("/pk")), KeyDefinition.Hashing.V2);
            List<KeyRange> ranges = KeyRange.split(definition, partitions);
            long[] documentsOf = new long[partitions];
            for (long id = 0; id < number; id++) {
                String effective = definition.effective(new PartitionKeyValue(List.of(key(id))));
                documentsOf[
                        IntStream.range(0, partitions)
                                .filter(n -> ranges.get(n).contains(effective))
                                .findFirst()
                                .orElseThrow()]++;
            }
            return (double) offer
                    / partitions
                    * number
                    / Arrays.stream(documentsOf).max().orElseThrow();
        }

        ThroughputProperties properties() {
            return autoscale
                    ? ThroughputProperties.createAutoscaledThroughput(offer)
                    : ThroughputProperties.createManualThroughput(offer);
        }

        @Override
        public String toString() {
            return String.format(
                    "%,6d%s | %2d%s | %d | %-12s",
                    offer, autoscale ? " autoscale" : "", partitions, hot ? " hot" : "", tasks, documents);
        }
    }

    /**
     * Each value of one column beside each of the others, where the service has both: at most 10,000 RU/s and not much
     * less than 400 for a physical partition.
     */
    private static final List<Case> CASES = List.of(
            new Case(400, false, 1, false, 1, Documents.OF_200_BYTES),
            new Case(400, false, 1, false, 2, Documents.OF_1_KB),
            new Case(400, false, 2, false, 1, Documents.MIXED),
            new Case(400, false, 2, false, 8, Documents.OF_1_KB),
            new Case(4_000, false, 1, false, 2, Documents.OF_1_KB),
            new Case(4_000, false, 2, false, 1, Documents.MIXED),
            new Case(4_000, false, 2, false, 8, Documents.OF_1_KB),
            new Case(4_000, false, 10, false, 8, Documents.OF_200_BYTES),
            new Case(4_000, false, 10, true, 2, Documents.OF_1_KB),
            new Case(4_000, true, 1, false, 8, Documents.MIXED),
            new Case(4_000, true, 2, false, 2, Documents.OF_200_BYTES),
            new Case(4_000, true, 10, false, 1, Documents.OF_1_KB),
            new Case(4_000, true, 10, true, 2, Documents.MIXED),
            new Case(40_000, false, 10, false, 1, Documents.MIXED),
            new Case(40_000, false, 10, false, 2, Documents.OF_1_KB),
            new Case(40_000, false, 10, true, 8, Documents.OF_200_BYTES));

    /** Is not told: as long as its code is new, the embedded account needs both processors for the neighbour's reads. */
    private static final Case WARM_UP = new Case(4_000, false, 2, false, 2, Documents.OF_1_KB);

    private ThrottleBenchmark(SparkSession spark, int seconds) {
        this.spark = spark;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws IOException {
        SparkSession spark = BenchSpark.on("local[8]", "throttle");
        try {
            new ThrottleBenchmark(spark, Integer.parseInt(arguments[0])).run();
        } finally {
            spark.stop();
        }
    }

    private void run() throws IOException {
        System.out.println(
                "RU/s | partitions | tasks | documents | neighbour | side | seconds | share of the offer used"
                        + " | refused for each document | neighbour refused");
        String chosen = System.getenv().getOrDefault("CASES", "");
        measure(WARM_UP, new PrintStream(OutputStream.nullOutputStream()));
        for (Case each : CASES) {
            if (each.toString().contains(chosen)) {
                measure(each, System.out);
            }
        }
    }

    private void measure(Case each, PrintStream out) throws IOException {
        try (EmbeddedCosmos cosmos =
                EmbeddedCosmos.start(EmulatorOptions.usual().withPartitions(each.partitions()))) {
            cosmos.trustStore().install();
            for (boolean neighbour : new boolean[] {false, true}) {
                measure(each, cosmos, neighbour, "ours", out);
                measure(each, cosmos, neighbour, "by hand", out);
            }
        }
    }

    private void measure(Case each, EmbeddedCosmos cosmos, boolean neighbour, String side, PrintStream out) {
        String container = "c" + ++containers;
        int number = each.documents(seconds);
        double most = each.most(number);
        Dataset<Row> rows = rows(each, number);
        try (MeteredLoad load = new MeteredLoad(cosmos, DATABASE, container, each.properties())) {
            if (neighbour) {
                startNeighbour(load, each.offer() / 10.0);
            }
            long begin = System.nanoTime();
            if (side.equals("ours")) {
                ours(cosmos, container, rows);
            } else {
                new BenchAccount(cosmos.endpoint(), cosmos.key(), DATABASE).write(rows, container, "ItemOverwrite");
            }
            double took = (System.nanoTime() - begin) / 1e9;
            double[] charged = load.chargedInSeconds();
            out.printf(
                    "%s | %-3s | %-7s | %6.1f | %5.2f | %7.4f | %5.3f%n",
                    each,
                    neighbour ? "yes" : "no",
                    side,
                    took,
                    charged[0] / charged[1] / most,
                    (double) load.refused() / number,
                    load.neighbourRefused());
        }
    }

    /** Thousands of reads a second would take the processors' time that the account needs: then he writes large documents. */
    private static void startNeighbour(MeteredLoad load, double unitsPerSecond) {
        if (unitsPerSecond > MOST_READS) {
            load.startWritingNeighbour(unitsPerSecond / MeteredLoad.UNITS_OF_A_WRITE);
        } else {
            load.startReadingNeighbour(unitsPerSecond);
        }
    }

    private Dataset<Row> rows(Case each, int number) {
        String key = each.hot() ? "if(id div 20 % 2 = 0, 'hot', concat('k', id))" : "concat('k', id)";
        return spark.range(0, number, 1, each.tasks())
                .selectExpr(
                        "concat('d', id) as id",
                        key + " as pk",
                        "repeat('x', cast(" + each.documents().length + " as int)) as text");
    }

    private static void ours(EmbeddedCosmos cosmos, String container, Dataset<Row> rows) {
        CosmosAccount account = CosmosAccount.of(cosmos.endpoint(), Secret.of(cosmos.key()));
        WriteLimits limits = WriteLimits.of(OPERATIONS, Duration.ofMinutes(10));
        new DocumentsToWrite(
                        new ContainerAddress(account, DATABASE, container),
                        new PartitionKeyShape(List.of("/pk"), false),
                        limits)
                .write(rows.select(
                        lit(RowOperation.UPSERT.name()).as(WriteRows.OPERATION),
                        to_json(struct(col("id"), col("pk"), col("text"))).as(WriteRows.DOCUMENT)));
    }
}
