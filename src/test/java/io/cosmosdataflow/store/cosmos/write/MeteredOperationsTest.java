package io.cosmosdataflow.store.cosmos.write;

import static io.cosmosdataflow.store.RowOperation.DELETE;
import static io.cosmosdataflow.store.RowOperation.INSERT;
import static io.cosmosdataflow.store.RowOperation.UPDATE;
import static io.cosmosdataflow.store.RowOperation.UPSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.ThrowawayEmulator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Whatever a write does with documents, a container that meters refuses hardly any of it: at most 3 of 100, by its own
 * count. The connector alone has 50 to 300 of 100 refused
 * (docs/performance.md, containers with too little throughput).
 */
@InBothModes
class MeteredOperationsTest {

    private static final int DOCUMENTS = 500;
    private static final int MOST_REFUSED = DOCUMENTS * 3 / 100;

    private static String document(int n, int version) {
        return "{\"id\":\"d%d\",\"pk\":\"p%d\",\"v\":%d,\"text\":\"%s\"}".formatted(n, n, version, "x".repeat(850));
    }

    private static List<Row> rows(IntFunction<RowOperation> operation, int version) {
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(n -> WriteFixture.row(operation.apply(n), document(n, version)))
                .toList();
    }

    @Test
    void everyKindOfOperationKeepsToTheRate() {
        try (ThrowawayEmulator limited = ThrowawayEmulator.start(
                EmulatorOptions.usual().withPartitions(2).withThrottling(true))) {
            ContainerAddress container = new ContainerAddress(EmulatorAccount.of(limited.emulator()), "db", "items");
            try (CosmosContainers containers = CosmosContainers.of(container.account())) {
                containers.createIfMissing("db", "items", "/pk", OptionalInt.of(2_000));
            }
            long before = 0;
            for (List<Row> each : List.of(
                    rows(n -> INSERT, 1),
                    rows(n -> UPSERT, 2),
                    rows(n -> UPDATE, 3),
                    rows(n -> n % 2 == 0 ? DELETE : n % 4 == 1 ? UPSERT : UPDATE, 4),
                    rows(n -> n % 2 == 0 ? INSERT : DELETE, 5))) {
                TaskOutcome outcome = WriteFixture.to(container).write(WriteFixture.rows(each));

                long refused =
                        limited.emulator().statistics().container("db", "items").throttled();
                assertThat(outcome.written()).isEqualTo(DOCUMENTS);
                assertThat(outcome.requests().throttled()).isEqualTo(refused - before);
                assertThat(refused - before).as(each.get(1).toString()).isLessThanOrEqualTo(MOST_REFUSED);
                before = refused;
            }
            assertThat(WriteFixture.read(container)).hasSize(DOCUMENTS / 2);
        }
    }
}
