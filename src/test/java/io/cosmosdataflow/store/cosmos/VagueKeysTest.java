package io.cosmosdataflow.store.cosmos;

import static io.cosmosdataflow.store.RowOperation.DELETE;
import static io.cosmosdataflow.store.RowOperation.UPDATE;
import static io.cosmosdataflow.store.RowOperation.UPSERT;
import static io.cosmosdataflow.store.cosmos.WriteFixture.row;
import static io.cosmosdataflow.store.cosmos.WriteFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows of columns do not tell a partition key that is null from one that is missing; to the service these are two keys.
 * Source: Microsoft Learn, Azure Cosmos DB, partitioning-overview; PartitionKey.NULL and PartitionKey.NONE of the SDK.
 */
@InBothModes
class VagueKeysTest {

    private static final String NULL = "{\"id\":\"%s\",\"pk\":null,\"v\":%s}";
    private static final String MISSING = "{\"id\":\"%s\",\"v\":%s}";

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    private static TaskOutcome write(ContainerAddress to, Row... rows) {
        return WriteFixture.to(to).ofColumns().write(rows(rows));
    }

    /** Whatever form the row has: {@code ignoreNullValues} decides on that, not the document. */
    @ParameterizedTest
    @ValueSource(strings = {NULL, MISSING})
    void theDocumentThatIsThereIsMeant(String form) {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(
                container,
                Stream.of(NULL, MISSING)
                        .flatMap(stored -> Stream.of("updated", "upserted", "deleted")
                                .map(id -> stored.formatted(id + (stored.equals(NULL) ? "N" : "M"), "1.10")))
                        .toList());

        List<Row> rows = new ArrayList<>();
        for (String of : List.of("N", "M")) {
            rows.add(row(UPDATE, form.formatted("updated" + of, "2.10")));
            rows.add(row(UPSERT, form.formatted("upserted" + of, "2.10")));
            rows.add(row(DELETE, form.formatted("deleted" + of, "0")));
        }
        TaskOutcome outcome = write(container, rows.toArray(Row[]::new));

        assertThat(outcome.failed().count()).isZero();
        assertThat(outcome.rows().of(DELETE)).isEqualTo(2);
        assertThat(CosmosFixture.read(container))
                .containsExactlyInAnyOrder(
                        withNull(form, "updatedN"),
                        withNull(form, "upsertedN"),
                        MISSING.formatted("updatedM", "2.10"),
                        MISSING.formatted("upsertedM", "2.10"));
    }

    /** A member that is put in stands at the end. */
    private static String withNull(String form, String id) {
        return form.equals(NULL) ? NULL.formatted(id, "2.10") : "{\"id\":\"" + id + "\",\"v\":2.10,\"pk\":null}";
    }

    @Test
    void anUpsertOfANewDocumentIsAsTheRowHasIt() {
        ContainerAddress container = CosmosFixture.container("/pk");

        write(container, row(UPSERT, NULL.formatted("a", "1")), row(UPSERT, MISSING.formatted("b", "1")));
        write(container, row(UPSERT, MISSING.formatted("a", "2")), row(UPSERT, NULL.formatted("b", "2")));

        assertThat(CosmosFixture.read(container))
                .containsExactlyInAnyOrder("{\"id\":\"a\",\"v\":2,\"pk\":null}", MISSING.formatted("b", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE", "UPSERT", "DELETE"})
    void ofTwinsNoneIsMeant(RowOperation operation) {
        ContainerAddress container = CosmosFixture.container("/pk");
        List<String> twins = List.of(NULL.formatted("a", "1"), MISSING.formatted("a", "1"));
        CosmosFixture.insert(container, twins);

        TaskOutcome outcome = write(container, row(operation, MISSING.formatted("a", "2")));

        assertThat(outcome.written()).isZero();
        assertThat(outcome.failed().some()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.CosmosConflict);
            assertThat(failure.why()).startsWith("several documents have its id");
        });
        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(twins);
    }

    @Test
    void whatIsNotThereAtAllIsNotFound() {
        ContainerAddress container = CosmosFixture.container("/pk");

        TaskOutcome outcome =
                write(container, row(UPDATE, NULL.formatted("a", "2")), row(DELETE, MISSING.formatted("b", "2")));

        assertThat(outcome.failed().counts()).containsOnlyKeys(ErrorCode.CosmosNotFound);
        assertThat(outcome.failed().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED", "UNAVAILABLE"})
    void lookingUpGoesOnThroughFaults(Fault fault) {
        ContainerAddress container = CosmosFixture.container("/pk");
        int documents = 60;
        CosmosFixture.insert(
                container,
                IntStream.range(0, documents)
                        .mapToObj(n -> (n % 2 == 0 ? NULL : MISSING).formatted("d" + n, "1"))
                        .toList());
        SharedEmulator.instance()
                .faults()
                .on(FaultRule.of(0.3, 5, fault).on(RequestKind.BATCH).inEachOperation());

        TaskOutcome outcome = write(
                container,
                IntStream.range(0, documents)
                        .mapToObj(n -> row(n % 3 == 0 ? DELETE : UPSERT, MISSING.formatted("d" + n, "2")))
                        .toArray(Row[]::new));

        SharedEmulator.instance().faults().off();
        assertThat(outcome.failed().count()).isZero();
        assertThat(outcome.rows().of(DELETE)).isEqualTo(documents / 3);
        assertThat(CosmosFixture.read(container))
                .hasSize(documents - documents / 3)
                .allSatisfy(text -> assertThat(text).contains("\"v\":2"));
    }

    @Test
    void eachLevelOfAHierarchicalKeyMayBeNullOrMissing() {
        String database = SharedEmulator.newDatabaseName();
        ContainerAddress container = new ContainerAddress(CosmosFixture.account(), database, "items");
        try (CosmosContainers containers = CosmosContainers.of(container.account())) {
            containers.createIfMissing(database, "items", List.of("/t", "/u/id", "/s"), OptionalInt.empty());
        }
        List<String> stored = List.of(
                "{\"id\":\"1\",\"t\":\"a\",\"u\":{\"id\":null},\"s\":1}",
                "{\"id\":\"2\",\"t\":\"a\",\"u\":{},\"s\":1}",
                "{\"id\":\"3\",\"t\":null,\"u\":{\"id\":\"x\"}}",
                "{\"id\":\"4\",\"s\":null}",
                "{\"id\":\"5\"}");
        CosmosFixture.insert(container, stored);

        TaskOutcome outcome = write(
                container,
                row(DELETE, "{\"id\":\"1\",\"t\":\"a\",\"s\":1}"),
                row(UPDATE, "{\"id\":\"2\",\"t\":\"a\",\"u\":{\"id\":null},\"s\":1,\"v\":2}"),
                row(UPSERT, "{\"id\":\"3\",\"u\":{\"id\":\"x\"},\"v\":2}"),
                row(UPSERT, "{\"id\":\"4\",\"t\":null,\"u\":null,\"v\":2}"),
                row(DELETE, "{\"id\":\"5\",\"t\":null,\"u\":null,\"s\":null}"));

        assertThat(outcome.failed().count()).isZero();
        assertThat(CosmosFixture.read(container))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"2\",\"t\":\"a\",\"u\":{},\"s\":1,\"v\":2}",
                        "{\"id\":\"3\",\"u\":{\"id\":\"x\"},\"v\":2,\"t\":null}",
                        "{\"id\":\"4\",\"u\":null,\"v\":2,\"s\":null}");
    }
}
