package io.cosmosdataflow.store.cosmos.write;

/** What is done with the document of a row; the name is the text in the column of operations. */
public enum RowOperation {
    INSERT,
    UPSERT,
    /** Replaces a document that exists. */
    UPDATE,
    /** Deletes by id and partition key; a document that is not there is fine. */
    DELETE
}
