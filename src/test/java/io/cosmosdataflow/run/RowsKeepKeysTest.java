package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.testing.InBothModes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that came from a container keep the key of their document, where a column has NULL for a null and for a value
 * that is missing. Source: Microsoft Learn, Azure Cosmos DB, partitioning-overview; PartitionKey.NULL and
 * PartitionKey.NONE of the SDK are two keys.
 */
class RowsKeepKeysTest {

    private static final String SOURCE = "source(output(id as string, pk as string, n as integer),"
            + " allowSchemaDrift: false, format: 'document') ~> In\n";

    /** Of one id there are both. */
    private static final List<String> TWINS = List.of("{\"id\":\"1\",\"pk\":null,\"n\":1}", "{\"id\":\"1\",\"n\":2}");

    private static final List<String> SINGLE = List.of(
            "{\"id\":\"2\",\"pk\":null,\"n\":3}", "{\"id\":\"3\",\"n\":4}", "{\"id\":\"4\",\"pk\":\"x\",\"n\":5}");

    private static final Map<String, String> METHODS =
            Map.of("insert", "insertable", "update", "updateable", "upsert", "upsertable", "delete", "deletable");

    @TempDir
    Path directory;

    private CosmosFlows flows;

    @BeforeEach
    void documents() {
        flows = CosmosFlows.in(directory);
        WriteFixture.insert(
                flows.in().address(),
                Stream.of(TWINS, SINGLE).flatMap(List::stream).toArray(String[]::new));
    }

    private JsonNode metrics(String between, String policy, String to, String settings) {
        return CosmosFlows.metrics(flow(between, policy, to, settings));
    }

    private PipelineResult flow(String between, String policy, String to, String settings) {
        StringBuilder methods = new StringBuilder();
        METHODS.forEach((name, method) ->
                methods.append(method).append(": ").append(name.equals(policy)).append(", "));
        flows.files()
                .dataFlow(
                        "Flow",
                        Map.of("In", "In"),
                        Map.of("Out", to),
                        SOURCE + between + "Rows alterRow(" + policy + "If(true())) ~> Marked\n"
                                + "Marked sink(allowSchemaDrift: false, " + methods
                                + "format: 'document', partitionKey: ['/pk']" + settings + ") ~> Out")
                .pipeline("Main", executeDataFlow("Run", "Flow", "{}", ""));
        return flows.run();
    }

