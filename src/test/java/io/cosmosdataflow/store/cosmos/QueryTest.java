package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@InBothModes
class QueryTest {

    private record Item(int n, String color) {
        String text() {
            return "{\"id\":\"i" + n + "\",\"pk\":\"p" + n % 17 + "\",\"n\":" + n + ",\"color\":\"" + color
                    + "\",\"price\":" + n + ".50}";
        }
    }

    private static final List<String> COLORS = List.of("red", "green", "blue");
    private static final List<Item> ITEMS = IntStream.range(0, 500)
            .mapToObj(i -> new Item((i * 7919) % 500, COLORS.get(i % 3)))
            .toList();
    private static ContainerAddress container;

    @BeforeAll
    static void fill() {
        container = CosmosFixture.container("/pk");
        SharedEmulator.instance()
                .seed(
                        container.database(),
                        container.container(),
                        "/pk",
                        ITEMS.stream()
                                .map(item -> item.text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .iterator());
    }

    private static Comparator<Item> byNumber() {
        return Comparator.comparingInt(Item::n);
    }

    @Test
    void filtersAndProjectionsGiveWhatTheyName() {
        assertThat(CosmosFixture.query(container, "SELECT c.id, c.price FROM c WHERE c.n < 3"))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"i0\",\"price\":0.50}",
                        "{\"id\":\"i1\",\"price\":1.50}",
                        "{\"id\":\"i2\",\"price\":2.50}");
        assertThat(CosmosFixture.query(container, "SELECT * FROM c WHERE c.n = 3"))
                .containsExactly(ITEMS.stream()
                        .filter(item -> item.n() == 3)
                        .findFirst()
                        .orElseThrow()
                        .text());
    }

    @Test
    void systemPropertiesThatAQueryNamesStay() {
        assertThat(CosmosFixture.query(container, "SELECT c.id, c._ts FROM c WHERE c.n = 3"))
                .singleElement()
                .asString()
                .matches("\\{\"id\":\"i3\",\"_ts\":\\d+}");
    }

    @Test
    void datasetColumnsAreReadWithoutAQuery() {
        try (CosmosSource source =
                new CosmosSource(container, CosmosSourceSettings.defaults(), List.of("id", "price"))) {
            assertThat(source.read(SharedSpark.session()).as(Encoders.STRING()).collectAsList())
                    .hasSize(500)
                    .contains("{\"id\":\"i0\",\"price\":0.50}");
        }
    }

    @Test
    void orderIsThatOfTheWholeContainer() {
        assertThat(CosmosFixture.query(container, "SELECT * FROM c ORDER BY c.n DESC"))
                .containsExactlyElementsOf(ITEMS.stream()
                        .sorted(byNumber().reversed())
                        .map(Item::text)
                        .toList());
    }

    @Test
    void orderSurvivesTheWayIntoOnePartition() {
        try (CosmosSource source =
                new CosmosSource(container, CosmosFixture.querying("SELECT c.n FROM c ORDER BY c.n"), List.of())) {
            Dataset<Row> read = source.read(SharedSpark.session());
            assertThat(read.rdd().getNumPartitions()).isEqualTo(1);
            assertThat(read.limit(2).as(Encoders.STRING()).collectAsList()).containsExactly("{\"n\":0}", "{\"n\":1}");
        }
    }

    @Test
    void topOffsetAndLimitCountOnce() {
        assertThat(CosmosFixture.query(container, "SELECT TOP 7 c.n FROM c ORDER BY c.n"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 7).mapToObj(n -> "{\"n\":" + n + "}").toList());
        assertThat(CosmosFixture.query(container, "SELECT c.n FROM c ORDER BY c.n OFFSET 100 LIMIT 5"))
                .containsExactlyElementsOf(IntStream.range(100, 105)
                        .mapToObj(n -> "{\"n\":" + n + "}")
                        .toList());
    }

