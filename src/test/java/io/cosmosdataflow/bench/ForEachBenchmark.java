package io.cosmosdataflow.bench;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.RunListener;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A ForEach activity with very many items, each of which changes a variable and decides something, in local mode with a
 * state directory: seconds, seconds of the processors, the most that was alive in the heap while it ran. Started by
 * {@code scripts/bench foreach}.
 *
 * <p>Arguments: working directory, numbers of items.
 */
public final class ForEachBenchmark {

    /** Three activities for each item. */
    private static final String PIPELINE =
            """
            {"name": "%s", "properties": {
              "parameters": {"items": {"type": "Int"}},
              "variables": {"last": {"type": "String"}, "all": {"type": "Array"}},
              "activities": [{"name": "Loop", "type": "ForEach", "typeProperties": {
                "items": {"value": "@range(0, pipeline().parameters.items)", "type": "Expression"},
                "activities": [
                  %s,
                  {"name": "If", "type": "IfCondition",
                   "dependsOn": [{"activity": "Change", "dependencyConditions": ["Succeeded"]}],
                   "typeProperties": {
                    "expression": {"value": "@equals(mod(item(), 2), 0)", "type": "Expression"},
                    "ifTrueActivities": [%s], "ifFalseActivities": [%s]}}]}}]}}""";

    private static final String SET = variable("SetVariable", "last", "@string(item())");
    private static final String APPEND = variable("AppendVariable", "all", "@item()");

    private final Path directory;
    private final SparkSession spark;

    private ForEachBenchmark(Path directory, SparkSession spark) {
        this.directory = directory;
        this.spark = spark;
    }

    public static void main(String[] arguments) {
        SparkSession spark = BenchSpark.session("foreach");
        try {
            ForEachBenchmark benchmark = new ForEachBenchmark(Path.of(arguments[0]), spark);
            benchmark.generate();
            benchmark.run("Set", 100);
            for (int number = 1; number < arguments.length; number++) {
                benchmark.run("Set", Integer.parseInt(arguments[number]));
                benchmark.run("Append", Integer.parseInt(arguments[number]));
            }
        } finally {
            spark.stop();
        }
    }

    private void generate() {
        FactoryFiles factory = FactoryFiles.in(directory.resolve("factory"));
        pipeline(factory, "Set", SET);
        pipeline(factory, "Append", APPEND);
    }

    private static void pipeline(FactoryFiles factory, String name, String change) {
        String named = change.formatted("Change");
        factory.write(
                "pipeline/" + name + ".json",
                PIPELINE.formatted(name, named, change.formatted("Even"), change.formatted("Odd")));
    }

    /** @return with a place for the name of the activity */
    private static String variable(String type, String variable, String value) {
        return """
                {"name": "%%s", "type": "%s", "typeProperties": {
                 "variableName": "%s", "value": {"value": "%s", "type": "Expression"}}}"""
                .formatted(type, variable, value);
    }

    private void run(String pipeline, int items) {
        long cpu = Timings.cpuNanos();
        long start = System.nanoTime();
        once(pipeline, items);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (Timings.cpuNanos() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-6s %,8d items: %6.1f s, of the processors %6.1f s; alive at most %,5d MB%n",
                pipeline,
                items,
                seconds,
                cpuSeconds,
                LiveHeap.peakOf(() -> once(pipeline, items)) >> 20);
    }

    private void once(String pipeline, int items) {
        PipelineResult result = DataFactory.load(directory.resolve("factory"))
                .withLocalStores(new LocalStores(Optional.of(directory.resolve("local")), Optional.empty()))
                .pipeline(pipeline)
                .run(
                        spark,
                        Map.of("items", String.valueOf(items)),
                        Optional.of(directory.resolve("state").toString()),
                        RunListener.NONE);
        if (result.record().status() != RunStatus.Succeeded) {
            throw new IllegalStateException("The pipeline failed: " + result.failures());
        }
    }
}
