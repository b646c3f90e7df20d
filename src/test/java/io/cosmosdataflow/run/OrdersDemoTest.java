package io.cosmosdataflow.run;

import static java.math.RoundingMode.HALF_UP;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.plan.expression.FlowSession;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline RefreshOrders of the demo keeps its view and its table as if they were made anew each day. */
class OrdersDemoTest {

    private static final Path DEMO = Path.of("conf/demo");
    private static final List<String> DAYS = List.of("2026-02-01", "2026-02-02", "2026-02-03");

    @TempDir
    Path directory;

    private LocalRuns runs;
    private Items view;

    @BeforeEach
    void demo() throws IOException {
        runs = LocalRuns.in(directory);
        copy(DEMO.resolve("factory"), runs.factory());
        copy(DEMO.resolve("local"), runs.local(""));
        String database = "shop-" + UUID.randomUUID();
        Path account = runs.factory().resolve("linkedService/ShopCosmosDb.json");
        Files.writeString(account, Files.readString(account).replace("Database=shop", "Database=" + database));
        view = Items.of(database, "ordersByCustomer", "customerId");
    }

    @Test
    void threeDaysGiveTheViewAndTheTableThatMakingThemAnewWouldGive() {
        for (int day = 1; day <= DAYS.size(); day++) {
            List<String> soFar = DAYS.subList(0, day);
            PipelineResult result = refresh(DAYS.get(day - 1));

            assertThat(view.all()).isEqualTo(viewOf(soFar));
            assertThat(table()).isEqualTo(tableOf(soFar));
            assertOnlyChangesWereMoved(result, DAYS.get(day - 1));
        }
    }

    /** What the comparison is worth: a run that is left out gives another view and another table. */
    @Test
    void eachDayMattersForTheViewAndTheTable() {
        for (String day : DAYS) {
            List<String> others =
                    DAYS.stream().filter(each -> !each.equals(day)).toList();

            assertThat(viewOf(others)).isNotEqualTo(viewOf(DAYS));
            assertThat(tableOf(others)).isNotEqualTo(tableOf(DAYS));
        }
    }

    private PipelineResult refresh(String day) {
        PipelineResult result = runs.run("RefreshOrders", Map.of("day", day));
        assertThat(result.failures()).isEmpty();
        return result;
    }

    private static void assertOnlyChangesWereMoved(PipelineResult result, String day) {
        List<JsonNode> orders = documents("orders", day);
        List<JsonNode> changes = Stream.concat(orders.stream(), documents("customers", day).stream())
                .toList();
        long deleted = changes.stream().filter(OrdersDemoTest::deleted).count();
        JsonNode written = output(result, "RefreshView").at("/runStatus/metrics/View");
        JsonNode loaded = output(result, "LoadLake").at("/runStatus/metrics/OrderTable");

        // An order that is cancelled on the day that it is placed was never in the view.
        long unmatched = written.path("rowsUnmatched").asLong();
        assertThat(written.path("rowsDeleted").asLong() + unmatched)
                .isEqualTo(deleted)
                .isPositive();
        assertThat(written.path("rowsUpserted").asLong()).isEqualTo(changes.size() - deleted);
        assertThat(written.at("/sources/Orders/rowsRead").asLong()).isEqualTo(orders.size());
        long neverInTheTable = day.equals(DAYS.get(0))
                ? orders.stream().filter(OrdersDemoTest::deleted).count()
                : 0;
        assertThat(loaded.path("rowsWritten").asLong()).isEqualTo(orders.size() - neverInTheTable);
    }

    private static JsonNode output(PipelineResult result, String activity) {
        return result.record().activities().stream()
                .filter(each -> each.name().equals(activity))
                .findFirst()
                .orElseThrow()
                .output();
    }

    private Map<String, List<String>> table() {
        SparkSession spark = SharedSpark.session().newSession();
        FlowSession.SETTINGS.forEach(spark.conf()::set);
        return spark
                .read()
                .format("delta")
                .load(runs.local("ShopFiles/lake/orders").toString())
                .selectExpr("orderId", "customerId", "string(placedOn)", "status", "string(pieces)", "string(total)")
                .collectAsList()
                .stream()
                .collect(toMap(
                        row -> row.getString(0),
                        row -> Stream.of(1, 2, 3, 4, 5).map(row::getString).toList(),
                        (one, other) -> List.of("twice", one.toString(), other.toString()),
                        TreeMap::new));
    }

    private static Map<String, List<String>> tableOf(List<String> days) {
        Map<String, List<String>> table = new TreeMap<>();
        latest("orders", days)
                .forEach((id, order) -> table.put(
                        id,
                        List.of(
                                order.path("customerId").asText(),
                                order.path("placed").asText().substring(0, 10),
                                order.path("status").asText(),
                                String.valueOf(pieces(order)),
                                total(order).toPlainString())));
        return table;
    }

    private static Map<String, JsonNode> viewOf(List<String> days) {
        Map<String, JsonNode> view = new TreeMap<>();
        latest("orders", days).forEach((id, order) -> view.put(id, orderInView(order)));
        latest("customers", days)
                .forEach((id, customer) -> view.put(
                        id,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("id", id)
                                .put("customerId", id)
                                .put("type", "customer")
                                .put("name", customer.path("name").asText())
                                .put("city", customer.path("city").asText())));
        return view;
    }

    private static JsonNode orderInView(JsonNode order) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("id", order.path("id").asText())
                .put("customerId", order.path("customerId").asText())
                .put("type", "order")
                .put("placed", Instant.parse(order.path("placed").asText()).toString())
                .put("status", order.path("status").asText())
                .put("pieces", pieces(order))
                .put("total", total(order).doubleValue());
        ArrayNode products = document.putArray("products");
        order.path("lines").forEach(line -> products.add(line.path("product").asText()));
        return document;
    }

    private static int pieces(JsonNode order) {
        int pieces = 0;
        for (JsonNode line : order.path("lines")) {
            pieces += line.path("quantity").asInt();
        }
        return pieces;
    }

    private static BigDecimal total(JsonNode order) {
        BigDecimal total = BigDecimal.ZERO;
        for (JsonNode line : order.path("lines")) {
            BigDecimal price = new BigDecimal(line.path("price").asText());
            total = total.add(
                    price.multiply(BigDecimal.valueOf(line.path("quantity").asInt())));
        }
        return total.setScale(2, HALF_UP);
    }

    /** The last version of each document that is not marked as deleted. */
    private static Map<String, JsonNode> latest(String kind, List<String> days) {
        Map<String, JsonNode> latest = new TreeMap<>();
        days.stream()
                .flatMap(day -> documents(kind, day).stream())
                .forEach(document -> latest.put(document.path("id").asText(), document));
        latest.values().removeIf(OrdersDemoTest::deleted);
        return latest;
    }

    private static boolean deleted(JsonNode document) {
        return document.path("deleted").asBoolean();
    }

    private static List<JsonNode> documents(String kind, String day) {
        Path file = DEMO.resolve("local/ShopFiles/import/" + kind + "/day=" + day + "/" + kind + ".json");
        try {
            return Files.readAllLines(file).stream().map(Items::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
