package io.cosmosdataflow.emulator.storage;

import io.cosmosdataflow.emulator.protocol.ServiceError;

/**
 * What became of an operation: a status and the document, or an error.
 *
 * @param status 200, 201, 204 or 304; that of the error otherwise
 * @param document the version read or written; null after a delete and for an error
 * @param size the bytes that the request charge counts
 */
public record ItemOutcome(int status, StoredDocument document, int size, ServiceError error) {

    static ItemOutcome of(int status, StoredDocument document, int size) {
        return new ItemOutcome(status, document, size, null);
    }

    public static ItemOutcome failed(ServiceError error) {
        return new ItemOutcome(error.status(), null, 0, error);
    }

    public boolean isError() {
        return error != null;
    }
}
