package io.cosmosdataflow.store.cosmos.document;

/** A text that is no document; the message says why, and never quotes the text. */
public final class InvalidDocument extends Exception {

    public InvalidDocument(String message) {
        super(message);
    }
}
