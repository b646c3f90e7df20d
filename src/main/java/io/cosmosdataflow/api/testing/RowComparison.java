package io.cosmosdataflow.api.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Compares the rows of a stream with those that are expected. A row that has no equal is compared with the most
 * similar one that is left, so that the columns that differ can be named.
 */
final class RowComparison {

    /** The member of an expected row that names its policy. */
    static final String POLICY = "$policy";

    private static final int MOST_PAIRS = 200;
    private static final int MOST_DIFFERENCES = 20;
    private static final int MOST_CHARACTERS = 300;

    private final Map<String, DataType> types;
    private final boolean sorted;
    private final List<ObjectNode> expected;
    private final List<ObjectNode> actual;
    private final List<String> differences = new ArrayList<>();

    /** @param sorted whether the order of the rows counts */
    RowComparison(Map<String, DataType> types, List<ObjectNode> expected, List<ObjectNode> actual, boolean sorted) {
        this.types = types;
        this.sorted = sorted;
        boolean policies = expected.stream().anyMatch(row -> row.has(POLICY));
        this.expected = expected.stream().map(this::canonical).toList();
        this.actual = actual.stream()
                .map(this::canonical)
                .map(row -> policies ? row : row.<ObjectNode>without(POLICY))
                .toList();
    }

    private ObjectNode canonical(ObjectNode row) {
        ObjectNode canonical = row.objectNode();
        row.fields().forEachRemaining(member -> {
            JsonNode value =
                    CanonicalValue.of(member.getValue(), types.getOrDefault(member.getKey(), DataTypes.NullType));
            if (!value.isNull()) {
                canonical.set(member.getKey(), value);
            }
        });
        return canonical;
    }

    /** What differs, a line each, beginning with the row by its number in the expected file. */
    List<String> differences(Set<String> named) {
        columns(named);
        if (differences.isEmpty()) {
            rows();
        }
        if (differences.size() > MOST_DIFFERENCES) {
            int more = differences.size() - MOST_DIFFERENCES;
            List<String> cut = new ArrayList<>(differences.subList(0, MOST_DIFFERENCES));
            cut.add("and " + more + " more differences.");
            return cut;
        }
        return List.copyOf(differences);
    }

    /** Every column must be named in some row; a row need not name one that is null in it. */
    private void columns(Set<String> named) {
        if (named.isEmpty()) {
            return;
        }
        for (String name : named) {
            if (!types.containsKey(name) && !name.equals(POLICY)) {
                String hint = NearestNames.hint(name, types.keySet());
                differences.add(
                        ("column '" + name + "' is expected, and the stream has no such column. " + hint).strip());
            }
        }
        for (String name : types.keySet()) {
            if (!named.contains(name)) {
                differences.add(
                        "column '" + name + "' is not expected. Name it in a row of the file, if only as null.");
            }
        }
    }

    private void rows() {
        List<Integer> missing = indexes(expected);
        List<Integer> extra = indexes(actual);
        missing.removeIf(row -> {
            int equal = find(expected.get(row), extra);
            if (equal >= 0) {
                extra.remove(equal);
            }
            return equal >= 0;
        });
        if (missing.isEmpty() && extra.isEmpty()) {
            if (sorted) {
                order();
            }
            return;
        }
        pairs(missing, extra).forEach(pair -> {
            missing.remove(pair.expected());
            extra.remove(pair.actual());
        });
        differences.sort(Comparator.comparing(RowComparison::row));
        missing.forEach(row -> differences.add("row " + (row + 1) + " is missing: " + shown(expected.get(row))));
        extra.forEach(row -> differences.add("a row is not expected: " + shown(actual.get(row))));
    }

    private static int row(String difference) {
        return Integer.parseInt(difference.substring("row ".length(), difference.indexOf(':')));
    }

    private static List<Integer> indexes(List<ObjectNode> rows) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            indexes.add(i);
        }
        return indexes;
    }

    /** The place in {@code among} of the first row that is equal; -1 if there is none. */
    private int find(ObjectNode row, List<Integer> among) {
        for (int i = 0; i < among.size(); i++) {
            if (actual.get(among.get(i)).equals(row)) {
                return i;
            }
        }
        return -1;
    }

    private void order() {
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                int place = actual.indexOf(expected.get(i)) + 1;
                differences.add("row " + (i + 1) + ": the stream is sorted, and has this row as number " + place + ": "
                        + shown(expected.get(i)));
                return;
            }
        }
    }

    private record Pair(Integer expected, Integer actual, long similarity) {}

    /** The most similar rows first; each row in one pair at most. */
    private List<Pair> pairs(List<Integer> missing, List<Integer> extra) {
        List<Pair> candidates = new ArrayList<>();
        for (Integer row : missing.subList(0, Math.min(MOST_PAIRS, missing.size()))) {
            for (Integer other : extra.subList(0, Math.min(MOST_PAIRS, extra.size()))) {
                candidates.add(new Pair(row, other, similarity(expected.get(row), actual.get(other))));
            }
        }
        candidates.sort(Comparator.comparing(Pair::similarity).reversed());
        Set<Integer> paired = new HashSet<>();
        Set<Integer> others = new HashSet<>();
        List<Pair> pairs = new ArrayList<>();
        for (Pair pair : candidates) {
            if (!paired.contains(pair.expected()) && !others.contains(pair.actual())) {
                paired.add(pair.expected());
                others.add(pair.actual());
                pairs.add(pair);
                names(pair)
                        .forEach(name -> compare(
                                "row " + (pair.expected() + 1) + ": column '",
                                name,
                                expected.get(pair.expected()).path(name),
                                actual.get(pair.actual()).path(name)));
            }
        }
        return pairs;
    }

    private Set<String> names(Pair pair) {
        Set<String> names = new LinkedHashSet<>(types.keySet());
        expected.get(pair.expected()).fieldNames().forEachRemaining(names::add);
        actual.get(pair.actual()).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static long similarity(ObjectNode row, ObjectNode other) {
        Set<String> names = new TreeSet<>();
        row.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> row.path(name).equals(other.path(name)))
                .count();
    }

    /** Goes into objects and arrays, to the part that differs. */
    private void compare(String prefix, String path, JsonNode wanted, JsonNode got) {
        if (wanted.equals(got)) {
            return;
        }
        if (wanted.isObject() && got.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            wanted.fieldNames().forEachRemaining(names::add);
            got.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(prefix, path + "." + name, wanted.path(name), got.path(name)));
        } else if (wanted.isArray() && got.isArray() && wanted.size() == got.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                compare(prefix, path + "[" + (i + 1) + "]", wanted.get(i), got.get(i));
            }
        } else {
            differences.add(prefix + path + "': expected " + shown(wanted) + ", was " + shown(got) + ".");
        }
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode()
                ? "null"
                : value.isNumber() ? value.decimalValue().toPlainString() : value.toString();
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text;
    }
}
