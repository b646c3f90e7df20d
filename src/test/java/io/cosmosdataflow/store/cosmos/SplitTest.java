package io.cosmosdataflow.store.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A physical partition that is split while it is read, and before a change feed goes on: each document once, or the
 * read says that it has failed.
 *
 * <p>Source of what a split is: the partition is gone (410, sub-status 1002), its two halves name it as their parent, and
 * go on with its positions (PartitionKeyRange, InMemoryCollectionRoutingMap and FeedRangeCompositeContinuationImpl of
 * SDK 4.32).
 */
@InBothModes
class SplitTest {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final int DOCUMENTS = 120;

    private final ContainerAddress container = CosmosFixture.container("/id");

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 3", "3, 2"})
    void allDocumentsComeOnceOrTheReadFails(int splits, int before) {
        insert(0, DOCUMENTS);

        splitting(RequestKind.QUERY, splits, before);

        onceOrFailed(() -> CosmosFixture.read(container, source(Optional.empty())), ids(0, DOCUMENTS));
        SharedEmulator.instance().faults().off();
        assertThat(found(CosmosFixture.read(container))).containsExactlyInAnyOrderElementsOf(ids(0, DOCUMENTS));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1"})
    void aQueryGivesItsDocumentsOnceOrFails(int splits, int before) {
        insert(0, DOCUMENTS);

        splitting(RequestKind.QUERY, splits, before);

        onceOrFailed(
                () -> CosmosFixture.read(container, source(Optional.of("SELECT * FROM c WHERE c.n < 90"))), ids(0, 90));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 3", "3, 2", "6, 0"})
    void aChangeFeedGivesEachChangeOnce(int splits, int before) {
        ChangeFeed feed = feed();
        String from = feed.now();
        insert(0, DOCUMENTS);
        String to = feed.now();

        splitting(RequestKind.CHANGE_FEED, splits, before);

        assertThat(changes(feed, from, to)).containsExactlyInAnyOrderElementsOf(ids(0, DOCUMENTS));
        assertThat(SharedEmulator.instance().faults().count()).isPositive();
    }

    /** A first run reads parts of partitions, in several tasks. */
    @ParameterizedTest
    @CsvSource({"2, 7", "6, 0"})
    void aFirstRunGivesEachDocumentOnce(int splits, int before) {
        ChangeFeed feed = feed();
        insert(0, DOCUMENTS);
        String to = feed.now();

        splitting(RequestKind.CHANGE_FEED, splits, before);

        assertThat(changes(feed, feed.beginning(), to)).containsExactlyInAnyOrderElementsOf(ids(0, DOCUMENTS));
    }

    @Test
    void aMarkOfBeforeTheSplitIsGoodAfterIt() {
        ChangeFeed feed = feed();
        String beginning = feed.beginning();
        insert(0, 40);
        String before = feed.now();
        split();
        insert(40, 80);
        String between = feed.now();
        split();
        insert(80, DOCUMENTS);
        String after = feed.now();

        assertThat(changes(feed, beginning, before)).containsExactlyInAnyOrderElementsOf(ids(0, 40));
        assertThat(changes(feed, before, between)).containsExactlyInAnyOrderElementsOf(ids(40, 80));
        assertThat(changes(feed, before, after)).containsExactlyInAnyOrderElementsOf(ids(40, DOCUMENTS));
        assertThat(changes(feed, between, after)).containsExactlyInAnyOrderElementsOf(ids(80, DOCUMENTS));
        assertThat(changes(feed, beginning, after)).containsExactlyInAnyOrderElementsOf(ids(0, DOCUMENTS));
        assertThat(ChangeFeed.same(after, feed.now())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void documentsAreWrittenOnce(int before) {
        splitting(RequestKind.BATCH, 2, before);

        insert(0, DOCUMENTS);

        assertThat(found(CosmosFixture.read(container))).containsExactlyInAnyOrderElementsOf(ids(0, DOCUMENTS));
    }

    private static void splitting(RequestKind kind, int splits, int before) {
        SharedEmulator.instance()
                .faults()
                .on(FaultRule.of(1, 1, Fault.REAL_SPLIT).on(kind).after(before).atMost(splits));
    }

    private void split() {
        SharedEmulator.instance().splitPartitions(container.database(), container.container());
    }

    private ChangeFeed feed() {
        SharedSpark.session();
        return new ChangeFeed(container, OptionalInt.of(7));
    }

    private static CosmosSourceSettings source(Optional<String> query) {
        return new CosmosSourceSettings(query, OptionalInt.of(7), List.of(), true, Optional.empty());
    }

    private void insert(int first, int end) {
        CosmosFixture.insert(
                container,
                IntStream.range(first, end)
                        .mapToObj(n -> "{\"id\":\"" + n + "\",\"n\":" + n + "}")
                        .toList());
    }

    private static void onceOrFailed(Supplier<List<String>> read, List<String> expected) {
        List<String> documents = new ArrayList<>();
        try {
            documents.addAll(read.get());
        } catch (Exception e) {
            assertThat(ServiceFaults.ours(e)).hasValueSatisfying(failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.CosmosReadFailed);
                assertThat(failure).hasMessageContaining("has split a physical partition");
            });
            return;
        }
        assertThat(found(documents)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> changes(ChangeFeed feed, String from, String to) {
        ReadMeter meter = new ReadMeter(SharedSpark.session().sparkContext());
        try {
            return found(feed.between(SharedSpark.session(), from, to, meter)
                    .as(Encoders.STRING())
                    .collectAsList());
        } finally {
            meter.ended();
        }
    }

    private static List<String> ids(int first, int end) {
        return IntStream.range(first, end).mapToObj(String::valueOf).toList();
    }

    private static List<String> found(List<String> documents) {
        return documents.stream()
                .map(document -> {
                    Matcher id = ID.matcher(document);
                    assertThat(id.find()).isTrue();
                    return id.group(1);
                })
                .toList();
    }
}
