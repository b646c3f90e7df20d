package io.cosmosdataflow.store.lost;

import java.util.Objects;

/**
 * A row that was not read or not written.
 *
 * @param item the row, or id and partition key of a document, as {@link DelimitedItem} has it
 * @param code of the system that refuses the row, a number of an SQL error, say; empty for none
 * @param message why: row, column, type of the value and target type, never a secret
 */
public record LostRow(String item, String code, String message) {

    public LostRow {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** Of a row that no other system refuses. */
    public LostRow(String item, String message) {
        this(item, "", message);
    }

    /** Code and message. */
    public String why() {
        return code.isEmpty() ? message : code + ": " + message;
    }
}
