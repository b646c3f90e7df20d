package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which region is asked for documents, by the connector and by the SDK's merged queries. */
@InBothModes
class PreferredRegionsTest {

    private static final List<String> DOCUMENTS =
            List.of("{\"id\":\"1\",\"pk\":\"a\",\"n\":1}", "{\"id\":\"2\",\"pk\":\"b\",\"n\":2}");
    private static final List<String> REGIONS = List.of("West US", "East US", "North Europe");
    private static final String MERGED = "SELECT c.n FROM c ORDER BY c.n DESC";

    private static ThrowawayEmulator account;
    private static ContainerAddress container;

    @BeforeAll
    static void start() {
        account = ThrowawayEmulator.start(EmulatorOptions.usual()
                .withPartitions(2)
                .withThrottling(false)
                .withRegions(REGIONS.toArray(String[]::new)));
        account.emulator().createContainer("db", "items", "/pk");
        container = new ContainerAddress(EmulatorAccount.of(account.emulator()), "db", "items");
        CosmosFixture.insert(container, DOCUMENTS);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    private static CosmosSourceSettings settings(String query, String... regions) {
        return new CosmosSourceSettings(
                Optional.ofNullable(query), OptionalInt.empty(), List.of(regions), true, Optional.empty());
    }

    /**
     * Pages of documents that each region was asked for while the container is read. The connector looks at change
     * feeds too, to plan, and does so again later in the background.
     */
    private static Map<String, Long> asked(CosmosSourceSettings settings, List<String> expected) {
        Map<String, Long> before = pagesWhenAllIsQuiet();
        assertThat(CosmosFixture.read(container, settings)).containsExactlyInAnyOrderElementsOf(expected);
        Map<String, Long> asked = new TreeMap<>();
        pages().forEach((region, pages) -> asked.put(region, pages - before.get(region)));
        return asked;
    }

    private static Map<String, Long> pages() {
        Map<String, Long> pages = new TreeMap<>();
        REGIONS.forEach(region -> pages.put(
                region,
                List.of(RequestKind.QUERY, RequestKind.READ_FEED).stream()
                        .mapToLong(kind -> account.emulator().statistics().requests(region, kind))
                        .sum()));
        return pages;
    }

    /** A read that has ended may have asked for pages ahead, which come to the account later. */
    private static Map<String, Long> pagesWhenAllIsQuiet() {
        Map<String, Long> last = pages();
        while (true) {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            Map<String, Long> now = pages();
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
    }

    private static void assertOnly(String region, Map<String, Long> asked) {
        assertThat(asked).allSatisfy((name, pages) -> {
            if (name.equals(region)) {
                assertThat(pages).isPositive();
            } else {
                assertThat(pages).isZero();
            }
        });
    }

    @Test
    void partitionedReadsAskThePreferredRegion() {
        assertOnly("North Europe", asked(settings(null, "North Europe", "East US"), DOCUMENTS));
    }

    @Test
    void mergedQueriesAskThePreferredRegion() {
        assertOnly("East US", asked(settings(MERGED, "East US"), List.of("{\"n\":2}", "{\"n\":1}")));
    }

    @Test
    void regionThatTheAccountDoesNotHaveIsPassedOver() {
        assertOnly("East US", asked(settings(null, "Mars Central", "East US"), DOCUMENTS));
    }

    @Test
    void withoutAPreferenceTheFirstRegionIsAsked() {
        assertOnly("West US", asked(settings(null), DOCUMENTS));
        assertOnly("West US", asked(settings(MERGED), List.of("{\"n\":2}", "{\"n\":1}")));
    }

    @Test
    void regionsAreLookedForOnlyWhereTheyMatter() {
        CosmosAccount loopback = CosmosAccount.of(
                account.emulator().endpoint(), Secret.of(account.emulator().key()));

        assertThat(loopback.discoversRegions()).isFalse();
        assertThat(loopback.withPreferredRegions(List.of("East US")).discoversRegions())
                .isTrue();
    }
}