    @Test
    void groupsAndAggregatesAreMerged() {
        Map<String, Long> counts =
                ITEMS.stream().collect(Collectors.groupingBy(Item::color, TreeMap::new, Collectors.counting()));

        assertThat(CosmosFixture.query(container, "SELECT c.color, COUNT(1) AS items FROM c GROUP BY c.color"))
                .containsExactlyInAnyOrderElementsOf(counts.entrySet().stream()
                        .map(entry -> "{\"color\":\"" + entry.getKey() + "\",\"items\":" + entry.getValue() + "}")
                        .toList());
        assertThat(CosmosFixture.query(container, "SELECT DISTINCT c.color FROM c"))
                .containsExactlyInAnyOrder("{\"color\":\"red\"}", "{\"color\":\"green\"}", "{\"color\":\"blue\"}");
        assertThat(CosmosFixture.query(container, "SELECT SUM(c.n) AS n, AVG(c.n) AS mean FROM c"))
                .containsExactly("{\"n\":124750,\"mean\":249.5}");
        assertThat(CosmosFixture.query(container, "SELECT VALUE COUNT(1) FROM c"))
                .containsExactly("{\"_value\":500}");
        assertThat(CosmosFixture.query(container, "SELECT VALUE MAX(c.n) FROM c"))
                .containsExactly("{\"_value\":499}");
        assertThat(CosmosFixture.query(container, "SELECT VALUE AVG(c.n) FROM c"))
                .containsExactly("{\"_value\":249.5}");
    }

    @Test
    void valuesThatAreNoObjectsAreWrapped() {
        assertThat(CosmosFixture.query(container, "SELECT VALUE c.price FROM c WHERE c.n = 3"))
                .containsExactly("{\"_value\":3.50}");
        assertThat(CosmosFixture.query(container, "SELECT VALUE c.color FROM c WHERE c.n = 0"))
                .containsExactly("{\"_value\":\"red\"}");
    }

    @Test
    void valuesComeOutAsTheyWereStored() {
        List<String> values =
                List.of("1E400", "-0", "1E5", "1.10", "12345678901234567890", "{\"a\":[1E5,[-0],{\"o\":1.10}]}");
        ContainerAddress numbers = CosmosFixture.container("/id");
        CosmosFixture.insert(
                numbers,
                IntStream.range(0, values.size())
                        .mapToObj(i -> "{\"id\":\"" + i + "\",\"v\":" + values.get(i) + "}")
                        .toList());

        assertThat(CosmosFixture.query(numbers, "SELECT VALUE c.v FROM c"))
                .containsExactlyInAnyOrderElementsOf(values.stream()
                        .map(value -> value.startsWith("{") ? value : "{\"_value\":" + value + "}")
                        .toList());
        assertThat(CosmosFixture.query(numbers, "SELECT c.v FROM c"))
                .containsExactlyInAnyOrderElementsOf(
                        values.stream().map(value -> "{\"v\":" + value + "}").toList());
    }

    @Test
    void pageSizeIsWhatTheServiceIsAskedFor() {
        for (String query : List.of("SELECT * FROM c", "SELECT * FROM c ORDER BY c.n")) {
            long before = pages();
            CosmosSourceSettings settings =
                    new CosmosSourceSettings(Optional.of(query), OptionalInt.of(20), List.of(), true, Optional.empty());

            assertThat(CosmosFixture.read(container, settings)).hasSize(500);

            assertThat(pages() - before).as(query).isBetween(25L, 40L);
        }
    }

    private static long pages() {
        return SharedEmulator.instance()
                .statistics()
                .container(container.database(), container.container())
                .pages();
    }

    @Test
    void metricsSayWhatWasReadAndCharged() {
        for (String query : List.of("SELECT c.n FROM c", "SELECT c.n FROM c ORDER BY c.n")) {
            try (CosmosSource source = new CosmosSource(container, CosmosFixture.querying(query), List.of())) {
                List<String> read =
                        source.read(SharedSpark.session()).as(Encoders.STRING()).collectAsList();

                assertThat(source.metrics().rows()).hasValue(500L);
                assertThat(source.metrics().bytes())
                        .hasValue(read.stream().mapToLong(String::length).sum());
                assertThat(source.metrics().requests().orElseThrow().throttled())
                        .isEqualTo(0L);
                assertThat(source.metrics().requests().orElseThrow().charge()).isPositive();
            }
        }
    }

    @Test
    void wrongQueriesAreExplained() {
        for (String query : List.of("SELEC * FROM c", "SELECT * FROM c WHERE ORDER BY c.n")) {
            Throwable thrown = catchThrowable(() -> CosmosFixture.query(container, query));

            JobException failure = ServiceFaults.ours(thrown).orElseThrow(() -> new AssertionError(thrown));
            assertThat(failure.code()).isEqualTo(ErrorCode.CosmosQueryInvalid);
            assertThat(failure)
                    .hasMessageStartingWith("Reading container 'items' of database")
                    .hasMessageContaining("the service refuses the request");
        }
    }
}
