package io.cosmosdataflow.emulator.meter;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counters of all that the emulator was asked, in total and per container; safe for all threads. */
public final class Statistics {

    private final AtomicLongArray requests = new AtomicLongArray(RequestKind.values().length);
    private final LongAdder faults = new LongAdder();
    private final Counters total = new Counters();
    private final Map<String, Counters> containers = new ConcurrentHashMap<>();

    /** Counters of one container, named {@code database/container}, or of all. */
    private static final class Counters {
        private final LongAdder pages = new LongAdder();
        private final LongAdder read = new LongAdder();
        private final LongAdder written = new LongAdder();
        private final LongAdder throttled = new LongAdder();
        private final DoubleAdder charge = new DoubleAdder();

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

    public void request(RequestKind kind) {
        requests.incrementAndGet(kind.ordinal());
    }

    public void fault() {
        faults.increment();
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

    /** Requests and operations that a fault rule answered or broke off. */
    public long faults() {
        return faults.sum();
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
