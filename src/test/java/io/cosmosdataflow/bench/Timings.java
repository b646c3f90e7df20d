package io.cosmosdataflow.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times of both sides of each kind of work; prints medians of the times, and of the ratios within a round: what else the
 * machine does meanwhile meets both sides of a round alike. The time of this JVM's threads on the processors says how
 * good the ratio of times is.
 */
final class Timings {

    /** Rounds that do not count: in the first ones the JVM compiles, for whoever comes first. */
    static final int WARM_UP = 2;

    private final Map<String, Map<String, List<Double>>> seconds = new LinkedHashMap<>();

    private final Map<String, Map<String, List<Double>>> cpuSeconds = new LinkedHashMap<>();

    /** Time that this JVM has spent on the processors, the collection of garbage included. */
    static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    void measure(String kind, String side, Runnable work) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - start) / 1e9;
        double tookCpu = (cpuNanos() - cpu) / 1e9;
        add(seconds, kind, side, took);
        add(cpuSeconds, kind, side, tookCpu);
        System.out.printf(Locale.ROOT, "%s, %s: %.1f s, of the processors %.1f s%n", kind, side, took, tookCpu);
    }

    private static void add(Map<String, Map<String, List<Double>>> all, String kind, String side, double value) {
        all.computeIfAbsent(kind, name -> new LinkedHashMap<>())
                .computeIfAbsent(side, name -> new ArrayList<>())
                .add(value);
    }

    void print(int documents) {
        System.out.println("kind              ours             by hand          ratio of times  of CPU times");
        seconds.forEach((kind, sides) -> {
            double ours = median(sides.get("ours"));
            double theirs = median(sides.get("theirs"));
            Map<String, List<Double>> cpu = cpuSeconds.get(kind);
            System.out.printf(
                    Locale.ROOT,
                    "%-17s %,8.0f docs/s  %,8.0f docs/s  %-14.2f  %.2f%n",
                    kind,
                    documents / ours,
                    documents / theirs,
                    ratio(sides, "ours", "theirs"),
                    ratio(cpu, "ours", "theirs"));
        });
    }

    /** What {@code side} took for each kind of work, as a part of what ours did. */
    void printBeside(String side, int documents) {
        System.out.printf("kind              ours, %-10s ratio to ours    of CPU times%n", side);
        seconds.forEach((kind, sides) -> System.out.printf(
                Locale.ROOT,
                "%-17s %,8.0f docs/s  %-16.2f %.2f%n",
                kind,
                documents / median(sides.get(side)),
                ratio(sides, side, "ours"),
                ratio(cpuSeconds.get(kind), side, "ours")));
    }

    private static double ratio(Map<String, List<Double>> sides, String side, String other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < sides.get(side).size(); round++) {
            ratios.add(sides.get(side).get(round) / sides.get(other).get(round));
        }
        return median(ratios);
    }

    /** Of both middle ones, their mean. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
