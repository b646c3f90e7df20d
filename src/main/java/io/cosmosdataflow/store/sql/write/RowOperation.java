package io.cosmosdataflow.store.sql.write;

/** What is done with a row; rows carry its {@link #code} in their first column. */
public enum RowOperation {
    INSERT,
    /** Changes the rows with the same key; there may be none. */
    UPDATE,
    /** Changes the row with the same key, or inserts it. */
    UPSERT,
    /** Deletes the rows with the same key; there may be none. */
    DELETE,
    /** Counts the row, and writes nothing: the sink does not allow what the row asks for. */
    SKIP;

    private static final RowOperation[] ALL = values();

    public byte code() {
        return (byte) ordinal();
    }

    static RowOperation of(byte code) {
        return ALL[code];
    }
}
