package io.cosmosdataflow.store.cosmos.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.store.cosmos.write.bulk.BulkPipeline;
import io.cosmosdataflow.store.cosmos.write.bulk.PendingWrite;
import io.cosmosdataflow.store.cosmos.write.bulk.Transport;
import io.cosmosdataflow.store.cosmos.write.bulk.UnreliableTransport;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import io.cosmosdataflow.testing.Seed;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever becomes of requests, the container ends as if the operations had been done one after the other, each is
 * decided once, and the counts are those of that order.
 */
@Timeout(60)
class BulkPipelineTest {

    private static final int OPERATIONS = 400;
    private static final int ITEMS = 150;
    private static final double RATE = 0.3;
    private static final int RUNS = Integer.getInteger("bulk.pipeline.runs", 4);

    /** What operations that are done one after the other make of a container. */
    private static final class Expected {
        private final Map<String, String> stored = new HashMap<>();
        private final Map<RowOperation, Long> done = new EnumMap<>(RowOperation.class);
        private long conflicts;
        private long notFound;
        private long unmatched;

        void add(RowOperation operation, String id, String text) {
            boolean there = stored.containsKey(id);
            switch (operation) {
                case INSERT -> count(!there, operation, () -> conflicts++);
                case UPDATE -> count(there, operation, () -> notFound++);
                case DELETE -> count(there, operation, () -> unmatched++);
                default -> count(true, operation, () -> {});
            }
            if (operation == RowOperation.DELETE) {
                stored.remove(id);
            } else if (operation == RowOperation.UPSERT || there == (operation == RowOperation.UPDATE)) {
                stored.put(id, text);
            }
        }

        private void count(boolean succeeds, RowOperation operation, Runnable otherwise) {
            if (succeeds) {
                done.merge(operation, 1L, Long::sum);
            } else {
                otherwise.run();
            }
        }

        long of(RowOperation operation) {
            return done.getOrDefault(operation, 0L);
        }
    }

    private final WriteTally tally = new WriteTally();
    private final RefusedDocuments refusals = new RefusedDocuments(tally, Integer.MAX_VALUE, null, 0, 0);

    static LongStream seeds() {
        long first = Seed.of("bulk.pipeline");
        return LongStream.range(first, first + RUNS);
    }

    private static PendingWrite write(RowOperation operation, String id, String text) {
        ScannedDocument document = new ScannedDocument(text, text.length(), id, List.of(new KeyValue.Text(id)));
        return new PendingWrite(operation, document, false);
    }

    private BulkPipeline pipeline(Transport transport, Random random) {
        WriteLimits limits = WriteLimits.of(1 + random.nextInt(200), Duration.ofMinutes(1));
        limits = random.nextBoolean() ? limits : limits.withBudget(20_000).sharedBy(1);
        AnswerJudge judge = new AnswerJudge(tally, limits, refusals, true);
        return new BulkPipeline(transport, 3, limits, judge, () -> false);
    }

    private static void submit(BulkPipeline pipeline, Random random, Expected expected) {
        RowOperation[] operations = {
            RowOperation.INSERT, RowOperation.INSERT, RowOperation.UPSERT, RowOperation.UPDATE, RowOperation.DELETE
        };
        for (int n = 0; n < OPERATIONS; n++) {
            RowOperation operation = operations[random.nextInt(operations.length)];
            String id = "d" + random.nextInt(ITEMS);
            String text = "{\"id\":\"" + id + "\",\"n\":" + n + ",\"t\":\"" + "x".repeat(random.nextInt(5_000)) + "\"}";
            expected.add(operation, id, text);
            pipeline.submit(write(operation, id, text));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theContainerIsAsIfNothingHadGoneWrong(long seed) {
        Random random = new Random(seed);
        UnreliableTransport transport = new UnreliableTransport(new Random(seed), RATE);
        Expected expected = new Expected();
        BulkPipeline pipeline = pipeline(transport, random);

        submit(pipeline, random, expected);
        pipeline.drain();

        TaskOutcome outcome = tally.outcome();
        assertThat(transport.broken()).isEmpty();
        assertThat(transport.mishaps()).isPositive();
        assertThat(transport.stored()).isEqualTo(expected.stored);
        for (RowOperation each : List.of(RowOperation.INSERT, RowOperation.UPSERT, RowOperation.UPDATE)) {
            assertThat(outcome.rows().of(each)).as(each.name()).isEqualTo(expected.of(each));
        }
        assertThat(outcome.failed().counts())
                .containsEntry(ErrorCode.CosmosConflict, expected.conflicts)
                .containsEntry(ErrorCode.CosmosNotFound, expected.notFound)
                .hasSize(2);
        // A delete that finds nothing may have found something when nobody was told.
        assertThat(outcome.rows().of(RowOperation.DELETE)).isGreaterThanOrEqualTo(expected.of(RowOperation.DELETE));
        assertThat(outcome.rows().of(RowOperation.DELETE) + outcome.rows().unmatched())
                .isEqualTo(expected.of(RowOperation.DELETE) + expected.unmatched);
        transport.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsAbandonedIsSentNoMore(long seed) throws InterruptedException {
        Random random = new Random(seed);
        UnreliableTransport transport = new UnreliableTransport(new Random(seed), RATE);
        BulkPipeline pipeline = pipeline(transport, random);
        submit(pipeline, random, new Expected());

        pipeline.abandon();
        // An answer that has come is still taken, operation by operation.
        TaskOutcome outcome = null;
        while (!tally.outcome().equals(outcome)) {
            outcome = tally.outcome();
            Thread.sleep(UnreliableTransport.PATIENCE.toMillis());
        }
        int requests = transport.requests();
        Thread.sleep(UnreliableTransport.PATIENCE.multipliedBy(3).toMillis());

        assertThat(transport.requests()).isEqualTo(requests);
        assertThat(tally.outcome()).isEqualTo(outcome);
        transport.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void withoutMishapsNothingIsSentTwice(long seed) {
        UnreliableTransport transport = new UnreliableTransport(new Random(seed), 0);
        BulkPipeline pipeline = pipeline(transport, new Random(seed));
        List<PendingWrite> writes = IntStream.range(0, OPERATIONS)
                .mapToObj(n -> write(RowOperation.INSERT, "d" + n, "{\"id\":\"d" + n + "\"}"))
                .toList();

        writes.forEach(pipeline::submit);
        pipeline.drain();

        assertThat(tally.outcome().written()).isEqualTo(OPERATIONS);
        assertThat(tally.outcome().requests().retried()).isZero();
        transport.close();
    }
}
