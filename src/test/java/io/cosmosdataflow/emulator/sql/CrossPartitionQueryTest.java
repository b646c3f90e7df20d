package io.cosmosdataflow.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosQueryRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.azure.cosmos.models.SqlParameter;
import azure_cosmos_spark.com.azure.cosmos.models.SqlQuerySpec;
import azure_cosmos_spark.com.azure.cosmos.util.CosmosPagedFlux;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.sql.value.Values;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Queries through the client inside the connector, which merges the results of three partitions.
 *
 * <p>Left out is what the client itself (azure-cosmos 4.32) cannot do: null values with ORDER BY, a scalar VALUE
 * with GROUP BY, undefined group keys and aggregates (it shows them as null or {@code {}}), and going on after a string
 * with quotes.
 */
class CrossPartitionQueryTest {
    private static final int COUNT = 120;
    private static final String DATABASE = SharedEmulator.newDatabaseName();

    private static List<ObjectNode> documents;
    private static CosmosAsyncClient client;
    private static CosmosAsyncContainer container;

    @BeforeAll
    static void seed() {
        documents = IntStream.range(0, COUNT)
                .mapToObj(CrossPartitionQueryTest::document)
                .toList();
        SharedEmulator.instance()
                .seed(
                        DATABASE,
                        "items",
                        "/pk",
                        documents.stream()
                                .map(each -> each.toString().getBytes(StandardCharsets.UTF_8))
                                .iterator());
        client = new CosmosClientBuilder()
                .endpoint(SharedEmulator.instance().endpoint().toString())
                .key(SharedEmulator.instance().key())
                .gatewayMode()
                .endpointDiscoveryEnabled(false)
                .buildAsyncClient();
        container = client.getDatabase(DATABASE).getContainer("items");
    }

    @AfterAll
    static void close() {
        client.close();
    }

