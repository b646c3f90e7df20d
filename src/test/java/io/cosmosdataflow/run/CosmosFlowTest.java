package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.CosmosFlows.ALTER;
import static io.cosmosdataflow.run.CosmosFlows.SOURCE;
import static io.cosmosdataflow.run.CosmosFlows.marked;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.meter.RequestCharges;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InBothModes
class CosmosFlowTest {

    @TempDir
    Path directory;

    private CosmosFlows flows;

    @BeforeEach
    void factory() {
        flows = CosmosFlows.in(directory);
    }

    @Test
    void eachRowIsDoneWhatItsPolicySays() {
        flows.in()
                .upsert(
                        "{'id': 'new', 'pk': 'a', 'qty': 1, 'op': 'i'}",
                        "{'id': 'changed', 'pk': 'a', 'qty': 2, 'op': 'u'}",
                        "{'id': 'either', 'pk': 'b', 'qty': 3, 'op': 's'}",
                        "{'id': 'gone', 'pk': 'b', 'op': 'd'}");
        flows.out().upsert("{'id': 'changed', 'pk': 'a', 'qty': 0, 'more': 1}", "{'id': 'gone', 'pk': 'b'}");

        JsonNode metrics = flows.flow(SOURCE + ALTER + marked("deletable insertable updateable upsertable", ""))
                .metrics();

        assertThat(flows.out().all())
                .containsOnlyKeys("new", "changed", "either")
                .containsEntry("changed", Items.parse("{'id': 'changed', 'pk': 'a', 'qty': 2, 'op': 'u'}"));
        assertThat(metrics.path("rowsWritten").asLong()).isEqualTo(4);
        assertThat(metrics.path("rowsInserted").asLong()).isEqualTo(1);
        assertThat(metrics.path("rowsUpdated").asLong()).isEqualTo(1);
        assertThat(metrics.path("rowsUpserted").asLong()).isEqualTo(1);
        assertThat(metrics.path("rowsDeleted").asLong()).isEqualTo(1);
        assertThat(metrics.path("cosmos.requestCharge").asDouble()).isPositive();
        assertThat(metrics.at("/sources/In/rowsRead").asLong()).isEqualTo(4);
    }

    private static final String FEED =
            "source(output(id as string, pk as string, qty as integer), allowSchemaDrift: false, format: 'document',\n"
                    + " enableChangeFeed: true, changeFeedStartFromTheBeginning: true) ~> In\n"
                    + "In alterRow(upsertIf(true())) ~> Marked\n"
                    + marked("upsertable", "");

    @Test
    void aChangeFeedBringsEverythingFirstAndThenWhatChanged() {
        Items in = flows.in().upsert("{'id': '1', 'pk': 'a', 'qty': 1}", "{'id': '2', 'pk': 'b', 'qty': 1}");
        flows.flow(FEED);

        assertThat(flows.metrics().path("rowsWritten").asLong()).isEqualTo(2);
        in.upsert("{'id': '2', 'pk': 'b', 'qty': 2}", "{'id': '3', 'pk': 'c', 'qty': 1}");
        assertThat(flows.metrics().path("rowsWritten").asLong()).isEqualTo(2);
        assertThat(flows.metrics().path("rowsWritten").asLong()).isZero();

        assertThat(flows.out().all()).isEqualTo(in.all());
    }

    private static final String DRIFTING_FEED =
            "source(allowSchemaDrift: true, format: 'document', enableChangeFeed: true,\n"
                    + " changeFeedStartFromTheBeginning: false) ~> In\n"
                    + "In alterRow(upsertIf(true())) ~> Marked\n"
                    + marked("upsertable", "");

    @Test
    void columnsOfChangesAreLearntFromThemWithoutASearchOfTheContainer() {
        String database = flows.in().address().database();
        SharedEmulator.instance().seed(database, "in", "/pk", manyDocuments());
        double before = charge(database);
        flows.flow(DRIFTING_FEED).metrics();
        flows.in().upsert("{'id': '7', 'pk': 'p7', 'note': 'has a new column'}");

        assertThat(flows.metrics().path("rowsWritten").asLong()).isEqualTo(1);

        double oneSearch = RequestCharges.page(MANY, MANY * 1_024L);
        assertThat(charge(database) - before).isLessThan(oneSearch);
        assertThat(flows.out().all())
                .containsExactlyEntriesOf(
                        Map.of("7", Items.parse("{'id': '7', 'pk': 'p7', 'note': 'has a new column'}")));
        assertThat(flows.metrics().path("rowsWritten").asLong()).isZero();
    }

    private static final int MANY = 8_000;

    private static Iterator<byte[]> manyDocuments() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "{\"id\": \"%d\", \"pk\": \"p%d\", \"qty\": \"%d\"}".formatted(i, i, i))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .iterator();
    }

    private static double charge(String database) {
        return SharedEmulator.instance().statistics().container(database, "in").requestCharge();
    }
}
