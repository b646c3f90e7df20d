package io.cosmosdataflow.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times of both sides of each kind of copy; prints medians and their ratio. */
final class Timings {

    private final Map<String, Map<String, List<Double>>> seconds = new LinkedHashMap<>();

    void measure(String kind, String side, Runnable work) {
        long start = System.nanoTime();
        work.run();
        seconds.computeIfAbsent(kind, name -> new LinkedHashMap<>())
                .computeIfAbsent(side, name -> new ArrayList<>())
                .add((System.nanoTime() - start) / 1e9);
    }

    void print(int documents) {
        System.out.println("kind              ours             by hand          ratio of times");
        seconds.forEach((kind, sides) -> {
            double ours = median(sides.get("ours"));
            double theirs = median(sides.get("theirs"));
            System.out.printf(
                    Locale.ROOT,
                    "%-17s %,8.0f docs/s  %,8.0f docs/s  %.2f%n",
                    kind,
                    documents / ours,
                    documents / theirs,
                    ours / theirs);
        });
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
