package io.cosmosdataflow.run.flow;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.run.CosmosFlows;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two sinks must have alike is made once: here the first one writes to the container that both would read. */
class SharedStreamsTest {

    private static final int DOCUMENTS = 200;

    @TempDir
    Path directory;

    private CosmosFlows run(String script) {
        CosmosFlows flows = CosmosFlows.in(directory).filled(DOCUMENTS);
        flows.files()
                .dataFlow("Flow", Map.of("In", "In"), Map.of("First", "In", "Out", "Out"), CosmosFlows.SOURCE + script)
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));
        assertThat(flows.run().failures()).isEmpty();
        return flows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"uuid()", "toString(random())", "toString(nextSequence())"})
    void aDrawnValueIsTheSameInBothSinks(String drawn) {
        CosmosFlows flows = run("In derive(token = " + drawn + ") ~> Told\n"
                + "Told derive(id = concat('new', id)) ~> Renamed\n"
                + "Renamed sink(format: 'document', saveOrder: 1) ~> First\n"
                + "Told sink(format: 'document', saveOrder: 2) ~> Out");

        Map<String, JsonNode> first = flows.in().all();
        Map<String, JsonNode> second = flows.out().all();
        assertThat(second).hasSize(DOCUMENTS);
        second.forEach((id, document) -> assertThat(document.path("token"))
                .isEqualTo(first.get("new" + id).path("token")));
    }

    @Test
    void aSplitByChanceSendsEachRowOneWay() {
        CosmosFlows flows = run("In split(random() % 2L == 0L, disjoint: true) ~> Split@(Left, Right)\n"
                + "Split@Left derive(id = concat('new', id)) ~> Renamed\n"
                + "Renamed sink(format: 'document', saveOrder: 1) ~> First\n"
                + "Split@Right sink(format: 'document', saveOrder: 2) ~> Out");

        Set<String> first = flows.in().all().keySet();
        Set<String> second = flows.out().all().keySet();
        int left = first.size() - DOCUMENTS;
        assertThat(left).isBetween(1, DOCUMENTS - 1);
        assertThat(second).hasSize(DOCUMENTS - left);
        second.forEach(id -> assertThat(first).doesNotContain("new" + id));
    }
}
