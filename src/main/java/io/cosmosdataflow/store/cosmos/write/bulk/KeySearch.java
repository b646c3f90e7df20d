package io.cosmosdataflow.store.cosmos.write.bulk;

import io.cosmosdataflow.store.cosmos.document.KeyMembers;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * The partition keys that a row of columns may mean: to the service a value that is null and one that is missing are
 * two keys, and a column has NULL for both. The keys are looked up one after the other.
 */
final class KeySearch {

    private final List<String> paths;
    private final List<List<KeyValue>> keys;
    private final List<List<KeyValue>> found = new ArrayList<>(1);
    private int at;

    /** @param key as the row has it, which is looked up first */
    KeySearch(List<String> paths, List<KeyValue> key) {
        this.paths = List.copyOf(paths);
        this.keys = variants(key);
    }

    /** Whether the row does not tell which key it means; only then there is anything to look up. */
    static boolean isVague(KeyValue value) {
        return value instanceof KeyValue.Null || value instanceof KeyValue.Missing;
    }

    private static List<List<KeyValue>> variants(List<KeyValue> key) {
        List<List<KeyValue>> variants = new ArrayList<>(List.of(List.of()));
        for (KeyValue value : key) {
            List<List<KeyValue>> longer = new ArrayList<>();
            for (List<KeyValue> start : variants) {
                longer.add(plus(start, value));
            }
            if (isVague(value)) {
                KeyValue other = value instanceof KeyValue.Null ? new KeyValue.Missing() : new KeyValue.Null();
                variants.forEach(start -> longer.add(plus(start, other)));
            }
            variants = longer;
        }
        return variants;
    }

    private static List<KeyValue> plus(List<KeyValue> start, KeyValue value) {
        List<KeyValue> longer = new ArrayList<>(start);
        longer.add(value);
        return List.copyOf(longer);
    }

    /** The key to look up now. */
    List<KeyValue> present() {
        return keys.get(at);
    }

    /**
     * @param there whether the present key has a document
     * @return whether there is another key to look up
     */
    boolean next(boolean there) {
        if (there) {
            found.add(present());
        }
        at++;
        return at < keys.size();
    }

    List<List<KeyValue>> found() {
        return found;
    }

    /** The document with the only key that was found, in its text too: the service compares the two. */
    ScannedDocument applied(ScannedDocument document) {
        List<KeyValue> key = found.get(0);
        return key.equals(document.partitionKey()) ? document : KeyMembers.with(document, paths, key);
    }
}
