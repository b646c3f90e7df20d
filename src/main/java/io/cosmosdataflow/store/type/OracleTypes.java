package io.cosmosdataflow.store.type;

import java.util.OptionalInt;

/** Oracle, as version 2.0 of the connector has it. */
final class OracleTypes {

    /** The scale that the driver reports for {@code FLOAT} and for {@code NUMBER} without precision and scale. */
    private static final int FLOATING = -127;

    private static final String TYPES =
            """
            Byte[]: bfile, blob, long raw, raw
            Datetime: date, timestamp, timestamp with local time zone
            Datetimeoffset: timestamp with time zone
            Double: binary_double
            Int64: interval year to month, intervalym
            Single: binary_float
            String: char, clob, long, nchar, nclob, nvarchar2, varchar2, varchar, rowid, urowid, xmltype, sys.xmltype, xml
            Timespan: interval day to second, intervalds
            """;

    private static final String DDL =
            """
            Boolean: number(1)
            Byte: number(3)
            Byte[]: blob ; raw(%l) up to 2000
            Date: date
            Datetime: timestamp(6)
            Datetimeoffset: timestamp(6) with time zone
            Decimal: number ; number(%p,%s) up to 38
            Double: binary_double
            Guid: char(36)
            Int16: number(5)
            Int32: number(10)
            Int64: number(19)
            SByte: number(3)
            Single: binary_float
            String: nclob ; nvarchar2(%l) up to 2000
            Timespan: interval day(9) to second(6)
            UInt16: number(5)
            UInt32: number(10)
            UInt64: number(20)
            """;

    static final NativeTypes ORACLE = new NativeTypes("Oracle", "connector-oracle", TYPES, DDL)
            .with("integer", "", (precision, scale) -> true, InterimType.DECIMAL)
            .with("float", "precision < 16", (precision, scale) -> precision.orElse(126) < 16, InterimType.DOUBLE)
            .with("float", "precision >= 16 or none", (precision, scale) -> true, InterimType.DECIMAL)
            .with("number", "without precision and scale", OracleTypes::undeclared, InterimType.DECIMAL)
            .with("number", "scale <= 0, precision - scale < 5", (p, s) -> whole(p, s, 5), InterimType.INT16)
            .with("number", "scale <= 0, precision - scale < 10", (p, s) -> whole(p, s, 10), InterimType.INT32)
            .with("number", "scale <= 0, precision - scale < 19", (p, s) -> whole(p, s, 19), InterimType.INT64)
            .with("number", "else precision < 8, scale <= 44", OracleTypes::single, InterimType.SINGLE)
            .with("number", "else precision >= 16", (p, s) -> p.orElse(38) >= 16, InterimType.DECIMAL)
            .with("number", "else", (p, s) -> true, InterimType.DOUBLE);

    private OracleTypes() {}

    private static boolean undeclared(OptionalInt precision, OptionalInt scale) {
        return precision.orElse(0) == 0 || scale.orElse(0) == FLOATING;
    }

    private static boolean whole(OptionalInt precision, OptionalInt scale, int below) {
        return scale.orElse(0) <= 0 && precision.getAsInt() - scale.orElse(0) < below;
    }

    private static boolean single(OptionalInt precision, OptionalInt scale) {
        int digits = scale.orElse(0);
        return precision.getAsInt() < 8 && (digits <= 0 ? precision.getAsInt() - digits <= 38 : digits <= 44);
    }
}
