package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.reactor.core.publisher.Mono;
import azure_cosmos_spark.reactor.core.scheduler.Scheduler;
import azure_cosmos_spark.reactor.core.scheduler.Schedulers;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A container in memory, behind a way on which everything goes wrong that may go wrong. */
public final class UnreliableTransport implements Transport {

    enum Mishap {
        NONE,
        /** Operations are done twice, and the second answer is told: nothing shows that there was a first. */
        REPEATED,
        /** The request is not carried out, and never answered. */
        FORGOTTEN_BEFORE,
        /** It is carried out, and never answered. */
        FORGOTTEN_AFTER,
        /** The answer comes when nobody waits for it any more. */
        LATE,
        /** It is carried out when it may have been given up already, and never answered. */
        ARRIVES_LATE,
        BROKEN_BEFORE,
        BROKEN_AFTER,
        /** Each operation is refused with status 429. */
        THROTTLED,
        /** Every second operation has status 449. */
        SOME_RETRY_WITH
    }

    public static final Duration PATIENCE = Duration.ofMillis(120);
    private static final int RANGES = 3;
    private static final double CHARGE = 5;

    private final Scheduler network = Schedulers.newBoundedElastic(4, 10_000, "unreliable");
    private final Random random;
    private final double rate;
    private final Map<String, String> stored = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Integer> open = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private int requests;
    private int mishaps;

    public UnreliableTransport(Random random, double rate) {
        this.random = random;
        this.rate = rate;
    }

    public synchronized Map<String, String> stored() {
        return Map.copyOf(stored);
    }

    /** What was promised of requests and did not hold. */
    public synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    public synchronized int requests() {
        return requests;
    }

    public synchronized int mishaps() {
        return mishaps;
    }

    public void close() {
        network.dispose();
    }

    @Override
    public synchronized Mono<String> range(PendingWrite write) {
        String range = "range" + Math.floorMod(write.document().id().hashCode(), RANGES);
        if (random.nextDouble() < rate / 10) {
            mishaps++;
            return random.nextBoolean() ? Mono.never() : Mono.error(new IllegalStateException("nobody knows"));
        }
        return random.nextBoolean() ? Mono.just(range) : Mono.just(range).publishOn(network);
    }

    @Override
    public void refreshRanges() {}

    @Override
    public Mono<Offered> offered() {
        return Mono.just(Offered.UNMETERED);
    }

    @Override
    public Duration patience() {
        return rate == 0 ? Duration.ofSeconds(30) : PATIENCE;
    }

    @Override
    public Duration leastPatience() {
        return PATIENCE.dividedBy(6);
    }

    @Override
    public Mono<List<Answer>> send(String range, List<PendingWrite> writes) {
        return Mono.defer(() -> {
            begin(range, writes);
            Mishap mishap = next();
            return Mono.delay(Duration.ofNanos(1_000L * pause()), network)
                    .flatMap(tick -> carriedOut(mishap, writes))
                    .doOnTerminate(() -> end(range, writes))
                    .doOnCancel(() -> end(range, writes));
        });
    }

    private synchronized int pause() {
        return random.nextInt(3_000);
    }

    private synchronized Mishap next() {
        requests++;
        if (random.nextDouble() >= rate) {
            return Mishap.NONE;
        }
        mishaps++;
        return Mishap.values()[1 + random.nextInt(Mishap.values().length - 1)];
    }

    private synchronized void begin(String range, List<PendingWrite> writes) {
        for (PendingWrite write : writes) {
            if (!underWay.add(write.key())) {
                broken.add("two operations on " + write.key() + " at a time");
            }
        }
        if (open.merge(range, 1, Integer::sum) > PartitionQueue.MOST_OPEN) {
            broken.add("too many requests to " + range);
        }
        long bytes = writes.stream().mapToLong(PendingWrite::bytes).sum();
        if (writes.size() > 1 && bytes > PartitionQueue.MOST_BYTES) {
            broken.add("a request of " + bytes + " bytes");
        }
    }

    private synchronized void end(String range, List<PendingWrite> writes) {
        open.merge(range, -1, Integer::sum);
        writes.forEach(write -> underWay.remove(write.key()));
    }

    private synchronized Mono<List<Answer>> carriedOut(Mishap mishap, List<PendingWrite> writes) {
        return switch (mishap) {
            case NONE -> Mono.just(done(writes, true));
            case REPEATED -> {
                done(writes, true);
                yield Mono.just(done(writes, false));
            }
            case FORGOTTEN_BEFORE -> Mono.never();
            case FORGOTTEN_AFTER -> {
                done(writes, true);
                yield Mono.never();
            }
            case LATE -> Mono.just(done(writes, true)).delayElement(PATIENCE.multipliedBy(2), network);
            case ARRIVES_LATE -> {
                List<PendingWrite> arriving =
                        writes.stream().filter(write -> !write.reading()).toList();
                network.schedule(
                        () -> arrived(arriving),
                        random.nextInt((int) PATIENCE.toMillis() * 3 / 4),
                        TimeUnit.MILLISECONDS);
                yield Mono.never();
            }
            case BROKEN_BEFORE -> Mono.error(new IllegalStateException("broken"));
            case BROKEN_AFTER -> {
                done(writes, true);
                yield Mono.error(new IllegalStateException("broken"));
            }
            case THROTTLED -> Mono.just(
                    writes.stream().map(write -> answer(429, true, null)).toList());
            case SOME_RETRY_WITH -> {
                List<Answer> answers = new ArrayList<>();
                for (PendingWrite write : writes) {
                    answers.add(answers.size() % 2 == 0 ? answer(449, true, null) : done(write, true));
                }
                yield Mono.just(answers);
            }
        };
    }

    private synchronized void arrived(List<PendingWrite> writes) {
        done(writes, true);
    }

    private List<Answer> done(List<PendingWrite> writes, boolean first) {
        return writes.stream().map(write -> done(write, first)).toList();
    }

    private Answer done(PendingWrite write, boolean first) {
        String id = write.document().id();
        String there = stored.get(id);
        if (write.reading()) {
            return answer(there == null ? 404 : 200, first, there);
        }
        String text = write.document().text();
        return switch (write.operation()) {
            case INSERT -> {
                boolean free = stored.putIfAbsent(id, text) == null;
                yield answer(free ? 201 : 409, first, null);
            }
            case UPSERT -> {
                stored.put(id, text);
                yield answer(there == null ? 201 : 200, first, null);
            }
            case UPDATE -> {
                stored.replace(id, text);
                yield answer(there == null ? 404 : 200, first, null);
            }
            case DELETE -> {
                stored.remove(id);
                yield answer(there == null ? 404 : 204, first, null);
            }
            case SKIP -> throw new AssertionError("skipped rows are not sent");
        };
    }

    private static Answer answer(int status, boolean first, String document) {
        return new Answer(
                Verdict.of(status),
                new Answer.StatusCode(status, 0),
                Duration.ZERO,
                "an activity",
                CHARGE,
                first,
                () -> document.getBytes(StandardCharsets.UTF_8),
                "");
    }
}
