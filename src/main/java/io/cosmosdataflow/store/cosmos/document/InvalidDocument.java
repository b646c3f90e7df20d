package io.cosmosdataflow.store.cosmos.document;

import java.util.Optional;

/** A text that is no document; the message says why, and never quotes the text. */
public final class InvalidDocument extends Exception {

    private final String id;

    public InvalidDocument(String message) {
        this(message, null);
    }

    /** @param id null if it has none that could be read */
    InvalidDocument(String message, String id) {
        super(message);
        this.id = id;
    }

    /** Its id, if that could be read. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }
}
