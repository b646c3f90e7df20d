package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.Seed;
import io.cosmosdataflow.testing.SharedEmulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A view that is kept current by its change feed is the one that is made of the whole source, whatever happened in
 * between. {@code -Dfeed.seed=N} repeats a run of the test.
 */
class RandomChangesTest {

    private static final int RUNS = 10;
    private static final int OPERATIONS = 200;
    private static final int CUSTOMERS = 9;

    /**
     * Orders go to {@code out} one by one. Customers whose orders changed are counted again over all of their orders,
     * which an ordinary source next to the change feed brings, and go to {@code customers}.
     */
    private static final String VIEW = FeedRuns.source("In", FeedRuns.FROM_THE_BEGINNING)
            + "source(output(id as string, pk as string, qty as integer, deleted as boolean), allowSchemaDrift: false,"
            + " format: 'document') ~> Orders\n"
            + FeedRuns.marked("In")
            + FeedRuns.sink("Marked", "Out", ", saveOrder: 1")
            + "In aggregate(groupBy(pk), changes = count()) ~> Touched\n"
            + "Touched, Orders join(Touched@pk == Orders@pk, joinType: 'inner') ~> All\n"
            + "All select(mapColumn(pk = Touched@pk, qty, deleted)) ~> Theirs\n"
            + "Theirs aggregate(groupBy(pk), orders = countIf(!deleted), qty = sumIf(!deleted, qty)) ~> Sums\n"
            + "Sums derive(id = pk) ~> Named\n"
            + "Named alterRow(deleteIf(orders == 0), upsertIf(true())) ~> Kept\n"
            + FeedRuns.sink("Kept", "Customers", ", saveOrder: 2");

    @TempDir
    Path directory;

    private final Map<String, String> orders = new TreeMap<>();
    private final List<String> alive = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();
    private final long seed = Seed.of("feed");
    private final Random random = new Random(seed);
    private final Map<String, Integer> done = new TreeMap<>();

    @Test
    void theViewIsTheOneMadeFromScratchAfterEachRun() {
        FeedRuns feed = FeedRuns.in(directory, FeedRuns.FROM_THE_BEGINNING);
        feed.files().container("Customers", "customers");
        Items customers = feed.items("customers");
        feed.flow(Map.of("In", "In", "Orders", "In"), Map.of("Out", "Out", "Customers", "Customers"), VIEW);
        EmbeddedCosmos emulator = SharedEmulator.instance();
        long faults = 0;
        int left = OPERATIONS;
        for (int run = 1; run <= RUNS; run++) {
            int portion = run == RUNS ? left : random.nextInt(Math.min(left, 2 * OPERATIONS / RUNS) + 1);
            left -= portion;
            for (int i = 0; i < portion; i++) {
                feed.in().upsert(next());
            }
            if (run % 2 == 0) {
                emulator.faults()
                        .on(FaultRule.of(0.3, seed + run, Fault.THROTTLED, Fault.RESET_AFTER)
                                .on(RequestKind.BATCH, RequestKind.CHANGE_FEED, RequestKind.QUERY));
            }
            try {
                feed.run();
            } finally {
                faults += run % 2 == 0 ? emulator.faults().count() : 0;
                emulator.faults().off();
            }
            String said = "run " + run + " of seed " + seed + ", after " + done;
            assertThat(feed.out().all()).as(said).isEqualTo(FeedRuns.living(feed.in()));
            assertThat(customers.all()).as(said).isEqualTo(customers(feed.in()));
        }
        assertThat(feed.in().all()).as("the test knows what it did").isEqualTo(expected());
        assertThat(faults).as("faults of seed " + seed).isPositive();
    }

    /** A document as the next operation writes it. */
    private String next() {
        int kind = random.nextInt(10);
        String id;
        boolean deleted = false;
        if (kind < 4 || alive.isEmpty() && dead.isEmpty()) {
            count("insert");
            id = "order-" + orders.size();
            alive.add(id);
        } else if (kind < 6 && !dead.isEmpty()) {
            count("recreate");
            id = dead.remove(random.nextInt(dead.size()));
            alive.add(id);
        } else if (kind < 8 && !alive.isEmpty()) {
            count("delete");
            id = alive.remove(random.nextInt(alive.size()));
            dead.add(id);
            deleted = true;
        } else if (!alive.isEmpty()) {
            count("update");
            id = alive.get(random.nextInt(alive.size()));
        } else {
            count("touch a deleted one");
            id = dead.get(random.nextInt(dead.size()));
            deleted = true;
        }
        // an order stays with its customer, who is the partition key
        String document = "{'id': '%s', 'pk': 'customer-%d', 'qty': %d, 'deleted': %b}"
                .formatted(id, Math.floorMod(id.hashCode(), CUSTOMERS), random.nextInt(100), deleted);
        orders.put(id, document);
        return document;
    }

    private void count(String operation) {
        done.merge(operation, 1, Integer::sum);
    }

    private Map<String, JsonNode> expected() {
        Map<String, JsonNode> all = new TreeMap<>();
        orders.forEach((id, document) -> all.put(id, Items.parse(document)));
        return all;
    }

    private static Map<String, JsonNode> customers(Items source) {
        Map<String, JsonNode> customers = new TreeMap<>();
        FeedRuns.living(source).values().forEach(order -> {
            String customer = order.path("pk").asText();
            ObjectNode sum = (ObjectNode) customers.computeIfAbsent(
                    customer,
                    name -> Items.parse("{'pk': '%s', 'orders': 0, 'qty': 0, 'id': '%s'}".formatted(name, name)));
            sum.put("orders", sum.path("orders").asInt() + 1);
            sum.put("qty", sum.path("qty").asInt() + order.path("qty").asInt());
        });
        return customers;
    }
}
