package io.cosmosdataflow.demand;

import java.util.Locale;

/**
 * What a database-like sink does with a row, as alter row decided. Rows carry the {@link #code} in the column
 * {@link #COLUMN}; without that column all rows are inserts.
 */
public enum RowPolicy {
    INSERT(1),
    UPDATE(2),
    UPSERT(3),
    DELETE(4);

    /** The hidden column, a byte. */
    public static final String COLUMN = "$$POLICY";

    private final byte code;

    RowPolicy(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /** The policy of a code that a row carries. */
    public static RowPolicy of(byte code) {
        for (RowPolicy policy : values()) {
            if (policy.code == code) {
                return policy;
            }
        }
        throw new IllegalArgumentException("No row policy has the code " + code + ".");
    }

    /** {@code insert}, {@code update}, ...: as people call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
