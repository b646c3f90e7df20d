package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A value comes out of a query that the SDK merges as it stands in its document: the expected texts are those that
 * were stored. Runs on the SDK of connector 4.11.1 and on the newest.
 */
@InBothModes
class MergedValuesTest {

    private static final List<String> NUMBERS = List.of(
            "1E400",
            "-1E400",
            "-0",
            "-0.0",
            "1E5",
            "1.10",
            "5.0",
            "12345678901234567890",
            "9007199254740993",
            "2147483648",
            "-7",
            "1e-7",
            "0.30000000000000004",
            "123456789.123456789123456789");

    private static final List<String> SCALARS =
            Stream.concat(NUMBERS.stream(), Stream.of("\"1.10\"", "true")).toList();

    private static final List<String> NESTED = Stream.of(
                    "[%s]", "[[%s],\"a\"]", "{\"o\":%s}", "{\"o\":[%s,{\"p\":%s}]}", "[{\"q\":%s},%s]")
            .flatMap(nesting -> NUMBERS.stream().map(number -> nesting.replace("%s", number)))
            .toList();

    private static final List<String> VALUES =
            Stream.concat(SCALARS.stream(), NESTED.stream()).toList();

    private static ContainerAddress container;

    @BeforeAll
    static void fill() {
        container = CosmosFixture.container("/pk");
        SharedEmulator.instance()
                .seed(
                        container.database(),
                        container.container(),
                        "/pk",
                        IntStream.range(0, VALUES.size())
                                .mapToObj(MergedValuesTest::document)
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .iterator());
    }

    private static String document(int k) {
        return "{\"id\":\"i" + k + "\",\"pk\":\"p" + k % 17 + "\",\"k\":" + k + ",\"v\":" + VALUES.get(k) + "}";
    }

    private static List<String> members(List<String> values) {
        return values.stream().map(value -> "{\"v\":" + value + "}").toList();
    }

    private static List<String> wrapped(List<String> values) {
        return values.stream()
                .map(value -> value.startsWith("{") ? value : "{\"_value\":" + value + "}")
                .toList();
    }

    @Test
    void documents() {
        assertThat(CosmosFixture.query(container, "SELECT * FROM c ORDER BY c.k"))
                .containsExactlyElementsOf(IntStream.range(0, VALUES.size())
                        .mapToObj(MergedValuesTest::document)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT c.v FROM c ORDER BY c.k", "SELECT c.v FROM c ORDER BY c.k OFFSET 0 LIMIT 1000"})
    void members(String query) {
        assertThat(CosmosFixture.query(container, query)).containsExactlyElementsOf(members(VALUES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT VALUE c.v FROM c ORDER BY c.k",
                "SELECT TOP 1000 VALUE c.v FROM c ORDER BY c.k",
                "SELECT VALUE c.v FROM c ORDER BY c.k OFFSET 0 LIMIT 1000"
            })
    void values(String query) {
        assertThat(CosmosFixture.query(container, query)).containsExactlyElementsOf(wrapped(VALUES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT DISTINCT VALUE c.v FROM c", "SELECT TOP 1000 VALUE c.v FROM c"})
    void valuesInAnyOrder(String query) {
        assertThat(CosmosFixture.query(container, query)).containsExactlyInAnyOrderElementsOf(wrapped(VALUES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT DISTINCT c.v FROM c", "SELECT c.v FROM c OFFSET 0 LIMIT 1000"})
    void membersInAnyOrder(String query) {
        assertThat(CosmosFixture.query(container, query)).containsExactlyInAnyOrderElementsOf(members(VALUES));
    }

    /** The SDK groups and compares numbers as doubles; so these are the doubles, a whole one without a fraction. */
    private static String merged(String number) {
        return switch (number) {
            case "-0" -> "0";
            case "-0.0" -> "-0";
            case "1E5" -> "100000";
            case "1.10" -> "1.1";
            case "5.0" -> "5";
            case "1e-7" -> "1.0E-7";
            case "123456789.123456789123456789" -> "1.2345678912345679E8";
            default -> number;
        };
    }

    @Test
    void keysOfGroups() {
        List<String> distinct = SCALARS.stream()
                .filter(value -> !List.of("-0", "-0.0").contains(value))
                .toList();
        String query = "SELECT c.v, COUNT(1) AS n FROM c WHERE c.k < " + SCALARS.size() + " AND c.v != 0 GROUP BY c.v";

        assertThat(CosmosFixture.query(container, query))
                .containsExactlyInAnyOrderElementsOf(distinct.stream()
                        .map(MergedValuesTest::merged)
                        .map(value -> value.equals("12345678901234567890") ? "1.2345678901234567E19" : value)
                        .map(value -> "{\"v\":" + value + ",\"n\":1}")
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIN", "MAX"})
    void extremesOfGroups(String function) {
        String query = "SELECT c.k, " + function + "(c.v) AS v FROM c WHERE c.k < " + NUMBERS.size() + " GROUP BY c.k";

        assertThat(CosmosFixture.query(container, query))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, NUMBERS.size())
                        .mapToObj(k -> "{\"k\":" + k + ",\"v\":" + merged(NUMBERS.get(k)) + "}")
                        .toList());
    }

    @Test
    void extremes() {
        List<Integer> some = List.of(0, 1, 3, 4, 5, 7, 13);

        List<String> found = some.stream()
                .map(k -> "SELECT VALUE MAX(c.v) FROM c WHERE c.k = " + k)
                .flatMap(query -> CosmosFixture.query(container, query).stream())
                .toList();

        assertThat(found)
                .containsExactlyElementsOf(wrapped(some.stream()
                        .map(NUMBERS::get)
                        .map(MergedValuesTest::merged)
                        .toList()));
    }
}
