package io.cosmosdataflow.store.cosmos.write;

import java.util.Locale;

/** What is done with the document of a row; the name is the text in the column of operations. */
public enum RowOperation {
    INSERT,
    UPSERT,
    /** Replaces a document that exists. */
    UPDATE,
    /** Deletes by id and partition key; {@link DocumentsToWrite} says what of a document that is not there. */
    DELETE,
    /** Counts the row, and sends nothing: the sink does not allow what the row asks for. */
    SKIP;

    /** As files of rejects have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
