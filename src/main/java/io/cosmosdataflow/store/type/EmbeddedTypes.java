package io.cosmosdataflow.store.type;

/**
 * H2, the embedded database of local mode: standard SQL, in all its modes.
 *
 * <p>Source: H2's reference of data types. What stands in for SQL Server's {@code datetimeoffset} keeps its offset.
 */
final class EmbeddedTypes {

    static final NativeTypes H2 = new NativeTypes(
            "The embedded database of local mode",
            "H2, data types",
            """
            Boolean: boolean
            Byte[]: binary, binary varying, binary large object, java_object, geometry
            Datetime: timestamp, date
            Datetimeoffset: timestamp with time zone
            Decimal: numeric, decimal, decfloat
            Double: double precision, float
            Guid: uuid
            Int16: smallint, tinyint
            Int32: integer
            Int64: bigint
            Single: real
            String: character, character varying, character large object, varchar_ignorecase, enum, json, array, row
            Timespan: time, time with time zone, interval day to second
            """,
            """
            Boolean: boolean
            Byte: smallint
            Byte[]: binary large object ; binary varying(%l) up to 1048576
            Date: date
            Datetime: timestamp(7)
            Datetimeoffset: timestamp(7) with time zone
            Decimal: numeric(38,18) ; numeric(%p,%s) up to 38
            Double: double precision
            Guid: uuid
            Int16: smallint
            Int32: integer
            Int64: bigint
            SByte: smallint
            Single: real
            String: character varying ; character varying(%l) up to 1048576
            Timespan: time(7)
            UInt16: integer
            UInt32: bigint
            UInt64: numeric(20,0)
            """);

    private EmbeddedTypes() {}
}
