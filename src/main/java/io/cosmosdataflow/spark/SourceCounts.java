package io.cosmosdataflow.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.CommandResultExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.columnar.InMemoryTableScanExec;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * How many rows each source has given, from the metrics of Spark's scans, which cost nothing. A row counts once, however
 * many sinks and streams read it again.
 */
public final class SourceCounts implements AutoCloseable, QueryExecutionListener {

    private final SparkSession spark;
    private final Map<Object, Set<String>> sources = new HashMap<>();
    private final Map<String, Set<Long>> metrics = new HashMap<>();
    private final SourceRows rows = new SourceRows();

    private SourceCounts(SparkSession spark) {
        this.spark = spark;
    }

    public static SourceCounts of(SparkSession spark, Map<String, Dataset<Row>> sources) {
        SourceCounts counts = new SourceCounts(spark);
        sources.forEach((name, rows) -> JavaConverters.seqAsJavaList(
                        rows.queryExecution().analyzed().collectLeaves())
                .forEach(leaf -> relation(leaf).ifPresent(relation -> counts.sources
                        .computeIfAbsent(relation, any -> new HashSet<>())
                        .add(name))));
        spark.listenerManager().register(counts);
        spark.sparkContext().addSparkListener(counts.rows);
        return counts;
    }

    private static Optional<Object> relation(LogicalPlan leaf) {
        if (leaf instanceof LogicalRelation relation) {
            return Optional.of(relation.relation());
        }
        return leaf instanceof DataSourceV2Relation relation ? Optional.of(relation.table()) : Optional.empty();
    }

    /**
     * By the name of the source; one that no query has read is absent. Spark tells asynchronously; a query without data
     * comes last.
     */
    public Map<String, Long> read() {
        Marker marker = new Marker();
        spark.listenerManager().register(marker);
        spark.createDataset(List.<String>of(), Encoders.STRING()).collectAsList();
        marker.await();
        spark.listenerManager().unregister(marker);
        synchronized (this) {
            Map<String, Long> counts = new TreeMap<>();
            metrics.forEach((name, ids) ->
                    counts.put(name, ids.stream().mapToLong(rows::of).max().orElse(0)));
            return counts;
        }
    }

    /** A query may be told of before its tasks have run: a merge keeps its source for later. */
    @Override
    public void onSuccess(String function, QueryExecution execution, long nanoseconds) {
        Set<SparkPlan> seen = new HashSet<>();
        List<SparkPlan> plans = new ArrayList<>(List.of(execution.executedPlan()));
        while (!plans.isEmpty()) {
            SparkPlan plan = plans.remove(plans.size() - 1);
            if (seen.add(plan)) {
                note(plan);
                plans.addAll(inside(plan));
            }
        }
    }

    private static List<SparkPlan> inside(SparkPlan plan) {
        List<SparkPlan> inside = new ArrayList<>(JavaConverters.seqAsJavaList(plan.children()));
        inside.addAll(JavaConverters.seqAsJavaList(plan.subqueries()));
        if (plan instanceof AdaptiveSparkPlanExec adaptive) {
            inside.add(adaptive.executedPlan());
        } else if (plan instanceof QueryStageExec stage) {
            inside.add(stage.plan());
        } else if (plan instanceof CommandResultExec command) {
            inside.add(command.commandPhysicalPlan());
        } else if (plan instanceof InMemoryTableScanExec cached) {
            inside.add(cached.relation().cachedPlan());
        }
        return inside;
    }

    private synchronized void note(SparkPlan plan) {
        Optional<Object> relation = plan instanceof FileSourceScanExec scan
                ? Optional.of(scan.relation())
                : plan instanceof BatchScanExec batch ? Optional.of(batch.table()) : Optional.empty();
        Option<SQLMetric> read = plan.metrics().get("numOutputRows");
        if (relation.isPresent() && read.isDefined()) {
            sources.getOrDefault(relation.get(), Set.of())
                    .forEach(name -> metrics.computeIfAbsent(name, any -> new HashSet<>())
                            .add(read.get().id()));
        }
    }

    @Override
    public void onFailure(String function, QueryExecution execution, Exception failure) {
        // a sink that failed has no metrics
    }

    @Override
    public void close() {
        spark.listenerManager().unregister(this);
        spark.sparkContext().removeSparkListener(rows);
    }

    /** Hears of a query that was run after all that are waited for. */
    private static final class Marker implements QueryExecutionListener {

        private static final long MOST_SECONDS = 5;

        private final java.util.concurrent.CountDownLatch heard = new java.util.concurrent.CountDownLatch(1);

        @Override
        public void onSuccess(String function, QueryExecution execution, long nanoseconds) {
            heard.countDown();
        }

        @Override
        public void onFailure(String function, QueryExecution execution, Exception failure) {
            heard.countDown();
        }

        void await() {
            try {
                heard.await(MOST_SECONDS, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
