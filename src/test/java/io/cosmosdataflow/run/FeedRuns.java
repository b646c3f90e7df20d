package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.Checkpoint;
import io.cosmosdataflow.state.Checkpoint.Cause;
import io.cosmosdataflow.state.CheckpointKey;
import io.cosmosdataflow.state.Checkpoints;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Runs of pipeline {@code Main}, whose activity {@code Follow} brings the changes of container {@code in} to container
 * {@code out}; a document whose {@code deleted} is true is to be deleted there.
 */
final class FeedRuns {

    static final String COLUMNS = "output(id as string, pk as string, qty as integer, deleted as boolean)";
    static final String FROM_THE_BEGINNING = "changeFeedStartFromTheBeginning: true";
    static final String FROM_NOW = "changeFeedStartFromTheBeginning: false";

    static final CheckpointKey KEY = new CheckpointKey("Main", "Follow", Optional.empty(), Optional.empty());

    private static final String ALL_POLICIES =
            " sink(format: 'document', partitionKey: ['/pk'], insertable: false, upsertable: true, deletable: true";

    private final LocalRuns runs;
    private final FactoryFiles files;
    private final Path state;
    private final Items in;
    private final Items out;
    private final List<String> remarks = new ArrayList<>();

    private FeedRuns(Path directory) {
        this.runs = LocalRuns.in(directory);
        this.files = FactoryFiles.in(runs.factory()).container("In", "in").container("Out", "out");
        this.state = directory.resolve("state");
        this.in = items("in");
        this.out = items("out");
    }

    /** @param start what the first run takes */
    static FeedRuns in(Path directory, String start) {
        FeedRuns feed = new FeedRuns(directory);
        feed.flow(source("In", start) + marked("In") + sink("Marked", "Out", ""));
        return feed;
    }

    static String source(String name, String start) {
        return "source(" + COLUMNS + ", allowSchemaDrift: false, format: 'document', enableChangeFeed: true, " + start
                + ") ~> " + name + "\n";
    }

    static String marked(String stream) {
        return stream + " alterRow(deleteIf(deleted), upsertIf(true())) ~> Marked\n";
    }

    /** @param more settings, each with a comma before it */
    static String sink(String stream, String name, String more) {
        return stream + ALL_POLICIES + more + ") ~> " + name + "\n";
    }

    /** Writes the data flow anew, with source {@code In} and sink {@code Out}. */
    FeedRuns flow(String script) {
        return flow(Map.of("In", "In"), Map.of("Out", "Out"), script);
    }

    FeedRuns flow(Map<String, String> sources, Map<String, String> sinks, String script) {
        files.dataFlow("Flow", sources, sinks, script);
        return activity("Follow", "");
    }

    /** @param more members of typeProperties, each with a comma before it */
    FeedRuns activity(String name, String more) {
        files.pipeline("Main", executeDataFlow(name, "Flow", "{}", more));
        return this;
    }

    FactoryFiles files() {
        return files;
    }

    Items items(String container) {
        return Items.of(files.database(), container, "pk");
    }

    /** What the flow reads. */
    Items in() {
        return in;
    }

    /** What it keeps. */
    Items out() {
        return out;
    }

    LocalStores stores() {
        return runs.stores();
    }

    Path factory() {
        return runs.factory();
    }

    StateDirectory state() {
        return new StateDirectory(state.toString(), new Configuration());
    }

    Path statePath() {
        return state;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** A run that succeeds. */
    PipelineResult run() {
        PipelineResult result = run(options());
        assertThat(result.failures()).isEmpty();
        return result;
    }

    RunOptions options() {
        return RunOptions.NONE.withState(state());
    }

    RunOptions debugging(String session) {
        return options().withDebugSession(Optional.of(session));
    }

    PipelineResult run(RunOptions options) {
        return run("Main", options);
    }

    PipelineResult run(Map<String, String> parameters) {
        return runs.job("Main").run(SharedSpark.session(), parameters, options(), noting());
    }

    /** A pipeline that calls {@code Main}. */
    PipelineResult run(String pipeline, RunOptions options) {
        return runs.job(pipeline).run(SharedSpark.session(), Map.of(), options, noting());
    }

    PipelineResult rerun(PipelineResult earlier) {
        return rerun(earlier, Map.of());
    }

    PipelineResult rerun(PipelineResult earlier, Map<String, String> parameters) {
        Rerun rerun = new Rerun(earlier.record(), Optional.empty());
        return runs.job(earlier.record().pipeline())
                .rerun(SharedSpark.session(), rerun, parameters, options(), noting());
    }

    private RunListener noting() {
        return new RunListener() {
            @Override
            public void noted(String activity, String remark) {
                remarks.add(remark);
            }
        };
    }

    /** A run that fails, and why. */
    JobException failure() {
        List<JobException> failures = run(options()).failures();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    /** Rows that source {@code In} gave to the sinks. */
    static long taken(PipelineResult result) {
        return metrics(result).at("/sources/In/rowsRead").asLong();
    }

    static JsonNode metrics(PipelineResult result) {
        return result.record().activities().get(0).output().at("/runStatus/metrics/Out");
    }

    static List<FeedRange> ranges(PipelineResult result) {
        return result.record().activities().get(0).feeds();
    }

    /** What the target should have: all documents that are not deleted. */
    static Map<String, JsonNode> living(Items source) {
        Map<String, JsonNode> living = new TreeMap<>(source.all());
        living.values().removeIf(document -> document.path("deleted").asBoolean());
        return living;
    }

    /** Source and target agree document by document. */
    void agree() {
        assertThat(out.all()).isEqualTo(living(in));
    }

    static String document(String id, int quantity) {
        return "{'id': '%s', 'pk': 'key-%s', 'qty': %d, 'deleted': false}".formatted(id, id, quantity);
    }

    static String deleted(String id) {
        return "{'id': '%s', 'pk': 'key-%s', 'qty': 0, 'deleted': true}".formatted(id, id);
    }

    static List<FeedPosition> starts(PipelineResult result) {
        return FeedRuns.ranges(result).stream().map(FeedRange::from).toList();
    }

    List<FeedPosition> positions() {
        return state().checkpoints().present(KEY).orElseThrow().positions();
    }

    /** As {@code checkpoint reset} does. */
    void reset() {
        Checkpoints checkpoints = state().checkpoints();
        long number = checkpoints.present(KEY).map(Checkpoint::number).orElse(0L);
        checkpoints.move(KEY, number, "", Cause.RESET, List.of());
    }

    /** A run that cannot write. */
    void failOnce() {
        EmbeddedCosmos emulator = SharedEmulator.instance();
        emulator.faults().on(FaultRule.of(1, 1, Fault.FORBIDDEN).on(RequestKind.BATCH));
        try {
            PipelineResult failed = run(options());
            assertThat(failed.record().status()).isEqualTo(RunStatus.Failed);
        } finally {
            emulator.faults().off();
        }
    }
}
