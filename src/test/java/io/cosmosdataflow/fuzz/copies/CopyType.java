package io.cosmosdataflow.fuzz.copies;

import java.math.BigInteger;
import java.util.Map;

/**
 * An interim type, with Java's for its values: {@code Boolean}, {@code BigInteger}, {@code Double}, {@code BigDecimal},
 * {@code String} (of a Guid, of a Timespan, and of bytes in Base64, too), {@code LocalDateTime}, {@code LocalDate},
 * {@code OffsetDateTime}.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, the interim types.
 */
enum CopyType {
    BOOLEAN("Boolean", "boolean"),
    SBYTE("SByte", "tinyint"),
    BYTE("Byte", "smallint"),
    INT16("Int16", "smallint"),
    UINT16("UInt16", "int"),
    INT32("Int32", "int"),
    UINT32("UInt32", "bigint"),
    INT64("Int64", "bigint"),
    UINT64("UInt64", "decimal(20,0)"),
    DOUBLE("Double", "double"),
    /** Of a scale that nobody has said. */
    DECIMAL("Decimal", "decimal(38,18)"),
    WIDE("Decimal", "decimal(38,18)"),
    MONEY("Decimal", "decimal(12,3)"),
    STRING("String", "string"),
    DATETIME("Datetime", "timestamp"),
    DATE("Date", "date"),
    OFFSET("Datetimeoffset", "timestamp"),
    GUID("Guid", "string"),
    TIMESPAN("Timespan", "string"),
    BYTES("Byte[]", "binary");

    private static final Map<CopyType, Integer> SIGNED = Map.of(SBYTE, 8, INT16, 16, INT32, 32, INT64, 64);
    private static final Map<CopyType, Integer> UNSIGNED = Map.of(BYTE, 8, UINT16, 16, UINT32, 32, UINT64, 64);

    private final String interim;
    private final String spark;

    CopyType(String interim, String spark) {
        this.interim = interim;
        this.spark = spark;
    }

    /** As members of a side of a mapping, with a comma before each. */
    String members() {
        boolean sized = decimal() && this != DECIMAL;
        return ", \"type\": \"" + interim + "\""
                + (sized ? ", \"precision\": " + precision() + ", \"scale\": " + scale() : "");
    }

    /** Which files of typed columns have it as. */
    String spark() {
        return spark;
    }

    boolean whole() {
        return SIGNED.containsKey(this) || UNSIGNED.containsKey(this);
    }

    boolean decimal() {
        return this == DECIMAL || this == WIDE || this == MONEY;
    }

    boolean number() {
        return whole() || decimal() || this == DOUBLE;
    }

    boolean dated() {
        return this == DATE || this == DATETIME || this == OFFSET;
    }

    boolean holds(BigInteger value) {
        return SIGNED.containsKey(this)
                ? value.bitLength() < SIGNED.get(this)
                : value.signum() >= 0 && value.bitLength() <= UNSIGNED.get(this);
    }

    int precision() {
        return this == MONEY ? 12 : 38;
    }

    int scale() {
        return this == MONEY ? 3 : 18;
    }

    /** The documentation's table of conversions. */
    boolean becomes(CopyType to) {
        if (this == to || to == STRING || this == STRING) {
            return true;
        }
        boolean numbers = number() || this == BOOLEAN;
        return numbers && (to.number() || to == BOOLEAN) || dated() && to.dated();
    }
}
