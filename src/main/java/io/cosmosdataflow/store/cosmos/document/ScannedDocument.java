package io.cosmosdataflow.store.cosmos.document;

import java.util.List;

/**
 * A document that is ready to be sent.
 *
 * @param text as it came, but for an id that was generated
 * @param bytes length of the text in UTF-8
 * @param partitionKey one value per path of the container's partition key
 */
public record ScannedDocument(String text, int bytes, String id, List<KeyValue> partitionKey) {}
