package io.cosmosdataflow.store.cosmos.write.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.store.cosmos.write.bulk.MeteredService.Terms;
import io.cosmosdataflow.testing.Seed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A write uses what a container has and is hardly ever refused, nor are its neighbours; counted over a service that
 * meters, by a clock that is set.
 */
class MeteredWritesTest {

    private static final long MILLI = 1_000_000;
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(4);

    private record WakingUp(long at, Runnable action) implements Comparable<WakingUp> {

        @Override
        public int compareTo(WakingUp other) {
            return Long.compare(at, other.at);
        }
    }

    private final Random random = new Random(Seed.of("metered.writes"));
    private final Queue<WakingUp> wakeUps = new PriorityQueue<>();
    private final List<Task> tasks = new ArrayList<>();
    private MeteredService service;
    private long now = 1_000_000_000_000L;
    private double neighbourReads;
    private long stallsAt = Long.MAX_VALUE;
    private long stalledUntil;

    /** Writes documents, and writes again what is refused. */
    private final class Task implements Requests.Listener {

        private final Requests requests;
        private final Deque<PendingWrite> left = new ArrayDeque<>();
        private int underWay;
        private final int most;

        Task(WriteRate rate, int documents, IntUnaryOperator bytes) {
            rate.join(service, MeteredWritesTest.this.partitions);
            this.most = 10_000;
            this.requests = new Requests(service, this, 100, rate, () -> now);
            IntStream.range(0, documents).forEach(n -> left.add(document(bytes.applyAsInt(n))));
        }

        void step() {
            while (underWay < most && !left.isEmpty()) {
                underWay++;
                add(left.remove());
            }
            requests.tick();
        }

        private void add(PendingWrite write) {
            write.become(OperationState.ROUTING);
            requests.add(write);
        }

        boolean isDone() {
            return underWay == 0 && left.isEmpty();
        }

        @Override
        public void answered(PendingWrite write, Answer answer) {
            write.become(OperationState.RETURNED);
            if (answer.verdict() == Verdict.THROTTLED) {
                write.become(OperationState.DELAYED);
                add(write);
            } else {
                write.become(OperationState.SETTLED);
                underWay--;
            }
        }

        @Override
        public void lost(PendingWrite write, Throwable why) {
            throw new AssertionError(why);
        }

        @Override
        public void broken(Throwable why) {
            throw new AssertionError(why);
        }
    }

    private int partitions = 1;
    private boolean hot;
    private int documentsMade;

    private PendingWrite document(int bytes) {
        String id = "d" + documentsMade++;
        while (hot && Math.floorMod(id.hashCode(), partitions) != 0 && random.nextInt(10) > 0) {
            id = "d" + documentsMade++;
        }
        return new PendingWrite(
                RowOperation.UPSERT, new ScannedDocument("{}", bytes, id, List.of(new KeyValue.Text(id))), false);
    }

    /** In a JVM of its own. */
    private WriteRate jvm(int shares) {
        return new WriteRate(
                WriteBudget.of(0).sharedBy(shares),
                () -> now,
                random::nextDouble,
                (nanos, action) -> wakeUps.add(new WakingUp(now + nanos, action)));
    }

    /** Until all is written, or as long as that; gives the seconds. */
    private double run(double longest, double neighbour) {
        long begin = now;
        while (tasks.stream().anyMatch(task -> !task.isDone()) && now - begin < longest * 1_000 * MILLI) {
            now += MILLI / 4;
            if (now >= stallsAt) {
                stallsAt = now + (1_000 + random.nextInt(2_000)) * MILLI;
                stalledUntil = now + (100 + random.nextInt(150)) * MILLI;
            }
            service.now(now);
            if (now < stalledUntil) {
                neighbourReads(neighbour);
                continue;
            }
            while (!wakeUps.isEmpty() && wakeUps.peek().at() <= now) {
                wakeUps.remove().action().run();
            }
            if (now % (25 * MILLI) < MILLI / 4) {
                tasks.forEach(Task::step);
            }
            neighbourReads(neighbour);
        }
        return (now - begin) / (1_000.0 * MILLI);
    }

