package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import azure_cosmos_spark.reactor.core.publisher.Mono;
import azure_cosmos_spark.reactor.core.publisher.MonoSink;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In any order of additions, answers, errors and time, by one thread and a clock that is set: each operation is reported
 * once, requests keep to their limits and are given up in time, and after the end nothing is sent or reported.
 */
class RequestsModelTest {

    private static final int RUNS = Integer.getInteger("requests.model.runs", 100);
    private static final int STEPS = 1_000;
    private static final int PARTITIONS = 3;
    private static final int MOST_OPERATIONS = 8;
    private static final int MOST_BYTES = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final long OVERDUE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final List<String> violations = new ArrayList<>();
    private final Service service = new Service();
    private final WriteRate rate = new WriteRate(WriteBudget.of(0), () -> service.now, () -> 0.5, (nanos, admit) -> {});
    private final Requests requests = new Requests(service, new Reports(), MOST_OPERATIONS, rate, () -> service.now);
    private final Set<PendingWrite> underWay = new LinkedHashSet<>();
    private final List<PendingWrite> reported = new ArrayList<>();
    private boolean closed;
    private Random random;

    static LongStream seeds() {
        long first = Seed.of("requests.model");
        return LongStream.range(first, first + RUNS);
    }

    private void check(boolean met, String otherwise) {
        if (!met) {
            violations.add(otherwise);
        }
    }

    private static String partition(PendingWrite write) {
        return "p" + Math.floorMod(write.key().hashCode(), PARTITIONS);
    }

    private record Sent(String partition, List<PendingWrite> writes, MonoSink<List<Answer>> sink, long since) {}

    private record Asked(PendingWrite write, MonoSink<String> sink, long since) {}

    /** Answers when it is told to. */
    private final class Service implements Transport {

        private final List<Asked> asked = new ArrayList<>();
        private final List<Sent> open = new ArrayList<>();
        private long now = 1_000_000_000_000L;

        @Override
        public Mono<String> range(PendingWrite write) {
            check(!Thread.holdsLock(requests), "the transport is called with the lock");
            return Mono.create(sink -> {
                Asked question = new Asked(write, sink, now);
                asked.add(question);
                sink.onCancel(() -> asked.remove(question));
            });
        }

        @Override
        public void refreshRanges() {}

        @Override
        public Mono<List<Answer>> send(String range, List<PendingWrite> writes) {
            check(!Thread.holdsLock(requests), "the transport is called with the lock");
            return Mono.create(sink -> {
                Sent request = new Sent(range, writes, sink, now);
                checkLimits(request);
                open.add(request);
                sink.onCancel(() -> open.remove(request));
            });
        }

        private void checkLimits(Sent request) {
            List<Sent> others = open.stream()
                    .filter(each -> each.partition().equals(request.partition()))
                    .toList();
            check(!closed, "sent after the end");
            check(others.size() < PartitionQueue.MOST_OPEN, "too many requests");
            check(others.stream().allMatch(each -> now - each.since() >= OVERDUE_NANOS), "two requests at a time");
            check(request.writes().size() <= MOST_OPERATIONS, "too many operations");
            long bytes =
                    request.writes().stream().mapToLong(PendingWrite::bytes).sum();
            check(request.writes().size() == 1 || bytes <= PartitionQueue.MOST_BYTES, bytes + " bytes");
            for (PendingWrite write : request.writes()) {
                check(partition(write).equals(request.partition()), "sent to another partition");
                check(write.state() == OperationState.SENT, "sent and " + write.state());
            }
        }

        private void checkPatience() {
            long patience = PATIENCE.toNanos();
            check(open.stream().allMatch(each -> now - each.since() <= patience), "a request is waited for too long");
            check(
                    asked.stream().allMatch(each -> now - each.since() <= patience),
                    "a partition is waited for too long");
        }

        @Override
        public Mono<Offered> offered() {
            return Mono.just(Offered.UNMETERED);
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public Duration leastPatience() {
            return Duration.ofSeconds(1);
        }
    }

