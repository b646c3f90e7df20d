package io.cosmosdataflow.store;

import java.util.Locale;

/** What a sink does with a row. Rows carry it on their way to the writer as {@link #name()} or {@link #code()}. */
public enum RowOperation {
    INSERT,
    /** Changes what has the same key; there may be nothing. */
    UPDATE,
    /** Changes what has the same key, or inserts the row. */
    UPSERT,
    /** Deletes what has the same key; there may be nothing. */
    DELETE,
    /** Counts the row, and writes nothing: the sink does not allow what the row asks for. */
    SKIP;

    private static final RowOperation[] ALL = values();

    public byte code() {
        return (byte) ordinal();
    }

    /** @throws ArrayIndexOutOfBoundsException if it is nobody's {@link #code()} */
    public static RowOperation of(byte code) {
        return ALL[code];
    }

    /** As files of rejects have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
