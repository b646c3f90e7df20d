package io.cosmosdataflow.bench;

import com.sun.management.ThreadMXBean;
import io.cosmosdataflow.plan.expression.FlowSession;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What a call of each function costs for each row, beside Spark's nearest expression: the time that the task's thread
 * spends on a processor, alternating in one JVM, over the same rows in memory; less what the rows cost without a call.
 * Aggregates and windows have their grouping and sorting in both. Started by {@code scripts/bench functions}.
 *
 * <p>Arguments: number of rows, number of rounds, functions (all if none is named).
 */
public final class FunctionBenchmark {

    private static final int WARM_UP = 3;

    /** Less than this is as much as the measure itself varies. */
    private static final double LEAST_NANOS = 5;

    /** What is slower than so many times Spark's is listed once more. */
    private static final double MOST = 3;

    private static final String[] COLUMNS = {
        "id",
        "cast(id * 7919 % 1000 as int) i",
        "cast(id * 31 % 997 + 1 as int) j",
        "cast(id % 12 as int) k",
        "id * 7919 % 100000 / 8.0D d",
        "(id * 7919 % 1000) / 1000.0D e",
        "cast(id * 7919 % 1000000 / 100.0D as decimal(18, 4)) m",
        "id % 3 = 0 b",
        "if(id % 3 = 0, 'true', 'false') bs",
        "concat('customer ', id * 7919 % 1000) t",
        "concat('Customer ', id * 31 % 1000) u",
        "if(id % 2 = 0, null, concat('value ', id)) v",
        "cast(id * 31 % 100 as string) n",
        "cast((id * 7919 % 100000) / 100.0D as string) nd",
        "cast(date_add(date'2015-01-01', cast(id % 3000 as int)) as string) dt",
        "cast(timestamp_seconds(1500000000 + id * 37 % 200000000) as string) ts",
        "date_add(date'2015-01-01', cast(id % 3000 as int)) a",
        "timestamp_millis(1500000000123 + id * 37003 % 200000000000) z",
        "array(1, cast(id % 7 as int), 3, 4, 5) arr",
        "array(3, 4, cast(id % 9 as int)) ars2",
        "map('first', concat('v', id), 'second', 'w') mp",
        "cast(concat('customer ', id) as binary) bin",
        "hex(concat('customer ', id)) hx",
        "base64(concat('customer ', id)) b64",
        "array(id % 64, id * 7919) bits",
        "named_struct('p', concat('part ', id), 'q', id) s",
        "concat('group ', id % 20) g"
    };

    /** The rows are shared with the task, which runs in this JVM. */
    private static List<InternalRow> kept = List.of();

    private static volatile long begun;
    private static volatile long spent;

    private final SparkSession spark;
    private final long count;
    private final int rounds;

    private FunctionBenchmark(SparkSession spark, long count, int rounds) {
        this.spark = spark;
        this.count = count;
        this.rounds = rounds;
    }

    /** Rows with the columns that a case names, and those that group and sort: Spark copies each row that it is given. */
    private Dataset<Row> rows(FunctionCase one) {
        Set<String> words = new HashSet<>(
                List.of((one.call().orElse("") + " " + one.byHand().orElse("")).split("\\W+")));
        words.addAll(List.of("id", "g"));
        if (one.call().orElse("").startsWith("by") || one.call().orElse("").contains("olumn")) {
            words.addAll(List.of("t", "s"));
        }
        String[] columns = Stream.of(COLUMNS)
                .filter(column -> words.contains(column.substring(column.lastIndexOf(' ') + 1)))
                .toArray(String[]::new);
        Dataset<Row> made = spark.range(0, count, 1, 1).selectExpr(columns);
        kept = made.queryExecution().toRdd().toJavaRDD().map(InternalRow::copy).collect();
        var shared = spark.range(0, 1, 1, 1)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(any -> {
                    begun = cpu();
                    return kept.iterator();
                });
        return spark.internalCreateDataFrame(shared.rdd(), made.schema(), false).coalesce(1);
    }

    static String[] columns() {
        return COLUMNS.clone();
    }

    public static void main(String[] arguments) {
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[1]")
                .appName("bench functions")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1");
        FlowSession.SETTINGS.forEach(builder::config);
        SparkSession spark =
                builder.config("spark.sql.adaptive.enabled", "false").getOrCreate();
        try {
            List<String> named = List.of(arguments).subList(2, arguments.length);
            new FunctionBenchmark(spark, Long.parseLong(arguments[0]), Integer.parseInt(arguments[1])).run(named);
        } finally {
            spark.stop();
        }
    }

    private static long cpu() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadCpuTime();
    }

    private void run(List<String> named) {
        System.out.printf(Locale.ROOT, "%,d rows, %d rounds%n", count, rounds);
        System.out.println("function | call | Spark's nearest | ours, ns a row | Spark's | ratio");
        List<String> slow = new ArrayList<>();
        List<FunctionCase> cases = FunctionCase.all().stream()
                .filter(one -> named.isEmpty() || named.contains(one.function()))
                .toList();
        // The first one is for the JVM.
        line(cases.get(0));
        for (FunctionCase one : cases) {
            Measured measured = line(one);
            System.out.println(measured.line());
            if (measured.ratio() > MOST) {
                slow.add(measured.line());
            }
        }
        System.out.println("\nOver " + MOST + " times:");
        slow.forEach(System.out::println);
    }

    /** @param ratio 0 if there is nothing to compare with */
    private record Measured(String line, double ratio) {}

    private Measured line(FunctionCase one) {
        String start = one.function() + " | " + one.call().orElse("needs more than rows") + " | "
                + one.byHand().orElse("none") + " | ";
        if (one.call().isEmpty()) {
            return new Measured(start + "| | none", 0);
        }
        Dataset<Row> rows = rows(one);
        List<Dataset<Row>> sides = new ArrayList<>(List.of(rows.select("id"), one.ours(rows)));
        one.byHand().ifPresent(any -> sides.add(one.theirs(rows)));
        double[] nanos = nanos(sides);
        double ours = Math.max(LEAST_NANOS, nanos[1] - nanos[0]);
        if (one.byHand().isEmpty()) {
            return new Measured(start + String.format(Locale.ROOT, "%.0f | | none", ours), 0);
        }
        double theirs = Math.max(LEAST_NANOS, nanos[2] - nanos[0]);
        double ratio = ours / theirs;
        return new Measured(start + String.format(Locale.ROOT, "%.0f | %.0f | %.2f", ours, theirs, ratio), ratio);
    }

    /** The median of each side; the one that begins changes with the round. */
    private double[] nanos(List<Dataset<Row>> made) {
        List<Runnable> sides = made.stream().map(FunctionBenchmark::plan).toList();
        List<List<Double>> all = new ArrayList<>();
        sides.forEach(side -> all.add(new ArrayList<>()));
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int turn = 0; turn < sides.size(); turn++) {
                int side = Math.floorMod(round + turn, sides.size());
                double nanos = once(sides.get(side));
                if (round >= 0) {
                    all.get(side).add(nanos);
                }
            }
        }
        return all.stream().mapToDouble(Timings::median).toArray();
    }

    /** Planned once, so that a round is the work for rows and no more. */
    private static Runnable plan(Dataset<Row> made) {
        var planned = made.queryExecution().toRdd().toJavaRDD();
        return () -> planned.foreachPartition(FunctionBenchmark::drain);
    }

    private static double once(Runnable made) {
        made.run();
        return (double) spent / kept.size();
    }

    private static void drain(Iterator<InternalRow> rows) {
        while (rows.hasNext()) {
            rows.next();
        }
        spent = cpu() - begun;
    }
}
