package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.reactor.core.publisher.Mono;
import azure_cosmos_spark.reactor.core.publisher.MonoSink;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A container with so many physical partitions, each of which has an equal share of the throughput: what is there for one
 * second at most is kept, an operation is let in while anything is left, and is charged then. Time is set, not waited for.
 */
final class MeteredService implements Transport {

    private static final double NANOS = 1e9;

    /** What the service is like. */
    record Terms(double offer, int partitions, double charge, Duration answersAfter) {

        Terms withOffer(double other) {
            return new Terms(other, partitions, charge, answersAfter);
        }
    }

    private record Answering(long at, MonoSink<List<Answer>> sink, List<Answer> answers)
            implements Comparable<Answering> {

        @Override
        public int compareTo(Answering other) {
            return Long.compare(at, other.at);
        }
    }

    private Terms terms;
    private Offered said;
    private final double[] left;
    private long at;
    private final Queue<Answering> answering = new PriorityQueue<>();

    private long operations;
    private long refused;
    private double used;
    private long reads;
    private long readsRefused;
    private int readsOfOffers;

    /** @param said of the offer */
    MeteredService(Terms terms, Offered said) {
        this.terms = terms;
        this.said = said;
        this.left = new double[terms.partitions()];
        for (int n = 0; n < left.length; n++) {
            left[n] = share();
        }
    }

    private double share() {
        return terms.offer() / terms.partitions();
    }

    void offer(double changed) {
        terms = terms.withOffer(changed);
        said = new Offered(changed, false);
    }

    /** What has been answered until then is told. */
    void now(long nanos) {
        for (int n = 0; n < left.length; n++) {
            left[n] = Math.min(share(), left[n] + share() * (nanos - at) / NANOS);
        }
        at = nanos;
        while (!answering.isEmpty() && answering.peek().at() <= nanos) {
            Answering next = answering.remove();
            next.sink().success(next.answers());
        }
    }

    /** Somebody has spent there what is given in so many seconds. */
    void owes(int partition, double seconds) {
        left[partition] = -seconds * share();
    }

    /** Of a neighbour, for 1 RU. */
    void read(int partition) {
        reads++;
        if (left[partition] > 0) {
            left[partition]--;
            used++;
        } else {
            readsRefused++;
        }
    }

    double used() {
        return used;
    }

    long operations() {
        return operations;
    }

    double refusedForEach(int documents) {
        return (double) refused / documents;
    }

    double readsRefused() {
        return reads == 0 ? 0 : (double) readsRefused / reads;
    }

    int readsOfOffers() {
        return readsOfOffers;
    }

    int partition(PendingWrite write) {
        return Math.floorMod(write.document().id().hashCode(), terms.partitions());
    }

    @Override
    public Mono<String> range(PendingWrite write) {
        return Mono.just(String.valueOf(partition(write)));
    }

    @Override
    public void refreshRanges() {}

    @Override
    public Mono<Offered> offered() {
        readsOfOffers++;
        return said.known() ? Mono.just(said) : Mono.error(new IllegalStateException("not allowed"));
    }

    @Override
    public Mono<List<Answer>> send(String range, List<PendingWrite> writes) {
        int partition = Integer.parseInt(range);
        return Mono.create(sink -> {
            List<Answer> answers = new ArrayList<>();
            for (PendingWrite write : writes) {
                answers.add(write(partition, write));
            }
            answering.add(new Answering(at + terms.answersAfter().toNanos(), sink, answers));
        });
    }

    private Answer write(int partition, PendingWrite write) {
        operations++;
        if (left[partition] <= 0) {
            refused++;
            long millis = Math.max(1, (long) Math.ceil(1000 * -left[partition] / share()));
            return answer(429, Duration.ofMillis(millis), 0);
        }
        // As published: 5 RU for the first KB and 0.45 for each that follows.
        double charge = terms.charge() + Math.max(0, Math.ceil(write.bytes() / 1024.0) - 1) * 45 / 99;
        left[partition] -= charge;
        used += charge;
        return answer(200, Duration.ZERO, charge);
    }

    private static Answer answer(int status, Duration retryAfter, double charge) {
        return new Answer(
                Verdict.of(status),
                new Answer.StatusCode(status, 0),
                retryAfter,
                "",
                charge,
                true,
                () -> new byte[0],
                "");
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(6);
    }

    @Override
    public Duration leastPatience() {
        return Duration.ofSeconds(1);
    }
}
