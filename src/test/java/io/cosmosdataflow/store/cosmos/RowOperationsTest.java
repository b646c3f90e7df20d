package io.cosmosdataflow.store.cosmos;

import static io.cosmosdataflow.store.RowOperation.DELETE;
import static io.cosmosdataflow.store.RowOperation.INSERT;
import static io.cosmosdataflow.store.RowOperation.SKIP;
import static io.cosmosdataflow.store.RowOperation.UPDATE;
import static io.cosmosdataflow.store.RowOperation.UPSERT;
import static io.cosmosdataflow.store.cosmos.WriteFixture.row;
import static io.cosmosdataflow.store.cosmos.WriteFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import azure_cosmos_spark.com.azure.cosmos.CosmosClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.UniqueKey;
import azure_cosmos_spark.com.azure.cosmos.models.UniqueKeyPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.store.cosmos.write.WriteReport;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

/** Each row says what is done with its document. */
@InBothModes
class RowOperationsTest {

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    private static final class Watch extends SparkListener implements QueryExecutionListener, AutoCloseable {

        private final SparkContext context = SharedSpark.session().sparkContext();
        private final AtomicInteger jobs = new AtomicInteger();
        private final List<QueryExecution> queries = new ArrayList<>();

        Watch() {
            context.addSparkListener(this);
            SharedSpark.session().listenerManager().register(this);
        }

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
        }

        @Override
        public void onSuccess(String name, QueryExecution query, long nanoseconds) {
            queries.add(query);
        }

        @Override
        public void onFailure(String name, QueryExecution query, Exception failure) {
            queries.add(query);
        }

        void settle() throws TimeoutException {
            context.listenerBus().waitUntilEmpty();
        }

