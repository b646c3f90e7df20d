package io.cosmosdataflow.definition.json;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path to one value of a document: {@code $['a']['b'][0]}, {@code $.a.b}, or, from an element of the collection
 * reference on, {@code ['a']} and {@code a.b}.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, {@code path} under "Explicit mapping".
 *
 * @param fromRoot whether it starts with {@code $}, at the document
 * @param steps none for the value itself
 */
public record JsonPath(boolean fromRoot, List<Step> steps) implements Serializable {

    /** One step down. */
    public sealed interface Step extends Serializable {}

    /** To the member of an object. */
    public record Member(String name) implements Step {}

    /** To the element of an array, from 0. */
    public record Element(int index) implements Step {}

    public JsonPath {
        steps = List.copyOf(steps);
    }

    /** A member of the document itself. */
    public static JsonPath member(String name) {
        return new JsonPath(true, List.of(new Member(name)));
    }

    /**
     * Members below each other, from the document on; a separator that is empty, or stands at an
     * end of the name, splits nothing.
     */
    public static JsonPath members(String name, String separator) {
        List<String> parts = separator.isEmpty() ? List.of(name) : List.of(name.split(Pattern.quote(separator), -1));
        return parts.contains("")
                ? member(name)
                : new JsonPath(true, parts.stream().<Step>map(Member::new).toList());
    }

    /** Empty if the text is no such path; wildcards, slices and filters are none. */
    public static Optional<JsonPath> parse(String text) {
        String path = text.trim();
        boolean fromRoot = path.startsWith("$");
        String rest = fromRoot ? path.substring(1) : path;
        List<Step> steps = new ArrayList<>();
        PathScanner scanner = new PathScanner(rest);
        while (scanner.more()) {
            // A plain name has a dot before it, unless it is the first of a path from an element on.
            Optional<Step> step = scanner.next(fromRoot || !steps.isEmpty());
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
        }
        return Optional.of(new JsonPath(fromRoot, steps));
    }

    /** Whether it goes through an array. */
    public boolean indexed() {
        return steps.stream().anyMatch(Element.class::isInstance);
    }

    /** The name, if it is a member of the document itself. */
    public Optional<String> onlyMember() {
        return steps.size() == 1 && steps.get(0) instanceof Member member
                ? Optional.of(member.name())
                : Optional.empty();
    }

    /** Names from the outside in; only of a path that goes through no array. */
    public List<String> names() {
        return steps.stream().map(step -> ((Member) step).name()).toList();
    }

    /** As the authoring tool writes it. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step -> step instanceof Member member
                        ? "['" + member.name().replace("\\", "\\\\").replace("'", "\\'") + "']"
                        : "[" + ((Element) step).index() + "]")
                .collect(Collectors.joining("", fromRoot ? "$" : "", ""));
    }
}
