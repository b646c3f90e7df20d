package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import java.io.Serializable;

/**
 * A document that was not written.
 *
 * @param id of the document; empty if it has none that can be read
 * @param why for messages, without the document's content
 */
public record WriteFailure(ErrorCode code, String id, String why) implements Serializable {}
