package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.meter.Statistics.OfferChange;
import io.cosmosdataflow.emulator.meter.Statistics.Totals;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A factory with one data flow, between the containers {@code in} and {@code out}, both with partition key {@code
 * /pk}: source {@code In}, sink {@code Out}, by datasets of these names or inline.
 */
public final class CosmosFlows {

    /** A projected source; rows are read by it as they are. */
    public static final String SOURCE = "source(output(id as string, pk as string, qty as integer, op as string),\n"
            + " allowSchemaDrift: false, format: 'document') ~> In\n";

    /** Makes {@code Marked} of {@code In} by the value of {@code op}. */
    static final String ALTER =
            "In alterRow(deleteIf(op == 'd'), updateIf(op == 'u'), upsertIf(op == 's')) ~> Marked\n";

    private static final String INLINE =
            "{\"name\": \"%s\", \"linkedService\": {\"referenceName\": \"Shop\", \"type\": \"LinkedServiceReference\"}}";

    private final LocalRuns runs;
    private final FactoryFiles files;
    private final Items in;
    private final Items out;

    private CosmosFlows(Path directory) {
        runs = LocalRuns.in(directory);
        files = FactoryFiles.in(runs.factory()).container("In", "in").container("Out", "out");
        in = Items.of(files.database(), "in", "pk");
        out = Items.of(files.database(), "out", "pk");
    }

    public static CosmosFlows in(Path directory) {
        return new CosmosFlows(directory);
    }

    /** A sink {@code Out} of {@code In}; some settings, separated by commas. */
    static String into(String settings) {
        return "In sink(" + settings + (settings.isEmpty() ? "" : ", ") + "format: 'document') ~> Out";
    }

    /** A sink {@code Out} of {@code Marked} that allows what is listed. */
    static String marked(String allowed, String settings) {
        StringBuilder methods = new StringBuilder();
        for (String method : List.of("deletable", "insertable", "updateable", "upsertable")) {
            methods.append(method)
                    .append(": ")
                    .append(List.of(allowed.split(" ")).contains(method))
                    .append(", ");
        }
        return "Marked sink(" + methods + settings + (settings.isEmpty() ? "" : ", ")
                + "format: 'document', partitionKey: ['/pk']) ~> Out";
    }

    LocalRuns runs() {
        return runs;
    }

    public FactoryFiles files() {
        return files;
    }

    public Items in() {
        return in;
    }

    public Items out() {
        return out;
    }

    /** Documents {@code 1}, {@code 2}, ... with {@code qty} of the same number, over some partition keys. */
    public CosmosFlows filled(int documents) {
        SharedEmulator.instance()
                .seed(
                        files.database(),
                        "in",
                        "/pk",
                        IntStream.rangeClosed(1, documents)
                                .mapToObj(n -> ("{\"id\":\"" + n + "\",\"pk\":\"p" + n % 10 + "\",\"qty\":" + n + "}")
                                        .getBytes(StandardCharsets.UTF_8))
                                .iterator());
        return this;
    }

    CosmosFlows flow(String script) {
        return flow(script, "{}");
    }

    /** @param parameters of the data flow: JSON of names and expressions */
    CosmosFlows flow(String script, String parameters) {
        files.dataFlow("Flow", Map.of("In", "In"), Map.of("Out", "Out"), script)
                .pipeline("Main", executeDataFlow("Run", "Flow", parameters, ""));
        return this;
    }

    /** With the containers named in the script. */
    CosmosFlows inline(String script, String parameters) {
        files.dataFlow("Flow", "MappingDataFlow", INLINE.formatted("In"), INLINE.formatted("Out"), "", script)
                .pipeline("Main", executeDataFlow("Run", "Flow", parameters, ""));
        return this;
    }

    /** With the rows of {@code Out} in the file {@link #outFile}. */
    CosmosFlows toFile(String script) {
        return toFile(script, "In");
    }

    /** @param last the stream that is written */
    CosmosFlows toFile(String script, String last) {
        files.file("Lines", "Json", "out", "")
                .dataFlow(
                        "Flow",
                        Map.of("In", "In"),
                        Map.of("Out", "Lines"),
                        script + "\n" + last
                                + " sink(partitionFileNames: ['rows.json'], partitionBy('hash', 1)) ~> Out")
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));
        return this;
    }

    Path outFile() {
        return runs.local("Blob/c/out/rows.json");
    }

    public PipelineResult run() {
        return runs.run("Main");
    }

    public PipelineResult run(RunOptions options) {
        return runs.run("Main", options);
    }

    List<Issue> check() {
        return runs.job("Main").check();
    }

    /** Of the sink {@code Out} of a run that must succeed. */
    JsonNode metrics() {
        return metrics(run());
    }

    static JsonNode metrics(PipelineResult result) {
        assertThat(result.failures()).isEmpty();
        return result.record().activities().get(0).output().at("/runStatus/metrics/Out");
    }

    /** Why a run that must fail does. */
    JobException failure() {
        return failure(run());
    }

    static JobException failure(PipelineResult result) {
        assertThat(result.failures()).hasSize(1);
        return result.failures().get(0);
    }

    /** Texts of the documents in {@code out}, with digits as they are stored. */
    List<String> texts() {
        return WriteFixture.read(out.address());
    }

    static Totals totals(Items of) {
        ContainerAddress address = of.address();
        return SharedEmulator.instance().statistics().container(address.database(), address.container());
    }

    static List<OfferChange> offers(Items of) {
        ContainerAddress address = of.address();
        return SharedEmulator.instance().statistics().offerChanges(address.database(), address.container());
    }
}
