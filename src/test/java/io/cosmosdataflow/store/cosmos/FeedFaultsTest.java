package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.read.ChangeFeed;
import io.cosmosdataflow.store.cosmos.read.ReadMeter;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A change feed whose requests fail one by one, each in its turn, loses and doubles nothing. */
@InBothModes
class FeedFaultsTest {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final int PAGE = 5;
    private static final int PAGES = 4;

    /** Several pages of one partition, and the answer that there are no more. */
    private static final int REQUESTS = PAGES + 1;

    private static final List<String> CHANGES =
            IntStream.range(0, PAGE * PAGES).mapToObj(String::valueOf).toList();

    private static ChangeFeed feed;
    private static String from;
    private static String to;

    @BeforeAll
    static void changeDocumentsOfOnePartition() {
        SharedSpark.session();
        ContainerAddress container = CosmosFixture.container("/pk");
        feed = new ChangeFeed(container, OptionalInt.of(PAGE));
        from = feed.now();
        CosmosFixture.insert(
                container,
                CHANGES.stream()
                        .map(id -> "{\"id\":\"" + id + "\",\"pk\":\"one\"}")
                        .toList());
        to = feed.now();
    }

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    /**
     * The service answers the request behind the one that fails. With the connector's reader the pages that it had got
     * and not given were lost.
     */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FORBIDDEN", "PARTITION_KEY_FULL", "CONFLICT", "SILENT_BEFORE", "SILENT_AFTER", "LATE"},
            mode = EnumSource.Mode.EXCLUDE)
    void theRequestThatFailsDoesNotMatter(Fault fault) {
        for (int passed = 0; passed < REQUESTS; passed++) {
            faults(FaultRule.of(1, 1, fault).after(passed).atMost(1));

            assertThat(ids()).as("request " + (passed + 1) + " fails").containsExactlyInAnyOrderElementsOf(CHANGES);
            assertThat(SharedEmulator.instance().faults().count()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void manyRequestsMayFail(int seed) {
        faults(FaultRule.of(0.5, seed, Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.RETRY_WITH, Fault.SPLIT));

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(CHANGES);
        assertThat(SharedEmulator.instance().faults().count()).isPositive();
    }

    @Test
    void whatDoesNotPassEndsTheRead() {
        faults(FaultRule.of(1, 1, Fault.FORBIDDEN).after(PAGES - 1));

        assertThatThrownBy(this::ids).satisfies(thrown -> assertThat(ServiceFaults.ours(thrown))
                .hasValueSatisfying(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CosmosUnauthorized)));
    }

    private static void faults(FaultRule rule) {
        SharedEmulator.instance().faults().on(rule.on(RequestKind.CHANGE_FEED));
    }

    private List<String> ids() {
        ReadMeter meter = new ReadMeter(SharedSpark.session().sparkContext());
        try {
            return feed.between(SharedSpark.session(), from, to, meter).as(Encoders.STRING()).collectAsList().stream()
                    .map(FeedFaultsTest::id)
                    .toList();
        } finally {
            meter.ended();
        }
    }

    private static String id(String document) {
        Matcher found = ID.matcher(document);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
