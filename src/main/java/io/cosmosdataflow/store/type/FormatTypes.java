package io.cosmosdataflow.store.type;

import java.util.List;

/** Documents and files, whose types Spark's readers give. */
final class FormatTypes {

    static final NativeTypes DOCUMENTS = new NativeTypes(
            "Azure Cosmos DB for NoSQL and JSON files",
            "connector-azure-cosmos-db, format-json",
            """
            Boolean: boolean
            Datetime: string in ISO 8601 (detectDatetime)
            Decimal: whole number of more than 64 bits
            Double: number with a fraction or an exponent
            Int64: whole number
            String: string, object, array
            """,
            "");

    static final NativeTypes DELIMITED_TEXT =
            new NativeTypes("Delimited text", "format-delimited-text", "String: text", "");

    static final NativeTypes PARQUET = new NativeTypes(
            "Parquet",
            "format-parquet",
            """
            Boolean: boolean
            Byte[]: binary, fixed_len_byte_array
            Date: date
            Datetime: timestamp, int96
            Decimal: decimal, int64 unsigned
            Double: double
            Int16: int32 (16 bits), int32 (8 bits unsigned)
            Int32: int32, int32 (16 bits unsigned)
            Int64: int64, int32 unsigned
            SByte: int32 (8 bits)
            Single: float
            String: string, enum, json, list, map, struct
            Timespan: time
            """,
            "");

    static final NativeTypes AVRO = new NativeTypes(
            "Avro",
            "format-avro",
            """
            Boolean: boolean
            Byte[]: bytes, fixed
            Date: int (date)
            Datetime: long (timestamp-millis), long (timestamp-micros)
            Decimal: bytes (decimal), fixed (decimal)
            Double: double
            Int32: int
            Int64: long
            Single: float
            String: string, enum, array, map, record
            """,
            "");

    static final NativeTypes ORC = new NativeTypes(
            "ORC",
            "format-orc",
            """
            Boolean: boolean
            Byte[]: binary
            Date: date
            Datetime: timestamp
            Decimal: decimal
            Double: double
            Int16: smallint
            Int32: int
            Int64: bigint
            SByte: tinyint
            Single: float
            String: string, char, varchar, list, map, struct
            """,
            "");

    static final List<NativeTypes> ALL = List.of(DOCUMENTS, DELIMITED_TEXT, PARQUET, AVRO, ORC);

    private FormatTypes() {}
}
