package io.cosmosdataflow.store.skip;

import java.io.Serializable;

/** Takes the rows that a copy leaves out. Used inside tasks, by the task's own thread. */
public interface SkippedRows extends Serializable {

    /**
     * @param item the row, or id and partition key of a document, as {@link DelimitedItem} has it
     * @param message why it was left out: row, column, type of the value and target type, never a secret
     */
    void skip(String item, String message);

    /** @param code of the system that refuses the row; a number of an SQL error, say */
    default void skip(String item, String code, String message) {
        skip(item, code + ": " + message);
    }
}
