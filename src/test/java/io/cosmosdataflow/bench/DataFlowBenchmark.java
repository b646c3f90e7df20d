package io.cosmosdataflow.bench;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.compile.DataFlowCompiler;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Data flows against the same logic by hand in Spark's Java API, alternating in one JVM, over Parquet files.
 * Started by {@code scripts/bench dataflow}.
 *
 * <p>Arguments: working directory, number of rows, number of rounds, flows (all if none is named).
 */
public final class DataFlowBenchmark {

    private static final String SOURCE_SETTINGS = "allowSchemaDrift: true, validateSchema: false";

    private static final String ORDERS =
            "source(output(id as long, customer as long, sku as string, price as double, quantity as integer,"
                    + " ordered as timestamp, items as (name as string, price as double)[]), "
                    + SOURCE_SETTINGS + ") ~> Orders\n";

    private static final String CUSTOMERS =
            "source(output(key as long, name as string, region as string), " + SOURCE_SETTINGS + ") ~> Customers\n";

    private static final Map<String, String> SCRIPTS = Map.of(
            "Project",
            ORDERS
                    + """
                    Orders filter(quantity > 1 && price < 900.0) ~> Wanted
                    Wanted derive(total = price * quantity,
                        code = upper(concat(sku, '-', toString(year(ordered)))),
                        size = iif(quantity > 6, 'large', 'small'),
                        parity = mod(id, 2)) ~> Derived
                    Derived select(mapColumn(id, customer, code, size, parity, total), skipDuplicateMapInputs: true,
                        skipDuplicateMapOutputs: true) ~> Selected
                    Selected sink(allowSchemaDrift: true, validateSchema: false, truncate: true) ~> Out
                    """,
            "Aggregate",
            ORDERS
                    + CUSTOMERS
                    + """
                    Orders, Customers join(customer == key, joinType:'inner', broadcast: 'auto')~> Joined
                    Joined aggregate(groupBy(region, year = year(ordered)), revenue = sum(price * quantity),
                        orders = count(id), customers = countDistinct(customer), mean = avg(price)) ~> ByRegion
                    ByRegion sink(allowSchemaDrift: true, validateSchema: false, truncate: true) ~> Out
                    """,
            "Flatten",
            ORDERS
                    + """
                    Orders foldDown(unroll(items), mapColumn(id, customer, name = items.name, price = items.price),
                        skipDuplicateMapInputs: false, skipDuplicateMapOutputs: false) ~> Items
                    Items window(over(customer), desc(price, true), place = rowNumber(), spent = sum(price)) ~> Ranked
                    Ranked filter(place <= 3) ~> Best
                    Best sink(allowSchemaDrift: true, validateSchema: false, truncate: true) ~> Out
                    """);

    private final Path directory;
    private final SparkSession spark;
    private final FactoryFiles factory;
    private final List<String> flows;

    private DataFlowBenchmark(Path directory, SparkSession spark, List<String> flows) {
        this.directory = directory;
        this.spark = spark;
        this.factory = FactoryFiles.in(directory.resolve("factory"));
        this.flows = flows;
    }

    public static void main(String[] arguments) {
        SparkSession spark = BenchSpark.session("dataflow");
        try {
            List<String> flows = List.of(arguments).subList(3, arguments.length);
            new DataFlowBenchmark(Path.of(arguments[0]), spark, flows.isEmpty() ? List.copyOf(SCRIPTS.keySet()) : flows)
                    .run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
        } finally {
            spark.stop();
        }
    }

    private void run(long rows, int rounds) {
        generate(rows);
        definitions();
        System.out.printf("%,d rows, %d rounds%n", rows, rounds);
        Timings timings = new Timings();
        for (int round = 1 - Timings.WARM_UP; round <= 0; round++) {
            round(round, new Timings());
        }
        for (int round = 1; round <= rounds; round++) {
            round(round, timings);
            System.out.printf("round %d of %d done%n", round, rounds);
        }
        timings.print((int) rows);
        frontEnd();
    }

    private void generate(long rows) {
        Column id = col("id");
        spark.range(rows)
                .select(
                        id,
                        pmod(id.multiply(7919), lit(rows / 20 + 1)).as("customer"),
                        concat(lit("sku"), id.mod(1000).cast("string")).as("sku"),
                        id.mod(997).plus(0.25).as("price"),
                        id.mod(10).cast("int").as("quantity"),
                        expr("timestamp_seconds(1500000000 + id * 37 % 200000000)")
                                .as("ordered"),
                        array(
                                        struct(
                                                lit("first").as("name"),
                                                id.mod(89).plus(0.5).as("price")),
                                        struct(
                                                lit("second").as("name"),
                                                id.mod(83).plus(0.5).as("price")))
                                .as("items"))
                .write()
                .parquet(path("orders"));
        spark.range(rows / 20 + 1)
                .select(
                        id.as("key"),
                        concat(lit("customer "), id.cast("string")).as("name"),
                        concat(lit("region "), id.mod(20).cast("string")).as("region"))
                .write()
                .parquet(path("customers"));
    }

    private String path(String name) {
        return directory.resolve("Blob/c/" + name).toString();
    }

