package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.compile.PreparedFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.plan.expression.FlowSession;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.run.DataFlowActivity.Checked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Checked checked;
    private final Factory factory;
    private final ActivityContext context;
    private final Instant start = Instant.now();
    private final DataFlowOutput output;
    private final List<JobException> failures = new ArrayList<>();

    DataFlowRun(Checked checked, Factory factory, ActivityContext context) {
        this.checked = checked;
        this.factory = factory;
        this.context = context;
        this.output = new DataFlowOutput(start);
    }

    /** The session has its own settings, so that the user's keeps its. */
    static SparkSession session(SparkSession users) {
        SparkSession session = users.newSession();
        users.conf().getAll().foreach(entry -> {
            if (session.conf().isModifiable(entry._1())) {
                session.conf().set(entry._1(), entry._2());
            }
            return null;
        });
        FlowSession.SETTINGS.forEach((name, value) -> session.conf().set(name, value));
        return session;
    }

    ObjectNode run() {
        SparkSession spark = session(context.spark());
        Map<String, Dataset<Row>> rows = new HashMap<>();
        for (FlowSource source : checked.sources()) {
            rows.put(source.node().name(), located(source.linkedService(), () -> source.read(spark)));
        }
        try (PreparedFlow flow = PreparedFlow.of(
                        checked.flow(),
                        factory,
                        checked.settings().parameters(),
                        rows,
                        start,
                        FlowEnds.calls(checked.services()));
                SharedStreams shared = SharedStreams.of(flow);
                SourceCounts counts = SourceCounts.of(spark, rows)) {
            for (List<FlowSink> group : groups(flow)) {
                write(group, flow, counts);
                if (!failures.isEmpty()) {
                    throw failures.get(0);
                }
            }
        }
        checked.sources()
                .forEach(source -> located(source.linkedService(), () -> {
                    source.files().finishAfterSuccess(spark);
                    return null;
                }));
        return output.finish();
    }

    /** The sinks as the plan with all columns has them, in groups of the same order. */
    private List<List<FlowSink>> groups(PreparedFlow flow) {
        Map<Integer, List<FlowSink>> groups = new LinkedHashMap<>();
        flow.plan().sinks().forEach(node -> checked.sinks().stream()
                .filter(sink -> sink.node().name().equals(node.name()))
                .forEach(sink -> groups.computeIfAbsent(node.order(), order -> new ArrayList<>())
                        .add(new FlowSink(node, sink.linkedService(), sink.files()))));
        return List.copyOf(groups.values());
    }

    private void write(List<FlowSink> group, PreparedFlow flow, SourceCounts counts) {
        boolean goOn = checked.settings().continueOnError();
        if (!checked.settings().runConcurrently() || group.size() == 1) {
            for (FlowSink sink : group) {
                if (failures.isEmpty() || goOn) {
                    attempt(() -> write(sink, flow, counts));
                }
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(group.size());
        try {
            List<Future<Void>> writes = group.stream()
                    .map(sink -> threads.submit((Callable<Void>) () -> {
                        write(sink, flow, counts);
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
        } catch (RuntimeException e) {
            failures.add(Failures.of(e));
        }
    }

    private void write(FlowSink sink, PreparedFlow flow, SourceCounts counts) {
        Instant begin = Instant.now();
        Dataset<Row> rows = flow.compiler().stream(StreamName.of(sink.node().name()));
        if (sink.node().cache()) {
            if (sink.node().output()) {
                output.cached(sink, rows, checked.settings().firstRowOnly());
            }
            return;
        }
        Map<String, Object> metrics = located(sink.linkedService().orElseThrow(), () -> sink.write(sink.wanted(rows)));
        Duration took = Duration.between(begin, Instant.now());
        output.written(sink.node().name(), metrics, took, counts.since());
    }

    /** What an external system refuses is reported where the definitions name the system. */
    private static <T> T located(LinkedService service, Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            JobException failure = Failures.of(e);
            boolean placeless = failure.code().category() == Category.EXTERNAL
                    && failure.issues().isEmpty();
            throw placeless
                    ? JobException.of(
                            new Issue(failure.code(), Severity.ERROR, service.span(), failure.getMessage(), ""))
                    : failure;
        }
    }
}