    private final class Reports implements Requests.Listener {

        @Override
        public void answered(PendingWrite write, Answer answer) {
            report(write);
        }

        @Override
        public void lost(PendingWrite write, Throwable why) {
            report(write);
        }

        @Override
        public void broken(Throwable why) {
            violations.add("broken by " + why);
        }

        private void report(PendingWrite write) {
            check(!Thread.holdsLock(requests), "reported with the lock");
            check(!closed, "reported after the end");
            check(underWay.remove(write), "reported twice");
            write.become(OperationState.RETURNED);
            reported.add(write);
            meanwhile();
        }

        /** Other answers come while operations of this one are reported, or while others are given up. */
        private void meanwhile() {
            switch (random.nextInt(8)) {
                case 0 -> route();
                case 1 -> answer();
                default -> {}
            }
        }
    }

    /** A new one, or one that is tried again. */
    private void add() {
        PendingWrite write;
        if (reported.isEmpty() || random.nextBoolean()) {
            String id = "d" + random.nextInt(10_000);
            int bytes = 1 + random.nextInt(random.nextInt(10) == 0 ? 4 * MOST_BYTES : MOST_BYTES);
            write = new PendingWrite(
                    RowOperation.UPSERT, new ScannedDocument("{}", bytes, id, List.of(new KeyValue.Text(id))), false);
        } else {
            write = reported.remove(random.nextInt(reported.size()));
            write.become(OperationState.DELAYED);
        }
        write.become(OperationState.ROUTING);
        underWay.add(write);
        requests.add(write);
    }

    private void route() {
        if (!service.asked.isEmpty()) {
            Asked question = service.asked.remove(random.nextInt(service.asked.size()));
            switch (random.nextInt(20)) {
                case 0 -> question.sink().error(new IllegalStateException("nobody knows"));
                case 1 -> question.sink().success();
                default -> question.sink().success(partition(question.write()));
            }
        }
    }

    private void answer() {
        if (!service.open.isEmpty()) {
            Sent request = service.open.remove(random.nextInt(service.open.size()));
            Answer done =
                    new Answer(Verdict.DONE, new Answer.StatusCode(200, 0), Duration.ZERO, "", 5, true, () -> null, "");
            switch (random.nextInt(10)) {
                case 0 -> request.sink().error(new IllegalStateException("the connection is lost"));
                case 1 -> request.sink().success();
                case 2 -> request.sink().success(List.of());
                default -> request.sink()
                        .success(Collections.nCopies(request.writes().size(), done));
            }
        }
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> add();
            case 3, 4, 5 -> route();
            case 6 -> answer();
            case 7 -> requests.hurry();
            default -> {
                service.now += TimeUnit.MILLISECONDS.toNanos(random.nextInt(random.nextInt(20) == 0 ? 3_000 : 100));
                tick();
            }
        }
    }

    private void tick() {
        requests.tick();
        service.checkPatience();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachOperationIsReportedOnce(long seed) {
        random = new Random(seed);
        rate.join(service, PARTITIONS);
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        assertThat(violations).isEmpty();

        // Nobody answers any more: what is under way is given up, request by request.
        for (int n = 0; n < STEPS && !underWay.isEmpty(); n++) {
            service.now += PATIENCE.toNanos() + 1;
            tick();
        }
        assertThat(violations).isEmpty();
        assertThat(underWay).isEmpty();
        assertThat(reported).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterTheEndNothingIsSentOrReported(long seed) {
        random = new Random(seed);
        rate.join(service, PARTITIONS);
        int end = random.nextInt(STEPS);
        for (int step = 0; step < STEPS; step++) {
            if (step == end) {
                requests.close();
                closed = true;
                assertThat(service.open).isEmpty();
                assertThat(service.asked).isEmpty();
            }
            step();
        }

        assertThat(violations).isEmpty();
    }
}
