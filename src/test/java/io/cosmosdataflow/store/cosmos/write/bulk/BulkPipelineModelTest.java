package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.reactor.core.publisher.Mono;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.testing.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes back, and whenever it ends: each operation is decided once, those on one item after each other, limits
 * and budget are kept, who waits is told, and after the end nothing is sent.
 */
@Timeout(60)
class BulkPipelineModelTest {

    private static final int RUNS = Integer.getInteger("bulk.pipeline.model.runs", 12);
    private static final int RANGES = 3;
    private static final int ITEMS = 40;
    private static final int MOST_OPERATIONS = 250;
    private static final int MOST_BYTES = 150_000;
    private static final int UNITS_PER_SECOND = 3_000;
    private static final int MOST_DELAY_MILLIS = 30;

    private enum Ending {
        DRAINED,
        /** By another thread, while operations are submitted or waited for. */
        ABANDONED,
        /** By what the judge does wrong. */
        BROKEN
    }

    private final RuntimeException failure = new UnsupportedOperationException("the judge breaks");

    static LongStream seeds() {
        long first = Seed.of("bulk.pipeline.model");
        return LongStream.range(first, first + RUNS);
    }

    /** Tells the model what is sent. */
    private record Watched(Transport transport, PipelineModel model) implements Transport {

        @Override
        public Mono<String> range(PendingWrite write) {
            return transport.range(write);
        }

        @Override
        public void refreshRanges() {
            transport.refreshRanges();
        }

        @Override
        public Mono<List<Answer>> send(String range, List<PendingWrite> writes) {
            return Mono.defer(() -> {
                model.sending(writes);
                return transport.send(range, writes);
            });
        }

        @Override
        public Mono<Offered> offered() {
            return transport.offered();
        }

        @Override
        public Duration patience() {
            return transport.patience();
        }

        @Override
        public Duration leastPatience() {
            return transport.leastPatience();
        }
    }

    private final class RandomJudge implements OperationJudge {

        private final PipelineModel model;
        private final Random random;
        /** Of an operation that has come back. */
        private final double breaks;

        private volatile boolean givenUp;
        private volatile boolean broken;

        RandomJudge(PipelineModel model, Random random, double breaks) {
            this.model = model;
            this.random = random;
            this.breaks = breaks;
        }

        @Override
        public void judge(PendingWrite write, Answer answer, Decision decision) {
            Verdict verdict = answer.verdict();
            decide(write, verdict == Verdict.THROTTLED || verdict == Verdict.TRANSIENT, decision);
        }

        @Override
        public void lost(PendingWrite write, Throwable why, Decision decision) {
            decide(write, true, decision);
        }

        private void decide(PendingWrite write, boolean again, Decision decision) {
            model.returned(write);
            if (random.nextDouble() < breaks) {
                broken = true;
                throw failure;
            }
            if (again && !givenUp && random.nextInt(10) > 0) {
                decision.again(Duration.ofMillis(random.nextInt(MOST_DELAY_MILLIS)));
            } else {
                model.settling(write);
                decision.settled();
            }
        }

        @Override
        public void giveUp() {
            givenUp = true;
        }
    }

    private static PendingWrite write(Random random) {
        int bytes = 100 + random.nextInt(random.nextInt(20) == 0 ? 10 * MOST_BYTES : MOST_BYTES);
        return write("d" + random.nextInt(ITEMS), bytes);
    }

    private static PendingWrite write(String id, int bytes) {
        return new PendingWrite(
                RowOperation.UPSERT,
                new ScannedDocument("{\"id\":\"" + id + "\"}", bytes, id, List.of(new KeyValue.Text(id))),
                false);
    }

    /** Of the bytes that are the least for so many ranges. */
    private static WriteLimits limits(int operations) {
        return new WriteLimits(operations, 1, Duration.ofMinutes(1), 1, WriteBudget.of(0));
    }

