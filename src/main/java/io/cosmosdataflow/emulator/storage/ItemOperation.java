package io.cosmosdataflow.emulator.storage;

import io.cosmosdataflow.emulator.partition.PartitionKeyValue;

/**
 * What a client wants done with one item.
 *
 * @param id null for a create or upsert: the document's own id
 * @param key null when the request names none: the document's own key
 * @param document for create, upsert and replace
 * @param patch for patch
 * @param ifMatch an etag or {@code *}, null where the request has no such condition
 */
public record ItemOperation(
        Kind kind,
        String id,
        PartitionKeyValue key,
        DocumentBody document,
        Patch patch,
        String ifMatch,
        String ifNoneMatch) {

    /** Named as in a batch request, but for upper case. */
    public enum Kind {
        CREATE,
        READ,
        UPSERT,
        REPLACE,
        PATCH,
        DELETE;

        public boolean isWrite() {
            return this != READ;
        }

        public boolean hasDocument() {
            return this == CREATE || this == UPSERT || this == REPLACE;
        }
    }
}
