package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.apache.spark.sql.functions.col;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * One sink of a data flow that inserts, updates, upserts and deletes, against a hand-written job that writes four
 * times through the connector, each time what a filter leaves of the rows. Alternating, in one JVM, on containers that
 * begin and must end with the same documents. Started by {@code scripts/bench changefeed}.
 *
 * <p>The connector replaces a document only by its ETag, which the job would have to read first; so the job updates
 * by upserts, which cost it least.
 *
 * <p>Arguments: endpoint, key, database, working directory, number of rows, number of rounds.
 */
public final class AlterRowBenchmark {

    private static final int KINDS = 4;

    private static final String SCRIPT =
            """
            source(output(id as string, customer as string, n as long, price as double, at as string, city as string,
                text as string, op as string), allowSchemaDrift: false, validateSchema: false, format: 'parquet')
                ~> Rows
            Rows alterRow(insertIf(op == 'insert'), updateIf(op == 'update'), upsertIf(op == 'upsert'),
                deleteIf(op == 'delete')) ~> Marked
            Marked sink(allowSchemaDrift: true, validateSchema: false, format: 'document', partitionKey: ['/id'],
                insertable: true, updateable: true, upsertable: true, deletable: true) ~> Out
            """;

    private final BenchAccount account;
    private final Path directory;
    private final SparkSession spark;
    private final FactoryFiles factory;

    private AlterRowBenchmark(BenchAccount account, Path directory, SparkSession spark) {
        this.account = account;
        this.directory = directory;
        this.spark = spark;
        this.factory = FactoryFiles.in(directory.resolve("alter-row"))
                .linkedService(
                        "Shop",
                        "CosmosDb",
                        "{\"connectionString\": \"AccountEndpoint=https://shop.documents.azure.com:443/;Database="
                                + account.database() + "\", \"encryptedCredential\": \"opaque\"}");
    }

    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder()
                .master("local[*]")
                .appName("bench alter row")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        try {
            BenchAccount account = new BenchAccount(URI.create(arguments[0]), arguments[1], arguments[2]);
            new AlterRowBenchmark(account, Path.of(arguments[3]), spark)
                    .run(Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]));
        } finally {
            spark.stop();
        }
    }

    private void run(int rows, int rounds) {
        generate("small", rows / 10);
        generate("large", rows);
        System.out.printf("%n%,d rows of about 1 KB, a quarter of each kind, %d rounds%n", rows, rounds);
        for (int round = 1 - Timings.WARM_UP; round <= 0; round++) {
            round(round, "small", new Timings());
        }
        Timings timings = new Timings();
        for (int round = 1; round <= rounds; round++) {
            round(round, "large", timings);
            System.out.printf("round %d of %d done%n", round, rounds);
        }
        timings.print(rows);
        System.out.println("target: ratio at most 0.7");
    }

    /** Kinds are mixed, as changes are; of the upserts every second one meets a document. */
    private void generate(String name, int rows) {
        spark.range(rows)
                .withColumnRenamed("id", "n")
                .select(BenchDocuments.order(col("n"), col("n").multiply(0.25)))
                .withColumn(
                        "op",
                        functions.element_at(
                                functions.expr("array('insert', 'update', 'upsert', 'delete')"),
                                col("n").mod(KINDS).plus(1).cast("int")))
                .write()
                .parquet(path(name));
    }

    private String path(String name) {
        return directory.resolve("Blob/c/" + name).toString();
    }

    private void round(int round, String input, Timings timings) {
        String ours = "ours" + round;
        String theirs = "theirs" + round;
        Dataset<Row> rows = spark.read().parquet(path(input));
        Dataset<Row> before = rows.filter("op = 'update' or op = 'delete' or op = 'upsert' and n % 8 = 2")
                .drop("op")
                .withColumn("city", functions.lit("before"));
        account.create(ours);
        account.create(theirs);
        account.write(before, ours, "ItemOverwrite");
        account.write(before, theirs, "ItemOverwrite");
        if (Math.floorMod(round, 2) == 0) {
            timings.measure("alter row", "theirs", () -> byHand(rows, theirs));
            timings.measure("alter row", "ours", () -> ours(input, ours));
        } else {
            timings.measure("alter row", "ours", () -> ours(input, ours));
            timings.measure("alter row", "theirs", () -> byHand(rows, theirs));
        }
        requireSame(rows.count(), ours, theirs);
    }

    private void byHand(Dataset<Row> rows, String container) {
        account.write(rows.filter("op = 'insert'"), container, "ItemAppend");
        account.write(rows.filter("op = 'update'"), container, "ItemOverwrite");
        account.write(rows.filter("op = 'upsert'"), container, "ItemOverwrite");
        account.write(rows.filter("op = 'delete'"), container, "ItemDelete");
    }

    private void ours(String input, String container) {
        factory.file("Rows", "Parquet", input, "")
                .container("Out", container)
                .dataFlow("Alter", Map.of("Rows", "Rows"), Map.of("Out", "Out"), SCRIPT)
                .pipeline("Alter", executeDataFlow("Flow", "Alter", "{}", ""));
        LocalStores stores =
                new LocalStores(Optional.of(directory), Optional.empty()).withCosmos(account.endpoint(), account.key());
        PipelineResult result = DataFactory.load(factory.directory())
                .withLocalStores(stores)
                .pipeline("Alter")
                .run(spark, Map.of());
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException(
                    "The pipeline failed", result.failures().get(0));
        }
    }

    private void requireSame(long rows, String ours, String theirs) {
        Dataset<Row> one = account.read(spark, ours).cache();
        Dataset<Row> other = account.read(spark, theirs).cache();
        long expected = rows - rows / KINDS;
        if (one.count() != expected
                || other.count() != expected
                || !one.exceptAll(other.select(one.columns()[0], columns(one))).isEmpty()) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "The containers differ: %d documents of ours, %d of the other, %d are expected",
                    one.count(),
                    other.count(),
                    expected));
        }
        one.unpersist();
        other.unpersist();
    }

    private static String[] columns(Dataset<Row> rows) {
        String[] all = rows.columns();
        return Arrays.copyOfRange(all, 1, all.length);
    }
}
