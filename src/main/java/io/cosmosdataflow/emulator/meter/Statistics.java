package io.cosmosdataflow.emulator.meter;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Counters of all that the emulator was asked, in total and per container; safe for all threads. */
public final class Statistics {

    private final long started = System.nanoTime();

    private final AtomicLongArray requests = new AtomicLongArray(RequestKind.values().length);
    private final Map<String, AtomicLongArray> regions = new ConcurrentHashMap<>();
    private final Map<String, List<OfferChange>> offers = new ConcurrentHashMap<>();
    private final LongAdder faults = new LongAdder();
    private final Map<String, LongAdder> direct = new ConcurrentHashMap<>();
    private final Counters total = new Counters();
    private final Map<String, Counters> containers = new ConcurrentHashMap<>();

    /** Counters of one container, named {@code database/container}, or of all. */
    private final class Counters {
        private final LongAdder pages = new LongAdder();
        private final LongAdder read = new LongAdder();
        private final LongAdder written = new LongAdder();
        private final LongAdder throttled = new LongAdder();
        private final DoubleAdder charge = new DoubleAdder();
        private final ChargeTimeline timeline = new ChargeTimeline(() -> System.nanoTime() - started);

        Totals totals() {
            return new Totals(pages.sum(), read.sum(), written.sum(), throttled.sum(), charge.sum());
        }
    }

    /**
     * The counters at one moment.
     *
     * @param pages answered by queries, lists and the change feed
     * @param documentsRead returned by those and by point reads
     * @param documentsWritten created, replaced, patched or deleted
     * @param throttled requests, and operations in a bulk request, answered 429 because an offer was exceeded
     * @param requestCharge in request units
     */
    public record Totals(long pages, long documentsRead, long documentsWritten, long throttled, double requestCharge) {}

    /**
     * A change of the throughput that a container, or a database, has.
     *
     * @param before RU/s; of autoscale the most
     * @param after RU/s; of autoscale the most
     * @param isAutoscale what it is now
     */
    public record OfferChange(int before, int after, boolean isAutoscale) {}

    public void request(String region, RequestKind kind) {
        requests.incrementAndGet(kind.ordinal());
        regions.computeIfAbsent(region, name -> new AtomicLongArray(RequestKind.values().length))
                .incrementAndGet(kind.ordinal());
    }

    /** @param name of a container, or {@code database/} */
    public void offerChanged(String name, OfferChange change) {
        offers.computeIfAbsent(name, absent -> new CopyOnWriteArrayList<>()).add(change);
    }

    public void fault() {
        faults.increment();
    }

    /** A request that came to a replica, and not to the gateway. */
    public void direct(String database) {
        direct.computeIfAbsent(database, name -> new LongAdder()).increment();
    }

    public void page(String container, long documents) {
        of(container).pages.increment();
        of(container).read.add(documents);
        total.pages.increment();
        total.read.add(documents);
    }

    public void read(String container, long documents) {
        of(container).read.add(documents);
        total.read.add(documents);
    }

    public void written(String container, long documents) {
        of(container).written.add(documents);
        total.written.add(documents);
    }

    public void throttled(String container, long operations) {
        of(container).throttled.add(operations);
        total.throttled.add(operations);
    }

    public void charged(String container, double units) {
        of(container).charge.add(units);
        of(container).timeline.add(units);
        total.charge.add(units);
    }

    private Counters of(String container) {
        return containers.computeIfAbsent(container, name -> new Counters());
    }

    public long requests(RequestKind kind) {
        return requests.get(kind.ordinal());
    }

    public Map<RequestKind, Long> requests() {
        Map<RequestKind, Long> counts = new EnumMap<>(RequestKind.class);
        for (RequestKind kind : RequestKind.values()) {
            counts.put(kind, requests(kind));
        }
        return counts;
    }

    /** All requests by the region that was asked; a region that nobody asked is missing. */
    public Map<String, Long> regions() {
        Map<String, Long> counts = new TreeMap<>();
        regions.forEach((name, kinds) -> counts.put(
                name, IntStream.range(0, kinds.length()).mapToLong(kinds::get).sum()));
        return counts;
    }

    public long requests(String region, RequestKind kind) {
        AtomicLongArray kinds = regions.get(region);
        return kinds == null ? 0 : kinds.get(kind.ordinal());
    }

    /** In the order in which they were made; a container that is dropped and made anew keeps its list. */
    public List<OfferChange> offerChanges(String database, String container) {
        return List.copyOf(offers.getOrDefault(name(database, container), List.of()));
    }

    public Map<String, List<OfferChange>> offerChanges() {
        return new TreeMap<>(offers);
    }

    /**
     * Request units that a container was charged, summed over each tenth of a second, from the first charge to the
     * last, ten minutes at most.
     */
    public double[] chargeTimeline(String database, String container) {
        return chargeTimeline(name(database, container));
    }

    /** @param container its {@link #name} */
    public double[] chargeTimeline(String container) {
        Counters counters = containers.get(container);
        return counters == null ? new double[0] : counters.timeline.steps();
    }

    /** Requests and operations that a fault rule answered or broke off. */
    public long faults() {
        return faults.sum();
    }

    /** Requests in direct mode; {@link #requests()} has them, too. */
    public long directRequests() {
        return direct.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public long directRequests(String database) {
        LongAdder counted = direct.get(database);
        return counted == null ? 0 : counted.sum();
    }

    public Totals total() {
        return total.totals();
    }

    public Totals container(String database, String container) {
        Counters counters = containers.get(name(database, container));
        return counters == null ? new Totals(0, 0, 0, 0, 0) : counters.totals();
    }

    public Map<String, Totals> containers() {
        Map<String, Totals> totals = new TreeMap<>();
        containers.forEach((name, counters) -> totals.put(name, counters.totals()));
        return totals;
    }

    public static String name(String database, String container) {
        return database + "/" + container;
    }
}
