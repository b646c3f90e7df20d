package io.cosmosdataflow.store.type;

import java.util.OptionalInt;

/** PostgreSQL, with the names that its driver reports next to those of declarations. */
final class PostgreSqlTypes {

    static final NativeTypes POSTGRESQL = new NativeTypes(
                    "PostgreSQL",
                    "connector-postgresql, connector-azure-database-for-postgresql",
                    """
                    Boolean: boolean, bool
                    Byte[]: bytea, bit, bit varying, varbit
                    Datetime: timestamp, timestamp without time zone, timestamp with time zone, timestamptz, date
                    Datetimeoffset: time with time zone, timetz
                    Decimal: money
                    Double: double, double precision, float8
                    Guid: uuid
                    Int16: smallint, int2, smallserial, serial2
                    Int32: integer, int, int4, serial, serial4
                    Int64: bigint, int8, bigserial, serial8, oid
                    Single: real, float4
                    String: char, character, bpchar, varchar, character varying, text, name, citext, json, jsonb, xml, point, \
                    line, lseg, box, path, polygon, circle, cidr, inet, macaddr, macaddr8, tsvector, tsquery, array, \
                    range, int4range, int8range, numrange, tsrange, tstzrange, daterange
                    Timespan: time, time without time zone, interval
                    """,
                    """
                    Boolean: boolean
                    Byte: smallint
                    Byte[]: bytea
                    Date: date
                    Datetime: timestamp
                    Datetimeoffset: timestamp with time zone
                    Decimal: numeric ; numeric(%p,%s) up to 1000
                    Double: double precision
                    Guid: uuid
                    Int16: smallint
                    Int32: integer
                    Int64: bigint
                    SByte: smallint
                    Single: real
                    String: text ; varchar(%l) up to 10485760
                    Timespan: interval
                    UInt16: integer
                    UInt32: bigint
                    UInt64: numeric(20,0)
                    """)
            .with("numeric", "precision <= 38 or none", PostgreSqlTypes::carried, InterimType.DECIMAL)
            .without("numeric", "precision > 38", (precision, scale) -> true)
            .with("decimal", "precision <= 38 or none", PostgreSqlTypes::carried, InterimType.DECIMAL)
            .without("decimal", "precision > 38", (precision, scale) -> true);

    private PostgreSqlTypes() {}

    private static boolean carried(OptionalInt precision, OptionalInt scale) {
        return precision.orElse(0) <= 38;
    }
}
