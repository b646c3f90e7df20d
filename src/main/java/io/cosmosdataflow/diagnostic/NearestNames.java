package io.cosmosdataflow.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Answers an unknown name with the known ones it may stand for. */
public final class NearestNames {

    private static final int MOST = 3;

    private NearestNames() {}

    /** Up to three of {@code known} that differ from {@code name} by a typing slip, the nearest first. */
    public static List<String> of(String name, Collection<String> known) {
        int slips = Math.max(1, name.length() / 3);
        LevenshteinDistance distance = new LevenshteinDistance(slips);
        record Candidate(String name, int distance) {}
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .distinct()
                .map(each -> new Candidate(each, distance.apply(wanted, each.toLowerCase(Locale.ROOT))))
                .filter(each -> each.distance() >= 0)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /** {@code Did you mean 'a' or 'b'?}, or {@code otherwise} when none is near. */
    public static String hint(String name, Collection<String> known, String otherwise) {
        List<String> near = of(name, known);
        return near.isEmpty() ? otherwise : "Did you mean " + quoted(near, " or ") + "?";
    }

    /** {@code Did you mean 'a' or 'b'?}, or the known names when none is near and they are few, or nothing. */
    public static String hint(String name, Collection<String> known) {
        boolean few = !known.isEmpty() && known.size() <= 12;
        return hint(
                name,
                known,
                few ? "Known: " + quoted(known.stream().distinct().sorted().toList(), ", ") + "." : "");
    }

    private static String quoted(List<String> names, String separator) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(separator));
    }
}