    /** What a task does. */
    private static Optional<Throwable> write(BulkPipeline pipeline, PipelineModel model, Random random) {
        try {
            int operations = random.nextInt(MOST_OPERATIONS);
            for (int n = 0; n < operations; n++) {
                PendingWrite write = write(random);
                model.submitting(write);
                pipeline.submit(write);
                model.submitted(write);
            }
            pipeline.drain();
            return Optional.empty();
        } catch (RuntimeException e) {
            pipeline.abandon();
            return Optional.of(e);
        } finally {
            model.closed();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void invariantsHoldHoweverItEnds(long seed) throws Exception {
        Ending ending = Ending.values()[(int) (seed % Ending.values().length)];
        Random random = new Random(seed);
        WriteLimits limits = limits(1 + random.nextInt(60));
        limits = random.nextBoolean()
                ? limits
                : limits.withBudget(UNITS_PER_SECOND).sharedBy(1);
        PipelineModel model = new PipelineModel(limits.over(RANGES));
        RandomJudge judge = new RandomJudge(model, new Random(seed), ending == Ending.BROKEN ? 0.01 : 0);
        UnreliableTransport network = new UnreliableTransport(new Random(seed), random.nextInt(4) / 10.0);
        BulkPipeline pipeline = new BulkPipeline(new Watched(network, model), RANGES, limits, judge, () -> false);

        CompletableFuture<Optional<Throwable>> task =
                CompletableFuture.supplyAsync(() -> write(pipeline, model, new Random(-seed)));
        if (ending == Ending.ABANDONED) {
            Thread.sleep(random.nextInt(400));
            pipeline.abandon();
            model.closed();
        }
        Optional<Throwable> thrown = ended(task);
        Thread.sleep(2 * UnreliableTransport.PATIENCE.toMillis());

        assertThat(model.violations()).isEmpty();
        assertThat(network.broken()).isEmpty();
        if (thrown.isEmpty()) {
            assertThat(model.settlements()).allMatch(times -> times == 1);
            assertThat(model.writes()).allMatch(write -> write.state() == OperationState.SETTLED);
        } else {
            assertThat(model.settlements()).allMatch(times -> times <= 1);
            assertThat(ending).isNotEqualTo(Ending.DRAINED);
            if (ending == Ending.BROKEN) {
                assertThat(thrown).containsSame(failure);
            } else {
                assertThat(thrown.get()).hasMessage("The pipeline is closed.");
            }
        }
        assertThat(judge.broken).isEqualTo(ending == Ending.BROKEN && thrown.isPresent());
        assertNoPermitIsKept(limits.budget());
        network.close();
    }

    private static Optional<Throwable> ended(CompletableFuture<Optional<Throwable>> task) throws Exception {
        try {
            return task.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("somebody waits for ever", e);
        }
    }

    /** What still waits gets its permit, and gives it back. */
    private static void assertNoPermitIsKept(WriteBudget budget) throws InterruptedException {
        UnreliableTransport another = new UnreliableTransport(new Random(1), 0);
        WriteRate rate = WriteRates.enter(budget, another, RANGES);
        rate.leave(another);
        another.close();
        assertThat(rate.isDeserted()).isTrue();
        for (int n = 0; n < 100 && rate.openPermits() > 0; n++) {
            Thread.sleep(MOST_DELAY_MILLIS);
        }
        assertThat(rate.openPermits()).isZero();
    }

    /** So that the limits of the model are those that the pipeline comes to. */
    @Test
    void theLimitsAreUsed() {
        WriteLimits limits = limits(40);
        PipelineModel model = new PipelineModel(limits.over(RANGES));
        UnreliableTransport network = new UnreliableTransport(new Random(1), 0);
        RandomJudge judge = new RandomJudge(model, new Random(1), 0);
        BulkPipeline pipeline = new BulkPipeline(new Watched(network, model), RANGES, limits, judge, () -> false);
        int[] sizes = {100, MOST_BYTES};

        for (int n = 0; n < 4 * MOST_OPERATIONS; n++) {
            PendingWrite write = write("d" + n, sizes[n / (2 * MOST_OPERATIONS)]);
            model.submitting(write);
            pipeline.submit(write);
            model.submitted(write);
        }
        pipeline.drain();

        assertThat(model.violations()).isEmpty();
        assertThat(model.settlements()).containsOnly(1);
        assertThat(model.mostInFlight()).isEqualTo(40);
        assertThat(model.mostBytesInFlight()).isGreaterThan(limits.over(RANGES).bytes() / 2);
        network.close();
    }

    @Test
    void aPermitThatComesAfterTheEndIsGivenBack() throws InterruptedException {
        WriteLimits limits = limits(40).withBudget(10);
        UnreliableTransport network = new UnreliableTransport(new Random(1), 0);
        RandomJudge judge = new RandomJudge(new PipelineModel(limits), new Random(1), 0);
        BulkPipeline pipeline = new BulkPipeline(network, RANGES, limits, judge, () -> false);
        List<PendingWrite> writes =
                IntStream.range(0, 10).mapToObj(n -> write("d" + n, 1)).toList();
        writes.forEach(judge.model::submitting);

        writes.forEach(pipeline::submit);
        Thread.sleep(200);
        List<PendingWrite> held = writes.stream()
                .filter(write -> write.state() == OperationState.QUEUED)
                .toList();
        assertThat(held).isNotEmpty();
        pipeline.abandon();
        Thread.sleep(3_000);

        assertThat(held).allMatch(write -> write.state() == OperationState.QUEUED);
        assertNoPermitIsKept(limits.budget());
        network.close();
    }
}
