package io.cosmosdataflow.store.cosmos.document;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What a row of columns does not hold of the partition key of the document that it came from: which of its values are
 * null and which are missing, two keys to the service, where columns have NULL for both.
 *
 * <p>Source: Microsoft Learn, Azure Cosmos DB, partitioning-overview; PartitionKey.NULL and PartitionKey.NONE of the
 * SDK.
 *
 * @param paths of the partition key of the document's container
 * @param kinds for each path {@link #NULL}, {@link #MISSING} or {@link #PRESENT}
 * @param id of the document
 */
public record SourceKey(List<String> paths, String kinds, String id) {

    private static final char NULL = 'n';
    private static final char MISSING = 'm';
    private static final char PRESENT = 'p';
    private static final String SEPARATOR = "\n";

    public SourceKey {
        paths = List.copyOf(paths);
    }

    /** Takes it out of texts of documents, as a function of Spark's. */
    public record Reader(List<String> paths) implements Serializable {

        public Reader {
            paths = List.copyOf(paths);
        }

        /** Called by Spark's generated code. Null for what has no id, or is no document. */
        public UTF8String read(UTF8String document) {
            if (document == null) {
                return null;
            }
            try {
                String none = "";
                ScannedDocument scanned = new DocumentScanner(paths).scan(document.getBytes(), () -> none);
                StringBuilder kinds = new StringBuilder();
                for (KeyValue value : scanned.partitionKey()) {
                    kinds.append(
                            value instanceof KeyValue.Null
                                    ? NULL
                                    : value instanceof KeyValue.Missing ? MISSING : PRESENT);
                }
                return scanned.id().isEmpty()
                        ? null
                        : UTF8String.fromString(new SourceKey(paths, kinds.toString(), scanned.id()).text());
            } catch (InvalidDocument e) {
                return null;
            }
        }
    }

    /** The form in which rows carry it; an id may have any character, and comes last. */
    private String text() {
        return kinds + SEPARATOR + String.join(SEPARATOR, paths) + SEPARATOR + id;
    }

    /** @param text what {@link Reader#read} gave */
    public static SourceKey of(UTF8String text) {
        String all = new String(text.getBytes(), StandardCharsets.UTF_8);
        String kinds = all.substring(0, all.indexOf(SEPARATOR));
        String[] parts = all.split(SEPARATOR, kinds.length() + 2);
        int id = kinds.length() + 1;
        return new SourceKey(Arrays.asList(parts).subList(1, id), kinds, parts[id]);
    }

    /**
     * The partition key of a row that is still of this document, told to its last null.
     *
     * @param document that the row makes
     * @param ofPaths of the partition key of the container that it goes to
     * @return empty if the row has another id, or a NULL where the document has a value
     */
    public Optional<List<KeyValue>> told(ScannedDocument document, List<String> ofPaths) {
        if (!document.id().equals(id) || !paths.equals(ofPaths)) {
            return Optional.empty();
        }
        List<KeyValue> key = new ArrayList<>();
        for (int i = 0; i < kinds.length(); i++) {
            KeyValue value = document.partitionKey().get(i);
            boolean vague = value instanceof KeyValue.Null || value instanceof KeyValue.Missing;
            if (vague && kinds.charAt(i) == PRESENT) {
                return Optional.empty();
            }
            key.add(!vague ? value : kinds.charAt(i) == NULL ? new KeyValue.Null() : new KeyValue.Missing());
        }
        return Optional.of(key);
    }
}
