package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.CosmosFlows.ALTER;
import static io.cosmosdataflow.run.CosmosFlows.SOURCE;
import static io.cosmosdataflow.run.CosmosFlows.into;
import static io.cosmosdataflow.run.CosmosFlows.marked;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each setting of a sink that is a container, over the emulator. */
class CosmosFlowSinkTest {

    @TempDir
    Path directory;

    private CosmosFlows flows;

    @BeforeEach
    void factory() {
        flows = CosmosFlows.in(directory);
    }

    private void fourKinds() {
        flows.in()
                .upsert(
                        "{'id': 'new', 'pk': 'a', 'qty': 1, 'op': 'i'}",
                        "{'id': 'changed', 'pk': 'a', 'qty': 1, 'op': 'u'}",
                        "{'id': 'either', 'pk': 'b', 'qty': 1, 'op': 's'}",
                        "{'id': 'gone', 'pk': 'b', 'qty': 1, 'op': 'd'}");
        flows.out().upsert("{'id': 'changed', 'pk': 'a', 'qty': 0}", "{'id': 'gone', 'pk': 'b', 'qty': 0}");
    }

    /** Which documents the sink has afterwards, with their {@code qty}, and how many rows it left out. */
    @ParameterizedTest
    @CsvSource({
        "insertable,                       changed=0 gone=0 new=1,          3",
        "updateable,                       changed=1 gone=0,                3",
        "upsertable,                       changed=0 either=1 gone=0,       3",
        "deletable,                        changed=0,                       3",
        "insertable upsertable,            changed=0 either=1 gone=0 new=1, 2",
        "updateable deletable,             changed=1,                       2",
        "insertable updateable upsertable, changed=1 either=1 gone=0 new=1, 1"
    })
    void rowsWhosePolicyIsNotAllowedAreCountedAndNotWritten(String allowed, String expected, int skipped) {
        fourKinds();

        JsonNode metrics = flows.flow(SOURCE + ALTER + marked(allowed, "")).metrics();

        assertThat(flows.out().all().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue().get("qty")))
                .containsExactly(expected.split(" "));
        assertThat(metrics.path("rowsSkipped").asInt()).isEqualTo(skipped);
        assertThat(metrics.path("rowsWritten").asInt()).isEqualTo(4 - skipped);
        assertThat(flows.runs().remarks()).anySatisfy(remark -> assertThat(remark)
                .startsWith("Run: " + skipped + (skipped == 1 ? " row was" : " rows were") + " not written to ")
                .endsWith(": the update method of the sink does not allow their policy."));
    }

    @Test
    void withoutUpdateMethodsRowsAreInserts() {
        fourKinds();

        JsonNode metrics = flows.flow(SOURCE + ALTER + "Marked sink(format: 'document') ~> Out")
                .metrics();

        assertThat(flows.out().all()).containsOnlyKeys("changed", "gone", "new");
        assertThat(metrics.path("rowsInserted").asInt()).isEqualTo(1);
        assertThat(metrics.path("rowsSkipped").asInt()).isEqualTo(3);
    }

    @Test
    void anInsertThatMeetsItsIdEndsTheActivity() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");
        flows.out().upsert("{'id': '1', 'pk': 'a', 'qty': 0}");

        JobException failure = flows.flow(SOURCE + into("")).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosConflict);
        assertThat(failure)
                .hasMessageContaining("These ids exist already: '1'")
                .hasMessageContaining("Let alter row mark such rows as upserts");
        assertThat(flows.out().all().get("1").get("qty").asInt()).isZero();
    }

    @Test
    void anUpdateOfADocumentThatIsMissingEndsTheActivity() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'op': 'u'}");

        JobException failure =
                flows.flow(SOURCE + ALTER + marked("updateable", "")).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosNotFound);
        assertThat(failure).hasMessageContaining("Not found: '1'");
        assertThat(flows.out().all()).isEmpty();
    }

    @Test
    void aDeleteOfADocumentThatIsMissingEndsTheActivityOrIsAReject() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'op': 'd'}");

        JobException failure =
                flows.flow(SOURCE + ALTER + marked("deletable", "")).failure();
        JsonNode metrics = flows.flow(SOURCE + ALTER + marked("deletable", "errorHandlingOption: 'allErrors'"))
                .metrics();

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosNotFound);
        assertThat(failure).hasMessageContaining("Not found: '1' (DF-Cosmos-DeleteDataFailed: ");
        assertThat(metrics.path("rowsDeleted").asInt()).isZero();
        assertThat(metrics.path("rowsRejected").asInt()).isEqualTo(1);
    }

    @Test
    void fourKindsOfRowsAreOneWriteJob() throws TimeoutException {
        fourKinds();
        flows.flow(SOURCE + ALTER + marked("deletable insertable updateable upsertable", ""));

        try (WriteJobs jobs = WriteJobs.watch(SharedSpark.session())) {
            flows.metrics();
            assertThat(jobs.ofWrites()).hasSize(1);
            assertThat(jobs.ofWrites().values()).containsExactly(1);
        }
        assertThat(flows.out().all()).containsOnlyKeys("changed", "either", "new");
    }

    @Test
    void rowsArePartitionedAsTheScriptSays() throws TimeoutException {
        flows.filled(20);
        for (int count : new int[] {1, 5}) {
            flows.flow(SOURCE + ALTER + marked("upsertable", "partitionBy('roundRobin', " + count + ")"));
            try (WriteJobs jobs = WriteJobs.watch(SharedSpark.session())) {
                flows.metrics();
                assertThat(jobs.tasks().values()).containsExactly(count);
            }
        }
    }

    @Test
    void aPartitionKeyMayBeNested() {
        flows.files().container("Out", "nested");
        SharedEmulator.instance().createContainer(flows.files().database(), "nested", "/address/city");
        ContainerAddress nested = new ContainerAddress(
                flows.out().address().account(), flows.files().database(), "nested");
        WriteFixture.insert(
                nested,
                "{\"id\":\"1\",\"address\":{\"city\":\"Oslo\"}}",
                "{\"id\":\"1\",\"address\":{\"city\":\"Rome\"}}");
        flows.in().upsert("{'id': '1', 'pk': 'Oslo', 'op': 'd'}", "{'id': '2', 'pk': 'Rome', 'op': 's'}");

        flows.flow(SOURCE + "In derive(address = @(city = pk)) ~> Nested\n"
                        + "Nested alterRow(deleteIf(op == 'd'), upsertIf(op == 's')) ~> Marked\n"
                        + "Marked sink(mapColumn(id, address), deletable: true, upsertable: true, insertable: false,"
                        + " format: 'document', partitionKey: ['/address/city']) ~> Out")
                .metrics();

        assertThat(WriteFixture.read(nested))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"1\",\"address\":{\"city\":\"Rome\"}}",
                        "{\"id\":\"2\",\"address\":{\"city\":\"Rome\"}}");
    }

    @Test
    void aPartitionKeyThatIsNotTheContainersIsNamed() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'op': 'i'}");
        flows.flow(SOURCE + into("partitionKey: ['/op']"));

        JobException failure = flows.failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosKeyInvalid);
        assertThat(failure)
                .hasMessageContaining("DF-Cosmos-InvalidPartitionKey: the sink's partition key is '/op', that of ")
                .hasMessageContaining(" is '/pk'. Write it as the container has it, upper and lower case too.");
        assertThat(flows.out().all()).isEmpty();
    }

    @Test
    void aContainerThatLocalModeMakesHasThePartitionKeyOfTheSink() {
        flows.files().container("Out", "made");
        flows.in().upsert("{'id': '1', 'pk': 'a', 'op': 'x'}");

        flows.flow(SOURCE + into("partitionKey: ['/op']")).metrics();

        try (CosmosContainers containers =
                CosmosContainers.of(flows.out().address().account())) {
            assertThat(containers.partitionKey(flows.files().database(), "made").paths())
                    .containsExactly("/op");
        }
    }

    private long requests(String settings) {
        long before = SharedEmulator.instance().statistics().requests(RequestKind.BATCH);
        flows.flow(SOURCE + "In alterRow(upsertIf(true())) ~> Marked\n" + marked("upsertable", settings))
                .metrics();
        return SharedEmulator.instance().statistics().requests(RequestKind.BATCH) - before;
    }

    @Test
    void batchSizeBoundsTheDocumentsOfARequest() {
        flows.filled(120);

        assertThat(requests("batchSize: 3")).isGreaterThanOrEqualTo(120);
        assertThat(requests("")).isLessThan(60);
    }

    @Test
    void theWriteThroughputBudgetIsKept() {
        flows.filled(300);
        int budget = 400;

        flows.flow(SOURCE + into("totalWriteThroughputBudget: " + budget)).metrics();

        double[] tenths = SharedEmulator.instance()
                .statistics()
                .chargeTimeline(flows.files().database(), "out");
        double most = IntStream.range(0, tenths.length)
                .mapToDouble(from -> Arrays.stream(tenths, from, Math.min(tenths.length, from + 30))
                        .sum())
                .max()
                .orElseThrow();
        assertThat(Arrays.stream(tenths).sum()).isGreaterThan(3 * 1.05 * budget);
        assertThat(most).isLessThanOrEqualTo(3 * 1.05 * budget);
        assertThat(flows.out().all()).hasSize(300);
    }

    @Test
    void nullsAreLeftOutUnlessTheyAreWanted() {
        flows.in().upsert("{'id': '1', 'pk': 'a'}");
        String mapped = "mapColumn(id, pk, qty)";

        flows.flow(SOURCE + into(mapped)).metrics();
        assertThat(flows.texts()).containsExactly("{\"id\":\"1\",\"pk\":\"a\"}");

        flows.out().delete("1", "a");
        flows.flow(SOURCE + into(mapped + ", ignoreNullValues: false")).metrics();
        assertThat(flows.texts()).containsExactly("{\"id\":\"1\",\"pk\":\"a\",\"qty\":null}");
    }

    @Test
    void mapColumnNamesAndChoosesTheMembers() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 5, 'op': 'x'}");

        flows.flow(SOURCE + into("mapColumn(id, pk, amount = qty, again = qty)"))
                .metrics();

        assertThat(flows.texts()).containsExactly("{\"id\":\"1\",\"pk\":\"a\",\"amount\":5,\"again\":5}");
    }

    @Test
    void systemColumnsAreNotWrittenBack() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");
        JsonNode source = flows.in().stored().get("1");

        flows.flow("source(allowSchemaDrift: true, inferDriftedColumnTypes: true, format: 'document',"
                        + " systemColumns: true) ~> In\n" + into("allowSchemaDrift: true"))
                .metrics();

        assertThat(flows.texts()).singleElement().asString().doesNotContain("_etag", "_ts", "_rid", "_lsn");
        assertThat(flows.out().stored().get("1").get("_rid")).isNotEqualTo(source.get("_rid"));
        assertThat(flows.out().all()).isEqualTo(flows.in().all());
    }

    @Test
    void aDocumentWithoutAnIdGetsOne() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");

        flows.flow(SOURCE + into("mapColumn(pk, qty)")).metrics();

        assertThat(flows.out().all().keySet())
                .singleElement()
                .asString()
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    /** Without an alter row each row is an insert, whatever else the sink allows; inserts need no id. */
    @ParameterizedTest
    @ValueSource(strings = {"upsertable", "updateable", "deletable"})
    void aSinkThatAllowsMoreThanInsertsNeedsNoIdWithoutAnAlterRow(String allowed) {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}");
        flows.flow(SOURCE
                + into("insertable: true, " + allowed + ": true, partitionKey: ['/pk'], allowSchemaDrift: true,"
                        + " mapColumn(pk, qty)"));

        assertThat(flows.check()).isEmpty();
        assertThat(flows.metrics().path("rowsInserted").asLong()).isEqualTo(1);
        assertThat(flows.out().all().keySet()).hasSize(1).doesNotContain("1");
    }

    @Test
    void rowsOfOneKeyKeepTheirOrder() {
        flows.filled(300);

        flows.flow(SOURCE + "In sort(asc(qty)) ~> Sorted\n"
                        + "Sorted derive(id = toString(qty % 3), pk = 'one') ~> Keyed\n"
                        + "Keyed alterRow(upsertIf(true())) ~> Marked\n" + marked("upsertable", ""))
                .metrics();

        assertThat(flows.out().all()).hasSize(3);
        assertThat(flows.out().all().values())
                .extracting(document -> document.get("qty").asInt())
                .containsExactlyInAnyOrder(298, 299, 300);
    }

    @Test
    void anInsertAndADeleteOfOneKeyKeepTheirOrder() {
        flows.filled(6);

        flows.flow(SOURCE + "In sort(asc(qty)) ~> Sorted\n"
                        + "Sorted derive(id = 'x', pk = 'one') ~> Keyed\n"
                        + "Keyed alterRow(deleteIf(qty % 2 == 0)) ~> Marked\n"
                        + marked("insertable deletable", ""))
                .metrics();

        assertThat(flows.out().all()).isEmpty();
    }

    @Test
    void sinksAreWrittenInTheirOrder() {
        flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1, 'op': 's'}");
        Items first = Items.of(flows.files().database(), "first", "pk").upsert("{'id': '1', 'pk': 'a'}");
        flows.files()
                .container("First", "first")
                .dataFlow(
                        "Flow",
                        Map.of("In", "In"),
                        Map.of("Out", "Out", "Fails", "First"),
                        SOURCE + "In sink(format: 'document', saveOrder: 2) ~> Out\n"
                                + "In sink(format: 'document', saveOrder: 1) ~> Fails")
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));

        assertThat(flows.failure().code()).isEqualTo(ErrorCode.CosmosConflict);
        assertThat(flows.out().all()).as("the second sink is not started").isEmpty();

        first.delete("1", "a");
        assertThat(flows.run().failures()).isEmpty();
        assertThat(List.of(flows.out().all(), first.all()))
                .containsOnly(flows.in().all());
    }

    @Test
    void rowsThatFailAnAssertionMayBeLeftOut() {
        flows.filled(5);
        String asserted = "In assert(expectTrue(qty > 3, false, 'few')) ~> Judged\n"
                + "Judged alterRow(upsertIf(true())) ~> Marked\n";

        flows.flow(SOURCE + asserted + marked("upsertable", "ignoreAssertFailedRows: true"))
                .metrics();
        assertThat(flows.out().all()).containsOnlyKeys("4", "5");

        flows.flow(SOURCE + asserted + marked("upsertable", "")).metrics();
        assertThat(flows.out().all()).hasSize(5);
    }
}
