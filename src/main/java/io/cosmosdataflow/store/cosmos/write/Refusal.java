package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;

/**
 * Why the service does not take a document.
 *
 * @param status HTTP status
 * @param why without the document's content
 */
record Refusal(ErrorCode code, int status, String why) {

    /** For a document that cannot even be sent; the status is what the service would answer. */
    static Refusal invalid(String why) {
        return new Refusal(ErrorCode.CosmosDocumentInvalid, 400, why);
    }

    String reason() {
        return code + ": " + why;
    }
}