        @Override
        public void close() {
            context.removeSparkListener(this);
            SharedSpark.session().listenerManager().unregister(this);
        }
    }

    @Test
    void rowsOfAllKindsAreOneJobAndOneWrite() throws TimeoutException {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(
                container,
                List.of(
                        "{\"id\":\"updated\",\"pk\":1,\"v\":0}",
                        "{\"id\":\"upserted\",\"pk\":1,\"v\":0}",
                        "{\"id\":\"deleted\",\"pk\":2}"));
        TaskOutcome outcome;
        int jobs;
        List<QueryExecution> queries;

        try (Watch watch = new Watch()) {
            watch.settle();
            watch.jobs.set(0);
            watch.queries.clear();
            outcome = WriteFixture.to(container)
                    .write(rows(List.of(
                            row(INSERT, "{\"id\":\"inserted\",\"pk\":1,\"v\":1.10}"),
                            row(UPDATE, "{\"id\":\"updated\",\"pk\":1,\"v\":1.10}"),
                            row(UPSERT, "{\"id\":\"upserted\",\"pk\":1,\"v\":1.10}"),
                            row(UPSERT, "{\"id\":\"new\",\"pk\":1,\"v\":1.10}"),
                            row(DELETE, "{\"id\":\"deleted\",\"pk\":2}"),
                            row(SKIP, null),
                            row(SKIP, "not even JSON"))));
            watch.settle();
            jobs = watch.jobs.get();
            queries = List.copyOf(watch.queries);
        }

        assertThat(jobs).isEqualTo(1);
        assertThat(queries).singleElement().satisfies(query -> assertThat(metrics(query))
                .containsEntry("documents written", 5L)
                .containsEntry("documents inserted", 1L)
                .containsEntry("documents updated", 1L)
                .containsEntry("documents upserted", 2L)
                .containsEntry("documents deleted", 1L)
                .containsEntry("rows skipped", 2L)
                .containsEntry("documents rejected", 0L));
        assertThat(outcome.written()).isEqualTo(5);
        assertThat(outcome.rows())
                .isEqualTo(new RowCounts(Map.of(INSERT, 1L, UPDATE, 1L, UPSERT, 2L, DELETE, 1L, SKIP, 2L), 0, 0));
        assertThat(outcome.rejected().count()).isZero();
        assertThat(CosmosFixture.read(container))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"inserted\",\"pk\":1,\"v\":1.10}",
                        "{\"id\":\"updated\",\"pk\":1,\"v\":1.10}",
                        "{\"id\":\"upserted\",\"pk\":1,\"v\":1.10}",
                        "{\"id\":\"new\",\"pk\":1,\"v\":1.10}");
    }

    private static Map<String, Long> metrics(QueryExecution query) {
        Map<String, Long> values = new TreeMap<>();
        query.executedPlan().foreach(node -> {
            JavaConverters.mapAsJavaMap(node.metrics()).values().forEach(metric -> metric.name()
                    .foreach(name -> values.put(name, metric.value())));
            return null;
        });
        return values;
    }

    @Test
    void rowsOfOneKeyKeepTheirOrderThroughThrottling() {
        ContainerAddress container = CosmosFixture.container("/pk");
        List<Row> rows = new ArrayList<>();
        int keys = 200;
        for (int step = 0; step < 4; step++) {
            for (int key = 0; key < keys; key++) {
                String document = "{\"id\":\"k" + key + "\",\"pk\":" + key % 7 + ",\"step\":" + step + "}";
                rows.add(row(List.of(INSERT, UPDATE, DELETE, INSERT).get(step), document));
            }
        }
        SharedEmulator.instance()
                .faults()
                .on(FaultRule.of(0.4, 3, Fault.THROTTLED).on(RequestKind.BATCH).inEachOperation());

        TaskOutcome outcome = WriteFixture.to(container).write(rows(rows.toArray(Row[]::new)));

        assertThat(SharedEmulator.instance().faults().count()).isGreaterThan(keys);
        SharedEmulator.instance().faults().off();
        assertThat(outcome.failed().count()).isZero();
        assertThat(outcome.rows().of(INSERT)).isEqualTo(2L * keys);
        assertThat(outcome.rows().of(UPDATE)).isEqualTo(keys);
        assertThat(outcome.rows().of(DELETE)).isEqualTo(keys);
        assertThat(CosmosFixture.read(container))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, keys)
                        .mapToObj(key -> "{\"id\":\"k" + key + "\",\"pk\":" + key % 7 + ",\"step\":3}")
                        .toList());
    }

    /** Source: Microsoft Learn, data-flow-troubleshoot-errors, DF-Cosmos-DeleteDataFailed. */
    @Test
    void aDeleteThatFindsNothingIsRefusedOrCountedOrTheRepetitionOfAnother() {
        ContainerAddress container = CosmosFixture.container("/pk");
        Row delete = row(DELETE, "{\"id\":\"no\",\"pk\":1}");

        TaskOutcome refused = WriteFixture.to(container).write(rows(delete));
        TaskOutcome counted = WriteFixture.to(container).withAbsentDeletes(true).write(rows(delete));
        TaskOutcome repeated = WriteFixture.to(container).withRepeats(true).write(rows(delete));

        assertThat(refused.rows().of(DELETE)).isZero();
        assertThatThrownBy(() -> WriteReport.throwIfFailed(refused, container))
                .hasMessageContaining("Not found: 'no' (DF-Cosmos-DeleteDataFailed: there is no document with its id"
                        + " and partition key).");
        assertThat(counted.rows().unmatched()).isEqualTo(1L);
        assertThat(counted.rows().of(DELETE)).isEqualTo(0L);
        assertThat(counted.failed().count()).isZero();
        assertThat(repeated.rows().unmatched()).isEqualTo(0L);
        assertThat(repeated.rows().of(DELETE)).isEqualTo(1L);
    }

    @Test
    void withoutErrorHandlingAMissingDocumentEndsTheActivity() {
        ContainerAddress container = CosmosFixture.container("/pk");

        TaskOutcome outcome = WriteFixture.to(container)
                .write(rows(row(UPDATE, "{\"id\":\"no\",\"pk\":1}"), row(INSERT, "{\"id\":\"a\",\"pk\":1}")));

        assertThat(outcome.rejected().count()).isZero();
        JobException failure = catchThrowableOfType(
                JobException.class, () -> WriteReport.throwIfFailed(outcome, container, "Turn on upsert."));
        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosNotFound);
        assertThat(failure)
                .hasMessageContaining("Not found: 'no' (there is no document with its id and partition key).");
    }

    @Test
    void conflictOfAUniqueKeyIsOneAlsoWhereRowsMayRepeat() {
        String database = SharedEmulator.newDatabaseName();
        ContainerAddress container = new ContainerAddress(CosmosFixture.account(), database, "items");
        try (CosmosClient client = new CosmosClientBuilder()
                .endpoint(SharedEmulator.instance().endpoint().toString())
                .key(SharedEmulator.instance().key())
                .gatewayMode()
                .buildClient()) {
            client.createDatabase(database);
            client.getDatabase(database)
                    .createContainer(new CosmosContainerProperties("items", "/pk")
                            .setUniqueKeyPolicy(
                                    new UniqueKeyPolicy().setUniqueKeys(List.of(new UniqueKey(List.of("/email"))))));
        }
        CosmosFixture.insert(container, List.of("{\"id\":\"1\",\"pk\":\"p\",\"email\":\"x\"}"));

        TaskOutcome outcome = WriteFixture.to(container)
                .withRepeats(true)
                .write(rows(
                        row(INSERT, "{\"id\":\"1\",\"pk\":\"p\",\"email\":\"x\"}"),
                        row(INSERT, "{\"id\":\"2\",\"pk\":\"p\",\"email\":\"x\"}")));

        assertThat(outcome.written()).isEqualTo(1);
        assertThat(outcome.failed().some()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.CosmosConflict);
            assertThat(failure.id()).isEqualTo("2");
            assertThat(failure.why()).isEqualTo("a value of a unique key exists");
        });
    }

    private static String version(String key, int version) {
        return "{\"id\":\"" + key + "\",\"pk\":\"p\",\"v\":" + version + ".10}";
    }

    @Test
    void severalRowsOfOneKeyMayRepeat() {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(container, List.of(version("gone", 0)));
        Row[] rows = {
            row(INSERT, version("changed", 1)),
            row(UPDATE, version("changed", 2)),
            row(UPDATE, version("changed", 3)),
            row(INSERT, version("again", 1)),
            row(UPDATE, version("again", 2)),
            row(DELETE, version("again", 0)),
            row(INSERT, version("again", 3)),
            row(UPDATE, version("gone", 1)),
            row(UPDATE, version("gone", 2)),
            row(DELETE, version("gone", 0))
        };
        TaskOutcome first = WriteFixture.to(container).write(rows(rows));
        List<String> after = CosmosFixture.read(container);

        TaskOutcome second = WriteFixture.to(container).withRepeats(true).write(rows(rows));

        assertThat(first.failed().count()).isZero();
        assertThat(second.failed().count()).isZero();
        assertThat(second.rows()).isEqualTo(first.rows());
        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrderElementsOf(after);
        assertThat(after).containsExactlyInAnyOrder(version("changed", 3), version("again", 3));
    }

    @Test
    void whatNoLaterRowExplainsIsRefusedAlsoWhereRowsMayRepeat() {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(container, List.of(version("other", 7)));

        TaskOutcome outcome = WriteFixture.to(container)
                .withRepeats(true)
                .write(rows(
                        row(INSERT, version("other", 1)),
                        row(UPDATE, version("other", 2)),
                        row(UPDATE, version("missing", 1)),
                        row(INSERT, version("missing", 2))));

        assertThat(outcome.rows().of(INSERT)).isEqualTo(1);
        assertThat(outcome.rows().of(UPDATE)).isEqualTo(1);
        assertThat(outcome.failed().counts())
                .containsOnly(Map.entry(ErrorCode.CosmosConflict, 1L), Map.entry(ErrorCode.CosmosNotFound, 1L));
        assertThat(CosmosFixture.read(container)).containsExactlyInAnyOrder(version("other", 2), version("missing", 2));
    }
}
