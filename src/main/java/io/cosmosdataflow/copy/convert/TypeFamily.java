package io.cosmosdataflow.copy.convert;

import io.cosmosdataflow.store.type.InterimType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rows and columns of the table of conversions.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Data type mapping".
 */
public enum TypeFamily {
    BOOLEAN("Boolean", InterimType.BOOLEAN),
    BYTE_ARRAY("Byte array", InterimType.BYTE_ARRAY),
    DATE_TIME("Date/Time", InterimType.DATE, InterimType.DATETIME, InterimType.DATETIMEOFFSET),
    DECIMAL("Decimal", InterimType.DECIMAL),
    FLOAT("Float-point", InterimType.SINGLE, InterimType.DOUBLE),
    GUID("GUID", InterimType.GUID),
    INTEGER(
            "Integer",
            InterimType.SBYTE,
            InterimType.BYTE,
            InterimType.INT16,
            InterimType.UINT16,
            InterimType.INT32,
            InterimType.UINT32,
            InterimType.INT64,
            InterimType.UINT64),
    STRING("String", InterimType.STRING),
    TIMESPAN("TimeSpan", InterimType.TIMESPAN);

    private static final Set<TypeFamily> NUMBERS = EnumSet.of(BOOLEAN, DECIMAL, FLOAT, INTEGER);

    private final String shown;
    private final Set<InterimType> types;

    TypeFamily(String shown, InterimType... types) {
        this.shown = shown;
        this.types = Set.copyOf(Arrays.asList(types));
    }

    /** The table's word for it. */
    public String shown() {
        return shown;
    }

    public static TypeFamily of(InterimType type) {
        return Arrays.stream(values())
                .filter(family -> family.types.contains(type))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the table has a tick for values of this family in a sink's column of another. */
    public boolean converts(TypeFamily sink) {
        return this == sink || this == STRING || sink == STRING || (NUMBERS.contains(this) && NUMBERS.contains(sink));
    }
}