    private void neighbourReads(double neighbour) {
        for (neighbourReads += neighbour / 4_000; neighbourReads >= 1; neighbourReads--) {
            service.read(random.nextInt(partitions));
        }
    }

    private static int usual(int n) {
        return 900;
    }

    /** 200 bytes, 1 KB and 100 KB. */
    private static int mixed(int n) {
        return n % 20 == 0 ? 100_000 : n % 2 == 0 ? 1_000 : 200;
    }

    private void start(double offer, int parts, Offered said) {
        partitions = parts;
        service = new MeteredService(new Terms(offer, parts, 5, ANSWERS_AFTER), said);
    }

    @ParameterizedTest
    @CsvSource({
        "400, 1, 1, 2000",
        "400, 1, 8, 2000",
        "400, 2, 2, 2000",
        "4000, 1, 2, 20000",
        "4000, 2, 8, 20000",
        "40000, 10, 2, 160000"
    })
    void theOfferIsUsedAndNothingIsRefused(int offer, int parts, int number, int documents) {
        start(offer, parts, new Offered(offer, false));
        WriteRate rate = jvm(1);
        for (int n = 0; n < number; n++) {
            tasks.add(new Task(rate, documents / number, MeteredWritesTest::usual));
        }

        double seconds = run(60, 0);

        assertThat(service.used() / seconds / offer).isBetween(0.97, 1.1);
        assertThat(service.refusedForEach(documents)).isLessThan(0.005);
    }

    @ParameterizedTest
    @CsvSource({"400, 1, 1, 2000", "400, 1, 2, 2000", "4000, 2, 2, 20000", "4000, 10, 8, 20000", "40000, 10, 2, 160000"
    })
    void aNeighbourIsHardlyEverRefused(int offer, int parts, int number, int documents) {
        start(offer, parts, new Offered(offer, false));
        WriteRate rate = jvm(1);
        for (int n = 0; n < number; n++) {
            tasks.add(new Task(rate, documents / number, MeteredWritesTest::usual));
        }

        double seconds = run(80, offer / 10.0);

        assertThat(service.used() / seconds / offer).isBetween(0.97, 1.1);
        assertThat(service.refusedForEach(documents)).isLessThan(offer == 400 ? 0.05 : 0.03);
        assertThat(service.readsRefused()).isLessThan(0.05);
    }

    /** A JVM that collects garbage, or a machine with other work, stands still now and then. */
    @ParameterizedTest
    @CsvSource({"400, 1, 0", "4000, 1, 0", "4000, 1, 400", "4000, 2, 0", "4000, 2, 400", "40000, 10, 4000"})
    void aJvmThatStandsStillNowAndThenUsesTheOffer(int offer, int parts, double neighbour) {
        start(offer, parts, new Offered(offer, false));
        stallsAt = 0;
        WriteRate rate = jvm(1);
        for (int n = 0; n < 2; n++) {
            tasks.add(new Task(rate, offer * 2, MeteredWritesTest::usual));
        }

        double seconds = run(80, neighbour);

        assertThat(service.used() / seconds / offer).isBetween(0.97, 1.1);
        assertThat(service.refusedForEach(offer * 4)).isLessThan(0.05);
        assertThat(service.readsRefused()).isLessThan(0.05);
    }

    /** At 400 RU/s one of 100 KB takes all that its partition has in a quarter of a second. */
    @ParameterizedTest
    @CsvSource({"400, 2, 2000", "4000, 2, 10000"})
    void documentsOfManySizes(int offer, int parts, int documents) {
        start(offer, parts, new Offered(offer, false));
        WriteRate rate = jvm(1);
        tasks.add(new Task(rate, documents / 2, MeteredWritesTest::mixed));
        tasks.add(new Task(rate, documents / 2, MeteredWritesTest::mixed));

        double seconds = run(80, offer / 10.0);

        assertThat(service.used() / seconds / offer).isBetween(0.97, 1.1);
        assertThat(service.refusedForEach(documents)).isLessThan(offer == 400 ? 0.05 : 0.03);
        assertThat(service.readsRefused()).isLessThan(0.05);
    }