    private static List<JsonNode> json(List<String> texts) {
        return texts.stream().map(RowsKeepKeysTest::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static List<JsonNode> read(ContainerAddress container) {
        return json(WriteFixture.read(container));
    }

    private static List<String> all() {
        return Stream.of(TWINS, SINGLE).flatMap(List::stream).toList();
    }

    private static List<String> tenfold(List<String> documents) {
        return documents.stream().map(text -> text.replace("}", "0}")).toList();
    }

    @InBothModes
    @ParameterizedTest
    @CsvSource({"update, true", "update, false", "upsert, true", "upsert, false"})
    void eachIsWrittenWhereItWas(String policy, boolean ignoreNullValues) {
        JsonNode metrics =
                metrics("In derive(n = n * 10) ~> Rows\n", policy, "In", ", ignoreNullValues: " + ignoreNullValues);

        assertThat(metrics.path("rowsWritten").asInt()).isEqualTo(5);
        assertThat(read(flows.in().address())).containsExactlyInAnyOrderElementsOf(json(tenfold(all())));
    }

    @InBothModes
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theOneThatIsMeantIsDeleted(int n) {
        JsonNode metrics = metrics("In filter(n == " + n + ") ~> Rows\n", "delete", "In", "");

        assertThat(metrics.path("rowsDeleted").asInt()).isEqualTo(1);
        assertThat(read(flows.in().address()))
                .containsExactlyInAnyOrderElementsOf(json(all().stream()
                        .filter(text -> !text.contains("\"n\":" + n))
                        .toList()));
    }

    @ParameterizedTest
    @CsvSource({"insert, true", "insert, false", "upsert, true", "upsert, false"})
    void inAnotherContainerTheyHaveTheSameKey(String policy, boolean ignoreNullValues) {
        String settings = ", ignoreNullValues: " + ignoreNullValues;
        metrics("In derive(n = n) ~> Rows\n", policy, "Out", settings);

        assertThat(read(flows.out().address())).containsExactlyInAnyOrderElementsOf(json(all()));

        metrics("In derive(n = n * 10) ~> Rows\n", "upsert", "Out", settings);
        assertThat(read(flows.out().address())).containsExactlyInAnyOrderElementsOf(json(tenfold(all())));
    }

    /** Ways through which a row is still of one document. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "In select(mapColumn(n, key = id, part = pk)) ~> A\nA select(mapColumn(id = key, pk = part, n)) ~> Rows\n",
                "In sort(asc(n, true)) ~> Rows\n",
                "In split(n > 1, disjoint: false) ~> S@(a, b)\nS@a, S@b union(byName: true) ~> Rows\n",
                "In derive(all = [n, n]) ~> A\nA foldDown(unroll(all), mapColumn(id, pk, n), skipDuplicateMapInputs: false,"
                        + " skipDuplicateMapOutputs: false) ~> Rows\n",
                "In window(over(id, n), asc(n, true), m = max(n)) ~> A\nA select(mapColumn(id, pk, n = m)) ~> Rows\n",
                "In, In exists(In@id == In@id, negate: false, broadcast: 'auto') ~> Rows\n"
            })
    void aRowIsOfItsDocument(String between) {
        metrics(between, "upsert", "In", "");

        assertThat(read(flows.in().address())).containsExactlyInAnyOrderElementsOf(json(all()));
    }

    /** A row that does not tell means the only document that there is; of twins, none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "In select(mapColumn(id, n)) ~> A\nA derive(pk = toString(null())) ~> Rows\n",
                "In derive(pk = toString(null())) ~> Rows\n",
                "In select(mapColumn(id, pk, n)) ~> B\nSome, B join(Some@id == B@id, joinType: 'inner') ~> A\n"
                        + "A select(mapColumn(id = B@id, pk = B@pk, n = Some@n)) ~> Rows\n",
                "In aggregate(groupBy(id, pk), n = max(n)) ~> Rows\n"
            })
    void aRowThatDoesNotTellIsLookedUp(String between) {
        String single = between.replaceFirst("In ", "Some ");
        metrics("In filter(n == 3 || n == 4) ~> Some\n" + single, "upsert", "In", ", ignoreNullValues: false");
        assertThat(read(flows.in().address())).containsExactlyInAnyOrderElementsOf(json(all()));

        PipelineResult twins = flow("In filter(n < 3) ~> Some\n" + single, "upsert", "In", "");
        assertThat(CosmosFlows.failure(twins).code()).isEqualTo(ErrorCode.CosmosConflict);
        assertThat(read(flows.in().address())).containsExactlyInAnyOrderElementsOf(json(all()));
    }

    /** A key that is changed is another document's. */
    @Test
    void aRowWithAnotherKeyIsAnotherDocument() {
        metrics("In filter(n == 4) ~> A\nA derive(pk = 'y') ~> Rows\n", "upsert", "In", "");

        assertThat(read(flows.in().address()))
                .hasSize(6)
                .containsAll(json(all()))
                .containsAll(json(List.of("{\"id\":\"3\",\"pk\":\"y\",\"n\":4}")));
    }

    @Test
    void aRowWithoutTheKeyOfItsDocumentIsLookedUp() {
        metrics("In filter(n == 5) ~> A\nA derive(pk = toString(null())) ~> Rows\n", "upsert", "In", "");

        assertThat(read(flows.in().address()))
                .hasSize(6)
                .containsAll(json(all()))
                .containsAll(json(List.of("{\"id\":\"4\",\"n\":5}")));
    }

    @Test
    void whatWasDeletedAlreadyIsNotFound() {
        PipelineResult result = flow(
                "In filter(n == 3) ~> A\nA derive(id = 'none') ~> Rows\n",
                "delete",
                "In",
                ", errorHandlingOption: 'allErrors'");
        assertThat(CosmosFlows.metrics(result).path("rowsRejected").asInt()).isEqualTo(1);

        PipelineResult failed = flow("In filter(n == 3) ~> A\nA derive(id = 'none') ~> Rows\n", "delete", "In", "");
        assertThat(CosmosFlows.failure(failed)).hasMessageContaining("DF-Cosmos-DeleteDataFailed");
    }
}
