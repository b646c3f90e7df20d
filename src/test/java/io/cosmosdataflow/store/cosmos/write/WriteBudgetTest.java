package io.cosmosdataflow.store.cosmos.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a write costs by the second, as the service counts it. The offer allows everything: only the budget limits. */
@Timeout(180)
class WriteBudgetTest {

    private static final int STEPS_OF_A_SECOND = 10;
    private static final int WINDOW = 3 * STEPS_OF_A_SECOND;

    private static ThrowawayEmulator account;
    private static int containers;

    @BeforeAll
    static void start() {
        account = ThrowawayEmulator.start(
                EmulatorOptions.usual().withPartitions(3).withThrottling(false));
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    private static ContainerAddress container() {
        String name = "c" + ++containers;
        account.emulator().createContainer("db", name, "/pk");
        return new ContainerAddress(EmulatorAccount.of(account.emulator()), "db", name);
    }

    private static TaskOutcome insert(ContainerAddress to, int documents, int bytes, WriteLimits limits) {
        String text = "x".repeat(bytes);
        List<String> texts = IntStream.range(0, documents)
                .mapToObj(i -> "{\"id\":\"d" + i + "\",\"pk\":\"p" + i % 31 + "\",\"text\":\"" + text + "\"}")
                .toList();
        Dataset<Row> rows = SharedSpark.session()
                .createDataset(texts, Encoders.STRING())
                .toDF("text")
                .repartition(4)
                .select(
                        lit(RowOperation.INSERT.name()).as(WriteRows.OPERATION),
                        col("text").as(WriteRows.DOCUMENT));
        return new DocumentsToWrite(to, new PartitionKeyShape(List.of("/pk"), false), limits).write(rows);
    }

    private static WriteLimits limits() {
        return WriteLimits.of(10_000, Duration.ofMinutes(1));
    }

    private static double[] spent(ContainerAddress container) {
        return account.emulator().statistics().chargeTimeline(container.database(), container.container());
    }

    /** RU/s of the dearest three seconds. */
    private static double most(double[] steps) {
        return IntStream.rangeClosed(0, Math.max(0, steps.length - WINDOW))
                        .mapToDouble(from -> Arrays.stream(steps, from, Math.min(steps.length, from + WINDOW))
                                .sum())
                        .max()
                        .orElseThrow()
                / 3;
    }

    /** RU/s without the first and the last second. */
    private static double mean(double[] steps) {
        return Arrays.stream(steps, STEPS_OF_A_SECOND, steps.length - STEPS_OF_A_SECOND)
                        .average()
                        .orElseThrow()
                * STEPS_OF_A_SECOND;
    }

    @InBothModes
    /** Never more; and as much, if only the machine has the time for it, so that one of three writes has to. */
    private static void assertIsSpentAndNotExceeded(int budget, int documents) {
        double mean = 0;
        for (int write = 0; write < 3 && mean < 0.8 * budget; write++) {
            ContainerAddress container = container();

            TaskOutcome outcome = insert(container, documents, 700, limits().withBudget(budget));

            assertThat(outcome.written()).isEqualTo(documents);
            assertThat(most(spent(container))).isLessThanOrEqualTo(1.05 * budget);
            mean = mean(spent(container));
        }
        assertThat(mean).isGreaterThanOrEqualTo(0.8 * budget);
    }

    @InBothModes
    @Test
    void budgetOfAFewDocumentsASecondIsSpentAndNotExceeded() {
        assertIsSpentAndNotExceeded(400, 800);
    }

    @Test
    void budgetOfManyDocumentsASecondIsSpentInFullRequests() {
        long before = account.emulator().statistics().requests(RequestKind.BATCH);
        int containersBefore = containers;

        assertIsSpentAndNotExceeded(4_000, 6_400);

        assertThat(account.emulator().statistics().requests(RequestKind.BATCH) - before)
                .isLessThan((containers - containersBefore) * 6_400L / 2);
    }

    @Test
    void documentThatCostsMoreThanASecondOfTheBudgetIsWrittenAllTheSame() {
        ContainerAddress container = container();

        TaskOutcome outcome = insert(container, 6, 150_000, limits().withBudget(40));

        double[] steps = spent(container);
        double dearest = Arrays.stream(steps).max().orElseThrow();
        assertThat(outcome.written()).isEqualTo(6);
        assertThat(dearest).isGreaterThan(40);
        double seconds = (double) (steps.length - 1) / STEPS_OF_A_SECOND;
        assertThat((outcome.requests().charge() - dearest) / seconds).isBetween(0.8 * 40, 1.05 * 40);
    }

    @Test
    @InBothModes
    void operationsThatAreSentAgainKeepToTheBudget() {
        ContainerAddress container = container();
        account.emulator()
                .faults()
                .on(FaultRule.of(0.2, 3, Fault.RESET_AFTER, Fault.UNAVAILABLE).on(RequestKind.BATCH));
        try {
            TaskOutcome outcome = insert(container, 400, 700, limits().withBudget(400));

            assertThat(outcome.written()).isEqualTo(400);
            assertThat(outcome.requests().retried()).isPositive();
            assertThat(most(spent(container))).isLessThanOrEqualTo(1.05 * 400);
        } finally {
            account.emulator().faults().off();
        }
    }

    @Test
    void writeWithoutABudgetSpendsWhatItCan() {
        ContainerAddress container = container();

        insert(container, 800, 700, limits());

        assertThat(most(spent(container))).isGreaterThan(2 * 400);
    }
}