    private static ObjectNode document(int i) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("id", "i" + i).put("pk", "p" + i % 17).put("n", i * 7 % 40).put("half", i % 9 + 0.5);
        switch (i % 7) {
            case 0 -> document.putNull("mixed");
            case 1 -> document.put("mixed", i % 2 == 0);
            case 2, 3 -> document.put("mixed", i % 30 - 10);
            case 4, 5 -> document.put("mixed", "s" + i % 11);
            default -> {
                // The seventh kind of document has no such property.
            }
        }
        document.putArray("tags").add("t" + i % 3).add("u" + i % 5);
        document.putObject("sub").put("x", i % 4);
        return document;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM c ORDER BY c.n, c.id",
                "SELECT * FROM c ORDER BY c.n DESC, c.id ASC",
                "SELECT * FROM c ORDER BY c.sub.x DESC, c.pk DESC, c.id",
                "SELECT c.id, c.mixed FROM c ORDER BY c.mixed, c.id",
                "SELECT c.id, c.mixed FROM c ORDER BY c.mixed DESC, c.id DESC",
                "SELECT VALUE c.mixed FROM c WHERE c.n > 5 AND NOT IS_NULL(c.mixed) ORDER BY c.mixed",
                "SELECT VALUE c.mixed FROM c WHERE c.mixed != null ORDER BY c.mixed DESC",
                "SELECT VALUE c.id FROM c ORDER BY c.id",
                "SELECT TOP 7 c.id, c.n FROM c ORDER BY c.n DESC, c.id",
                "SELECT c.id FROM c ORDER BY c.id OFFSET 11 LIMIT 13",
                "SELECT VALUE t FROM c JOIN t IN c.tags ORDER BY c.id",
                "SELECT DISTINCT VALUE c.n FROM c ORDER BY c.n",
                "SELECT DISTINCT c.n FROM c ORDER BY c.n DESC",
            })
    void orderedResultsAreMergedInOrder(String query) {
        assertThat(query(query, 15)).isEqualTo(inProcess(query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM c",
                "SELECT * FROM c WHERE c.n BETWEEN 3 AND 20 AND CONTAINS(c.id, '1')",
                "SELECT c.id, t AS tag FROM c JOIN t IN c.tags WHERE t != 't1'",
                "SELECT VALUE c.mixed FROM c",
                "SELECT DISTINCT VALUE c.mixed FROM c",
                "SELECT DISTINCT c.sub.x, c.n FROM c",
                "SELECT DISTINCT VALUE t FROM c JOIN t IN c.tags",
                "SELECT c.sub.x, COUNT(1) AS n, SUM(c.n) AS sum, MIN(c.n) AS least, MAX(c.mixed) AS most, AVG(c.half) AS"
                        + " mean FROM c GROUP BY c.sub.x",
                "SELECT c.sub.x, COUNT(c.mixed) AS n FROM c GROUP BY c.mixed, c.sub.x",
                "SELECT UPPER(c.pk) AS key, AVG(c.n) AS mean FROM c GROUP BY UPPER(c.pk)",
                "SELECT t, COUNT(1) AS n FROM c JOIN t IN c.tags GROUP BY t",
                "SELECT VALUE COUNT(1) FROM c",
                "SELECT VALUE COUNT(c.mixed) FROM c",
                "SELECT VALUE SUM(c.n) FROM c WHERE c.n > 3",
                "SELECT VALUE AVG(c.half) FROM c",
                "SELECT VALUE MIN(c.mixed) FROM c",
                "SELECT VALUE MAX(c.mixed) FROM c",
                "SELECT VALUE COUNT(1) FROM c WHERE false",
                "SELECT COUNT(1) AS n, SUM(c.half) AS sum, AVG(c.n) AS mean, MIN(c.id) AS first, MAX(c.n) AS most FROM c",
                "SELECT VALUE COUNT(1) FROM (SELECT DISTINCT VALUE c.n FROM c) AS t",
                "SELECT COUNT(1) AS keys FROM (SELECT DISTINCT c.pk, c.sub.x FROM c) AS t",
                "SELECT VALUE 1",
            })
    void unorderedResultsAreMergedWhole(String query) {
        assertThat(query(query, 15)).containsExactlyInAnyOrderElementsOf(inProcess(query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT TOP 9 VALUE c.id FROM c",
                "SELECT VALUE c.id FROM c OFFSET 100 LIMIT 9",
                "SELECT DISTINCT TOP 9 VALUE c.n FROM c",
                "SELECT DISTINCT VALUE c.n FROM c OFFSET 4 LIMIT 9",
                "SELECT TOP 9 c.n FROM c GROUP BY c.n",
            })
    void numberOfResultsIsThatOfTheWindow(String query) {
        List<String> results = query(query, 4);

        assertThat(results).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void groupsAreThoseOfPlainJava() {
        List<String> expected = documents.stream()
                .collect(Collectors.groupingBy(each -> each.get("sub").get("x").intValue()))
                .entrySet()
                .stream()
                .map(group -> "{\"x\":" + group.getKey() + ",\"n\":"
                        + group.getValue().size() + ",\"sum\":"
                        + group.getValue().stream()
                                .mapToInt(each -> each.get("n").intValue())
                                .sum()
                        + "}")
                .toList();

        assertThat(query("SELECT c.sub.x, COUNT(1) AS n, SUM(c.n) AS sum FROM c GROUP BY c.sub.x", 3))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void orderIsThatOfPlainJava() {
        Function<ObjectNode, Integer> n = each -> each.get("n").intValue();
        List<String> expected = documents.stream()
                .sorted(Comparator.comparing(n).reversed().thenComparing(each -> each.get("id")
                        .textValue()))
                .map(each -> each.get("id").toString())
                .toList();

        assertThat(query("SELECT VALUE c.id FROM c ORDER BY c.n DESC, c.id", 5)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM c ORDER BY c.n, c.id",
                "SELECT VALUE c.mixed FROM c WHERE c.mixed != null ORDER BY c.mixed DESC",
                "SELECT VALUE c.id FROM c WHERE c.n > 10",
                "SELECT VALUE t FROM c JOIN t IN c.tags",
                "SELECT TOP 20 VALUE c.id FROM c ORDER BY c.id",
            })
    void queryGoesOnFromTheContinuationOfEachPage(String query) {
        List<String> results = new ArrayList<>();
        Set<String> continuations = new HashSet<>();
        String continuation = null;
        do {
            FeedResponse<azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode> page =
                    pages(new SqlQuerySpec(query)).byPage(continuation, 17).blockFirst();
            page.getResults().forEach(each -> results.add(text(each)));
            continuation = page.getContinuationToken();
            assertThat(continuations.add(String.valueOf(continuation))).isTrue();
        } while (continuation != null);

        if (query.contains("ORDER BY")) {
            assertThat(results).isEqualTo(inProcess(query));
        } else {
            assertThat(results).containsExactlyInAnyOrderElementsOf(inProcess(query));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT VALUE {\"range\": MAX(c.n) - MIN(c.n)} FROM c",
                "SELECT VALUE COUNT(1) FROM c",
                "SELECT c.n, COUNT(1) AS count FROM c GROUP BY c.n",
                "SELECT DISTINCT VALUE c.sub FROM c",
                "SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 1 LIMIT 3",
            })
    void queryWithinAPartitionKeyRunsAsItStands(String query) {
        CosmosQueryRequestOptions options = new CosmosQueryRequestOptions().setPartitionKey(new PartitionKey("p3"));

        List<String> results = results(
                container.queryItems(query, options, azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode.class),
                2);

        String filtered = query.replaceFirst("FROM c", "FROM c WHERE c.pk = 'p3'");
        assertThat(results).containsExactlyInAnyOrderElementsOf(inProcess(filtered));
    }

    @Test
    void parametersReachEachPartition() {
        SqlQuerySpec spec = new SqlQuerySpec(
                "SELECT TOP @top VALUE c.id FROM c WHERE c.n >= @least ORDER BY c.id",
                List.of(new SqlParameter("@top", 3), new SqlParameter("@least", 20)));

        assertThat(results(pages(spec), 2))
                .isEqualTo(inProcess("SELECT TOP 3 VALUE c.id FROM c WHERE c.n >= 20 ORDER BY c.id"));
    }

    @Test
    void wrongQueryIsAnsweredWith400AndTheServicesWords() {
        Assertions.assertThatThrownBy(() -> query("SELECT * FORM c", 10))
                .isInstanceOfSatisfying(CosmosException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(400))
                .hasMessageContaining("Syntax error, incorrect syntax near 'FORM'.");
    }

    private static CosmosPagedFlux<azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode> pages(
            SqlQuerySpec spec) {
        return container.queryItems(
                spec,
                new CosmosQueryRequestOptions(),
                azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode.class);
    }

    private static List<String> query(String query, int pageSize) {
        return results(pages(new SqlQuerySpec(query)), pageSize);
    }

    private static List<String> results(
            CosmosPagedFlux<azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode> pages, int pageSize) {
        List<String> results = new ArrayList<>();
        pages.byPage(pageSize).toIterable().forEach(page -> page.getResults().forEach(each -> results.add(text(each))));
        return results;
    }

    /** The same engine over all documents at once; system properties are left out on both sides. */
    private static List<String> inProcess(String query) {
        List<JsonNode> all = new ArrayList<>(documents);
        List<String> results = new ArrayList<>();
        SqlQuery.parse(query, null).run(all.iterator()).forEachRemaining(each -> results.add(text(each)));
        return results;
    }

    private static String text(Object value) {
        return normal(SqlCases.json(value.toString())).toString();
    }

    /** Without system properties, and each number in the one form that both sides can reach. */
    private static JsonNode normal(JsonNode value) {
        if (value.isNumber()) {
            return Values.number(value.doubleValue());
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.fields().forEachRemaining(field -> {
                if (!field.getKey().startsWith("_")) {
                    object.set(field.getKey(), normal(field.getValue()));
                }
            });
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> array.add(normal(item)));
            return array;
        }
        return value;
    }
}