    /** Half of the documents are in one of ten partitions, which has its tenth of the offer. */
    @Test
    void aHotPartitionIsUsedToTheFull() {
        hot = true;
        start(4_000, 10, new Offered(4_000, false));
        tasks.add(new Task(jvm(1), 4_000, MeteredWritesTest::usual));
        double units = 5
                * tasks.get(0).left.stream()
                        .filter(each -> service.partition(each) == 0)
                        .count();

        double seconds = run(100, 0);

        assertThat(units).isGreaterThan(0.5 * 4_000 * 5);
        assertThat(units / seconds / 400).isBetween(0.97, 1.1);
        assertThat(service.refusedForEach(4_000)).isLessThan(0.005);
    }

    /** It says that it takes nothing for ten seconds. */
    @Test
    void aPartitionThatIsSilentHoldsNobodyElseUp() {
        start(4_000, 2, new Offered(4_000, false));
        tasks.add(new Task(jvm(1), 20_000, MeteredWritesTest::usual));
        service.now(now);
        service.owes(0, 10);

        run(8, 0);

        assertThat(service.used() / 8).isBetween(0.97 * 2_000, 1.13 * 2_000);
        assertThat(service.refusedForEach(20_000)).isLessThan(0.01);
    }

    @Test
    void theTasksOfSeveralJvmsShareTheOfferWithoutTalking() {
        start(4_000, 2, new Offered(4_000, false));
        for (int n = 0; n < 4; n++) {
            tasks.add(new Task(jvm(4), 10_000, MeteredWritesTest::usual));
        }

        double seconds = run(30, 0);

        assertThat(tasks).noneMatch(Task::isDone);

        assertThat(service.used() / seconds / 4_000).isBetween(0.95, 1.1);
        assertThat(service.refusedForEach(30 * 4_000 / 5)).isLessThan(0.03);
    }

    /** Each of two writes that begin together has the whole offer in mind. */
    @Test
    void twoWritesThatDoNotKnowOfEachOther() {
        start(4_000, 2, new Offered(4_000, false));
        tasks.add(new Task(jvm(1), 20_000, MeteredWritesTest::usual));
        tasks.add(new Task(jvm(1), 20_000, MeteredWritesTest::usual));

        double seconds = run(25, 0);

        assertThat(tasks).noneMatch(Task::isDone);
        assertThat(service.used() / seconds / 4_000).isBetween(0.95, 1.1);
        assertThat(service.refusedForEach(25 * 4_000 / 5)).isLessThan(0.05);
    }

    /** There are no offers in serverless accounts, and not everybody may read them. */
    @ParameterizedTest
    @CsvSource({"400, 1, 2000", "4000, 2, 20000", "20000, 2, 100000"})
    void anOfferThatCannotBeReadIsLearned(int offer, int parts, int documents) {
        start(offer, parts, Offered.UNKNOWN);
        WriteRate rate = jvm(1);
        tasks.add(new Task(rate, documents, MeteredWritesTest::usual));

        double seconds = run(80, 0);

        assertThat(service.used() / seconds / offer).isGreaterThan(0.8);
        assertThat(service.refusedForEach(documents)).isLessThan(0.2);
    }

    @ParameterizedTest
    @CsvSource({"2000", "8000"})
    void anOfferThatIsChangedIsFollowedWithinThreeSeconds(int changed) {
        start(4_000, 2, new Offered(4_000, false));
        tasks.add(new Task(jvm(1), 100_000, MeteredWritesTest::usual));
        run(10, 0);

        service.offer(changed);
        run(3, 0);
        double before = service.used();
        run(4, 0);

        assertThat((service.used() - before) / 4).isBetween(0.95 * changed, 1.02 * changed);
        assertThat(service.readsOfOffers()).isLessThanOrEqualTo(10);
    }

    @Test
    void whereNothingIsMeteredNothingIsHeldBack() {
        start(1_000_000_000, 2, Offered.UNMETERED);
        tasks.add(new Task(jvm(1), 100_000, MeteredWritesTest::usual));

        double seconds = run(60, 0);

        // One request of 100 documents at a time to each of two partitions, which takes 4 ms.
        assertThat(seconds).isBetween(2.0, 3.0);
        assertThat(service.readsOfOffers()).isEqualTo(1);
    }
}