    private void definitions() {
        factory.file("Orders", "Parquet", "orders", "")
                .file("Customers", "Parquet", "customers", "")
                .file("Out", "Parquet", "out", "");
        SCRIPTS.forEach((name, script) -> factory.dataFlow(
                        name,
                        script.contains("~> Customers")
                                ? Map.of("Orders", "Orders", "Customers", "Customers")
                                : Map.of("Orders", "Orders"),
                        Map.of("Out", "Out"),
                        script)
                .pipeline(name, executeDataFlow("Flow", name, "{}", "")));
    }

    /** Each flow once by either side; the side that begins changes with the round. */
    private void round(int round, Timings timings) {
        Map<String, Runnable> byHand = new LinkedHashMap<>();
        byHand.put("Project", this::project);
        byHand.put("Aggregate", this::aggregate);
        byHand.put("Flatten", this::flatten);
        byHand.keySet().retainAll(flows);
        byHand.forEach((flow, job) -> either(round, timings, flow, job));
    }

    private void either(int round, Timings timings, String flow, Runnable byHand) {
        if (Math.floorMod(round, 2) == 0) {
            timings.measure(flow, "theirs", byHand);
            timings.measure(flow, "ours", () -> ours(flow));
        } else {
            timings.measure(flow, "ours", () -> ours(flow));
            timings.measure(flow, "theirs", byHand);
        }
    }

    private void ours(String flow) {
        PipelineResult result = DataFactory.load(factory.directory())
                .withLocalStores(new LocalStores(Optional.of(directory), Optional.empty()))
                .pipeline(flow)
                .run(spark, Map.of());
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException(
                    "The data flow failed", result.failures().get(0));
        }
    }

    private Dataset<Row> orders() {
        return spark.read().parquet(path("orders"));
    }

    private void write(Dataset<Row> rows) {
        rows.write().mode("overwrite").parquet(directory.resolve("byhand").toString());
    }

    private void project() {
        write(orders().filter(col("quantity").gt(1).and(col("price").lt(900.0)))
                .select(
                        col("id"),
                        col("customer"),
                        upper(concat(col("sku"), lit("-"), year(col("ordered")).cast("string")))
                                .as("code"),
                        when(col("quantity").gt(6), "large").otherwise("small").as("size"),
                        col("id").mod(2).as("parity"),
                        col("price").multiply(col("quantity")).as("total")));
    }

    private void aggregate() {
        Dataset<Row> customers = spark.read().parquet(path("customers"));
        write(orders().join(customers, col("customer").equalTo(col("key")))
                .groupBy(col("region"), year(col("ordered")).as("year"))
                .agg(
                        sum(col("price").multiply(col("quantity"))).as("revenue"),
                        count(col("id")).as("orders"),
                        countDistinct(col("customer")).as("customers"),
                        avg(col("price")).as("mean")));
    }

    private void flatten() {
        Dataset<Row> items = orders().select(
                        col("id"), col("customer"), explode_outer(col("items")).as("item"))
                .select(
                        col("id"),
                        col("customer"),
                        col("item.name").as("name"),
                        col("item.price").as("price"));
        write(items.withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy("customer")
                                        .orderBy(col("price").desc_nulls_first())))
                .withColumn("spent", sum("price").over(Window.partitionBy("customer")))
                .filter(col("place").leq(3)));
    }

    /** Parse, check and compile a script of 200 statements, warm. */
    private void frontEnd() {
        StringBuilder script = new StringBuilder(ORDERS);
        String last = "Orders";
        for (int i = 0; i < 199; i++) {
            script.append(last)
                    .append(
                            i % 3 == 0
                                    ? " derive(total" + i + " = price * quantity + " + i + ", code" + i
                                            + " = upper(concat(sku, '-', toString(year(ordered)))))"
                                    : i % 3 == 1
                                            ? " filter(quantity > " + i + " || isNull(sku))"
                                            : " select(mapColumn(id, customer, sku, price, quantity, ordered))")
                    .append(" ~> s")
                    .append(i)
                    .append('\n');
            last = "s" + i;
        }
        Map<String, Dataset<Row>> sources = Map.of("Orders", orders());
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 15; i++) {
            Instant start = Instant.now();
            Issues issues = new Issues();
            ParsedFlow flow = ParsedFlow.of("front", script.toString(), issues);
            DataFlowPlan plan = DataFlowAnalysis.analyze(
                    flow,
                    Factory.empty(),
                    Map.of(),
                    Facts.running(Map.of("Orders", sources.get("Orders").schema())),
                    start,
                    issues);
            issues.throwIfErrors();
            Duration analysed = Duration.between(start, Instant.now());
            new DataFlowCompiler(plan, sources).stream(StreamName.of(last)).schema();
            Duration took = Duration.between(start, Instant.now());
            System.out.printf(
                    "200 statements: %d ms to parse and check, %d ms with compile%n",
                    analysed.toMillis(), took.toMillis());
            best = took.compareTo(best) < 0 ? took : best;
        }
        System.out.printf("front end, 200 statements, warm: %d ms (target: under 300 ms)%n", best.toMillis());
    }
}
