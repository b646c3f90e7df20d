package io.cosmosdataflow.run.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.compile.ExternalCalls;
import io.cosmosdataflow.compile.PreparedFlow;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.plan.demand.SourceDemands;
import io.cosmosdataflow.plan.node.SinkTarget;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.ActivitySession;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.run.activity.FeedProgress;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.spark.SourceCounts;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kept.RowKeeping;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import io.cosmosdataflow.store.kind.RaisedThroughput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One attempt of a data flow: sources are opened, the plan is made with the columns that they have, sinks are
 * written in their order. Sinks of the same order are a group: when one of it fails, the rest is not started,
 * unless the activity says {@code continueOnError}; later groups are not started in any case.
 */
final class DataFlowRun {

    private final CheckedFlow checked;
    private final RunScope scope;
    private final ActivityContext context;
    private final Instant start = Instant.now();
    private final DataFlowOutput output;
    private final List<JobException> failures = new ArrayList<>();

    DataFlowRun(CheckedFlow checked, ActivityContext context) {
        this.checked = checked;
        this.scope = checked.scope();
        this.context = context;
        this.output = new DataFlowOutput(start);
    }

    ObjectNode run() {
        SparkSession spark = ActivitySession.of(context.spark());
        OpenSinks sinks = OpenSinks.open(checked.sinks(), context);
        try (OpenSources sources = OpenSources.open(checked.sources(), context)) {
            Optional<FeedProgress> progress = sources.follow(this::feeds);
            boolean repeats =
                    context.repeats() || progress.filter(FeedProgress::repeats).isPresent();
            try (RaisedThroughput throughput = scope.stores()
                            .raise(
                                    sources.stores(),
                                    sinks.stores(),
                                    context.state().throughput(context.remark()));
                    RowKeeping keeping = context.withSpark(spark).keeping()) {
                write(spark, sources, sinks, new SinkWriting(throughput, repeats, progress.isPresent(), keeping));
                progress.ifPresent(FeedProgress::commit);
                sources.finishAfterSuccess(spark);
            }
            sources.report(output);
        }
        return output.finish();
    }

    private FeedProgress feeds() {
        Optional<String> key = checked.settings().checkpointKey();
        if (context.scope().hasItem() && key.isEmpty()) {
            throw JobException.of(
                    ErrorCode.UnsupportedSetting,
                    "Activity '" + context.activity()
                            + "' reads a change feed for each item of a ForEach, and all items"
                            + " would have one checkpoint. Give each item one of its own by"
                            + " 'customizedCheckpointKey' in 'continuationSettings', as an expression with item().");
        }
        return context.state().feeds(context.activity(), key);
    }

    /**
     * @param repeats whether an earlier attempt may have written some of the rows already
     * @param changes whether rows come from change feeds
     */
    private record SinkWriting(RaisedThroughput throughput, boolean repeats, boolean changes, RowKeeping keeping) {

        StoreMetrics write(OpenSink sink, Dataset<Row> rows) {
            sink.recreateIfAsked(throughput);
            if (changes) {
                sink.store().ifPresent(FlowSinkStore::takesChanges);
            }
            return sink.write(rows, repeats, keeping);
        }
    }

    private void write(SparkSession spark, OpenSources sources, OpenSinks sinks, SinkWriting writing) {
        Map<String, Dataset<Row>> rows = sources.read(spark, sinks.askForSourceKeys());
        try (PreparedFlow flow = prepared(sources, rows, writing.keeping());
                SourceCounts counts = SourceCounts.of(spark, rows)) {
            List<List<OpenSink>> groups = sinks.groups(flow.plan());
            groups.forEach(group -> group.forEach(OpenSink::prepare));
            SharedStreams.keep(flow);
            for (List<OpenSink> group : groups) {
                write(group, flow, writing);
                if (!failures.isEmpty()) {
                    throw sources.located(failures.get(0));
                }
            }
            output.rowsRead(counts.read());
        }
    }

    /** @param rows by the name of the source; those that a store can narrow are replaced */
    private PreparedFlow prepared(OpenSources sources, Map<String, Dataset<Row>> rows, RowKeeping keeping) {
        ExternalCalls calls = FlowStores.calls(checked.services());
        try (PreparedFlow flow = PreparedFlow.of(
                checked.flow(), scope.factory(), checked.settings().parameters(), rows, start, calls, keeping)) {
            sources.narrow(rows, SourceDemands.of(flow.plan()));
            return flow.over(rows, calls, keeping);
        }
    }

    private void write(List<OpenSink> group, PreparedFlow flow, SinkWriting writing) {
        boolean goOn = checked.settings().continueOnError();
        if (!checked.settings().runConcurrently() || group.size() == 1) {
            for (OpenSink sink : group) {
                if (failures.isEmpty() || goOn) {
                    attempt(() -> write(sink, flow, writing));
                }
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(group.size());
        try {
            List<Future<Void>> writes = group.stream()
                    .map(sink -> threads.submit((Callable<Void>) () -> {
                        write(sink, flow, writing);
                        return null;
                    }))
                    .toList();
            writes.forEach(each -> attempt(() -> await(each)));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(Future<Void> write) {
        try {
            write.get();
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(e);
        }
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Exception | Error e) {
            failures.add(Failures.of(e));
        }
    }

    private void write(OpenSink sink, PreparedFlow flow, SinkWriting writing) {
        Instant begin = Instant.now();
        FlowSink definition = sink.definition();
        Dataset<Row> rows =
                flow.compiler().stream(StreamName.of(definition.node().name()));
        if (definition.node().target().cached()) {
            if (definition.node().target() == SinkTarget.CACHE_AND_OUTPUT) {
                output.cached(definition, rows, checked.settings().firstRowOnly());
            }
            return;
        }
        StoreMetrics metrics = writing.write(sink, rows);
        Duration took = Duration.between(begin, Instant.now());
        output.written(definition.node().name(), metrics, took, flow.plan().sourcesOf(definition.node()));
    }
}
