package io.cosmosdataflow.copy.translator;

import io.cosmosdataflow.definition.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The array of a document whose elements become rows: {@code $['orders']}. An index goes to one element on the way,
 * {@code $['data'][0]['lines']}; a wildcard goes to all of them, one after the other, {@code $['orders'][*]['lines']},
 * and at the end also to the elements of arrays in the array.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, {@code collectionReference}, for an array by its
 * path, and JSONPath (RFC 9535) for what an index and a wildcard mean.
 *
 * @param arrays the path to the first array from the document, and to each further array from an element of the one
 *     before; the last one has no steps where the reference ends with a wildcard
 */
public record CollectionReference(List<JsonPath> arrays) {

    private static final String EACH = "[*]";

    public CollectionReference {
        arrays = List.copyOf(arrays);
    }

    /** Empty if the text is no such path. */
    public static Optional<CollectionReference> parse(String text) {
        List<JsonPath> arrays = new ArrayList<>();
        String rest = text.trim();
        int each = rest.indexOf(EACH);
        while (each >= 0) {
            if (!add(rest.substring(0, each), arrays)) {
                return Optional.empty();
            }
            rest = rest.substring(each + EACH.length()).replaceFirst("^\\.(?=.)", "");
            each = rest.indexOf(EACH);
        }
        return add(rest, arrays) ? Optional.of(new CollectionReference(arrays)) : Optional.empty();
    }

    private static boolean add(String text, List<JsonPath> arrays) {
        Optional<JsonPath> path = JsonPath.parse(text);
        boolean first = arrays.isEmpty();
        path.ifPresent(known -> arrays.add(new JsonPath(first, known.steps())));
        return path.filter(known -> first || !known.fromRoot()).isPresent();
    }
}
