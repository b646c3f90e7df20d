package io.cosmosdataflow.fuzz.copies;

import io.cosmosdataflow.fuzz.copies.RandomValue.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Random documents, and what stands at paths of them. An object is a {@code Map}, an array a {@code List}, a number a
 * {@link RandomValue.Number}.
 */
final class Documents {

    /** Of the array whose elements become rows. */
    static final String LINES = "lines [x]";

    private static final String ARRAY = "arr";
    private static final String COMPLEX = "c,x";

    private final Random random;
    private final RandomValue values;
    private final List<Member> members = new ArrayList<>();
    private final List<Member> elements = new ArrayList<>();
    private final List<Map<String, Object>> documents = new ArrayList<>();

    /**
     * A value that all documents may have.
     *
     * @param path names, and places in arrays, from the document or an element of {@link #LINES} on
     * @param kind null for objects and arrays
     */
    record Member(List<Object> path, Kind kind) {}

    Documents(Random random, RandomValue values, List<String> names, int count) {
        this.random = random;
        this.values = values;
        List<String> left = new ArrayList<>(names);
        for (int i = 0; i < 3; i++) {
            String name = left.remove(random.nextInt(left.size()));
            List<Object> path =
                    random.nextInt(3) == 0 ? List.of(left.remove(random.nextInt(left.size())), name) : List.of(name);
            members.add(new Member(path, values.kind()));
        }
        members.add(new Member(List.of(ARRAY, random.nextInt(2)), values.kind()));
        members.add(new Member(List.of(COMPLEX), null));
        for (int i = 0; i < 2; i++) {
            elements.add(new Member(List.of(left.remove(random.nextInt(left.size()))), values.kind()));
        }
        for (int i = 0; i < count; i++) {
            documents.add(document(i));
        }
    }

    List<Member> members() {
        return members;
    }

    List<Member> elements() {
        return elements;
    }

    List<Map<String, Object>> documents() {
        return documents;
    }

    private Map<String, Object> document(int number) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", new RandomValue.Number(String.valueOf(number)));
        for (Member member : members) {
            if (random.nextInt(8) > 0) {
                put(document, member);
            }
        }
        if (random.nextInt(6) > 0) {
            List<Object> lines = new ArrayList<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                Map<String, Object> line = new LinkedHashMap<>();
                elements.forEach(member -> put(line, member));
                lines.add(line);
            }
            document.put(LINES, random.nextInt(8) == 0 ? null : lines);
        }
        return document;
    }

    @SuppressWarnings("unchecked")
    private void put(Map<String, Object> in, Member member) {
        String first = (String) member.path().get(0);
        if (member.kind() == null) {
            in.put(first, complex());
        } else if (first.equals(ARRAY)) {
            List<Object> items = new ArrayList<>();
            for (int left = random.nextInt(3); left > 0; left--) {
                items.add(values.json(member.kind()));
            }
            in.put(first, items);
        } else if (member.path().size() == 1) {
            in.put(first, values.json(member.kind()));
        } else {
            Map<String, Object> inner =
                    (Map<String, Object>) in.computeIfAbsent(first, none -> new LinkedHashMap<String, Object>());
            inner.put((String) member.path().get(1), values.json(member.kind()));
        }
    }

    private Object complex() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> Map.of();
            case 2 -> List.of(new RandomValue.Number("1.10"), List.of("a"));
            default -> Map.of("x y", new RandomValue.Number("1e3"));
        };
    }

    /** Null where there is nothing, or null. */
    static Object at(Object value, List<Object> path) {
        Object at = value;
        for (Object step : path) {
            if (at instanceof Map<?, ?> object && step instanceof String name) {
                at = object.get(name);
            } else if (at instanceof List<?> array && step instanceof Integer place) {
                at = place < array.size() ? array.get(place) : null;
            } else {
                return null;
            }
        }
        return at;
    }

    /** As a mapping has it: in brackets, or with dots where all names are plain. */
    static String path(String start, List<Object> steps, boolean dots) {
        boolean plain = steps.stream().allMatch(step -> step.toString().matches("[A-Za-z_]\\w*"));
        if (dots && plain) {
            String joined = steps.stream().map(String::valueOf).collect(Collectors.joining("."));
            return start.isEmpty() ? joined : start + "." + joined;
        }
        return start
                + steps.stream()
                        .map(step -> step instanceof Integer
                                ? "[" + step + "]"
                                : "['" + step.toString().replace("\\", "\\\\").replace("'", "\\'") + "']")
                        .collect(Collectors.joining());
    }

    static String json(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(entry -> quoted((String) entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> array) {
            return array.stream().map(Documents::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    /** A name in a definition, where a text that begins with @ is an expression, and @@ stands for @. */
    static String named(String name) {
        return quoted(name.startsWith("@") ? "@" + name : name);
    }

    /** Source: RFC 8259, section 7. */
    static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + '"';
    }
}
