package io.cosmosdataflow.store.cosmos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@org.junit.jupiter.api.Timeout(120)
class RetryTest {

    private static final int MANY = 5_000;
    /** The connector waits for seconds after each. */
    private static final int FAULTS_OF_A_READ = 5;
    /** The upper bits of a monotonically increasing id are the partition. */
    private static final long ROW_IN_PARTITION = (1L << 33) - 1;

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    private static void faults(FaultRule rule) {
        SharedEmulator.instance().faults().on(rule);
    }

    private static List<String> documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"d" + i + "\",\"pk\":\"p" + i % 31 + "\",\"n\":" + i + ".10}")
                .toList();
    }

    /** The same rows, but the first attempt of each task dies after {@code after} of them have been handed on. */
    private static Dataset<Row> dyingOnce(Dataset<Row> rows, long after) {
        UDF2<String, Long, String> dying = (text, row) -> {
            if (TaskContext.get().attemptNumber() == 0 && (row & ROW_IN_PARTITION) >= after) {
                throw new IllegalStateException("killed by the test");
            }
            return text;
        };
        // Spark would evaluate the projection of local rows while it plans.
        return rows.repartition(2)
                .select(udf(dying, DataTypes.StringType)
                        .apply(col(Columns.DOCUMENT), monotonically_increasing_id())
                        .as(Columns.DOCUMENT));
    }

    @Test
    @InBothModes
    void everyInsertArrivesOnceThroughFaultsAndAKilledTask() {
        ContainerAddress container = CosmosFixture.container("/pk");
        faults(FaultRule.of(
                        0.3,
                        42,
                        Fault.THROTTLED,
                        Fault.RETRY_WITH,
                        Fault.UNAVAILABLE,
                        Fault.RESET_BEFORE,
                        Fault.RESET_AFTER)
                .on(RequestKind.BATCH));

        StoreMetrics output = CosmosFixture.write(
                container, CosmosSinkSettings.defaults(), dyingOnce(CosmosFixture.documents(documents(MANY)), 1_500));

        SharedEmulator.instance().faults().off();
        assertThat(output.rows()).hasValue((long) MANY);
        assertThat(output.requests().orElseThrow().throttled()).isPositive();
        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(documents(MANY));
    }

    @InBothModes
    @Test
    void operationsThatFailOneByOneAreRepeatedOneByOne() {
        ContainerAddress container = CosmosFixture.container("/pk");
        faults(FaultRule.of(0.3, 7, Fault.THROTTLED, Fault.RETRY_WITH, Fault.TIMED_OUT, Fault.GONE, Fault.UNAVAILABLE)
                .on(RequestKind.BATCH)
                .inEachOperation());

        assertThat(CosmosFixture.insert(container, documents(500)).rows()).hasValue(500L);

        SharedEmulator.instance().faults().off();
        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(documents(500));
    }

    @InBothModes
    @Test
    void generatedIdsAreTheSameWhenATaskRunsAgain() {
        ContainerAddress container = CosmosFixture.container("/id");
        List<String> withoutIds =
                IntStream.range(0, 900).mapToObj(i -> "{\"n\":" + i + "}").toList();

        CosmosFixture.write(
                container,
                new CosmosSinkSettings(WriteBehavior.INSERT, 50, false, Duration.ofMinutes(1), Optional.empty()),
                dyingOnce(CosmosFixture.documents(withoutIds), 300));

        assertThat(CosmosFixture.read(container).stream().map(text -> text.replaceAll("\"id\":\"[^\"]+\",", "")))
                .containsExactlyInAnyOrderElementsOf(withoutIds);
    }

    @InBothModes
    @Test
    void documentThatAnotherWroteIsAConflictEvenAfterARetry() {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(container, List.of("{\"id\":\"d1\",\"pk\":\"p1\",\"n\":0}"));
        faults(FaultRule.of(1, 1, Fault.UNAVAILABLE).on(RequestKind.BATCH).atMost(2));

        JobException failure =
                catchThrowableOfType(JobException.class, () -> CosmosFixture.insert(container, documents(3)));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosConflict);
        assertThat(failure)
                .hasMessageContaining("1 document was not written")
                .hasMessageContaining("2 written")
                .hasMessageContaining("'d1'");
    }

    @InBothModes
    @Test
    void whatNeverSucceedsIsReportedByDocument() {
        ContainerAddress container = CosmosFixture.container("/pk");
        faults(FaultRule.of(1, 1, Fault.UNAVAILABLE).on(RequestKind.BATCH));
        CosmosSinkSettings impatient =
                new CosmosSinkSettings(WriteBehavior.INSERT, 100, false, Duration.ZERO, Optional.empty());

        JobException failure = catchThrowableOfType(
                JobException.class,
                () -> CosmosFixture.write(container, impatient, CosmosFixture.documents(documents(3))));

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosWriteFailed);
        assertThat(failure)
                .hasMessageStartingWith("3 documents were not written")
                .hasMessageContaining("'d0', 'd1', 'd2' (status 503")
                .hasMessageContaining("after 1 attempt)");
    }

    @Test
    void smallBatchesAreNotSlow() {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosSinkSettings small =
                new CosmosSinkSettings(WriteBehavior.INSERT, 5, true, Duration.ofMinutes(1), Optional.empty());
        long start = System.nanoTime();

        assertThat(CosmosFixture.write(container, small, CosmosFixture.documents(documents(300))))
                .isEqualTo(StoreMetrics.ofRows(300)
                        .withBytes(documents(300).stream()
                                .mapToLong(String::length)
                                .sum()));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(CosmosFixture.read(container)).hasSize(300);
    }

    @InBothModes
    @Test
    void aContainerWithLittleThroughputIsFilledWithHardlyARefusal() {
        try (ThrowawayEmulator limited = ThrowawayEmulator.start(
                EmulatorOptions.usual().withPartitions(1).withThrottling(true))) {
            ContainerAddress container = new ContainerAddress(EmulatorAccount.of(limited.emulator()), "db", "items");
            try (CosmosContainers containers = CosmosContainers.of(container.account())) {
                containers.createIfMissing("db", "items", "/pk", OptionalInt.of(1_000));
            }

            StoreMetrics output = CosmosFixture.insert(container, documents(600));

            assertThat(output.rows()).hasValue(600L);
            assertThat(output.requests().orElseThrow().charge()).isGreaterThan(2_000);
            assertThat(limited.emulator().statistics().container("db", "items").throttled())
                    .isLessThanOrEqualTo(600 * 3 / 100);
            assertThat(CosmosFixture.read(container)).hasSize(600);
        }
    }

    /**
     * The SDK goes on with whole partitions after a split; tasks that read parts of them would give the rest twice.
     * Whether all come once or the read fails depends on the tasks that meet the fault.
     */
    @DisabledIfSystemProperty(named = "connector.for.linking.only", matches = "true")
    @InBothModes
    @ParameterizedTest
    @ValueSource(longs = {1, 2, Long.MAX_VALUE})
    void aSplitDoublesNothing(long splits) {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(container, documents(MANY));
        faults(FaultRule.of(splits < Long.MAX_VALUE ? 1 : 0.3, 11, Fault.SPLIT)
                .on(RequestKind.QUERY)
                .atMost(splits));
        CosmosSourceSettings smallPages =
                new CosmosSourceSettings(Optional.empty(), OptionalInt.of(50), List.of(), true, Optional.empty());

        try {
            assertThat(CosmosFixture.read(container, smallPages)).containsExactlyInAnyOrderElementsOf(documents(MANY));
        } catch (Exception e) {
            assertThat(ServiceFaults.ours(e)).hasValueSatisfying(failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.CosmosReadFailed);
                assertThat(failure).hasMessageContaining("has split a physical partition");
            });
        }
    }

    @DisabledIfSystemProperty(named = "connector.for.linking.only", matches = "true")
    @InBothModes
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"THROTTLED", "RETRY_WITH", "UNAVAILABLE", "TIMED_OUT", "GONE", "RESET_AFTER"})
    void readsRideOutWhatPasses(Fault fault) {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(container, documents(300));
        faults(FaultRule.of(0.4, 5, fault)
                .on(RequestKind.QUERY, RequestKind.READ_FEED)
                .atMost(FAULTS_OF_A_READ));
        CosmosSourceSettings smallPages =
                new CosmosSourceSettings(Optional.empty(), OptionalInt.of(20), List.of(), true, Optional.empty());

        assertThat(CosmosFixture.read(container, smallPages)).containsExactlyInAnyOrderElementsOf(documents(300));
        assertThat(SharedEmulator.instance().faults().count()).isPositive();
    }

    @InBothModes
    @Test
    void readsAreRepeatedToo() {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(container, documents(300));
        faults(FaultRule.of(0.3, 5, Fault.THROTTLED, Fault.RESET_BEFORE)
                .on(RequestKind.QUERY)
                .atMost(FAULTS_OF_A_READ));

        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(documents(300));
    }
}
