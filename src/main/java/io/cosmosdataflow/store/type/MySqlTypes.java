package io.cosmosdataflow.store.type;

/** MySQL and MariaDB, as the recommended driver versions have them. */
final class MySqlTypes {

    private static final String TYPES =
            """
            Boolean: bool, boolean
            Byte[]: blob, longblob, mediumblob, tinyblob, long varbinary, binary, varbinary, geometry
            Datetime: date, datetime, timestamp
            Decimal: bigint unsigned, decimal, numeric, decimal unsigned
            Double: double, double precision, real, double unsigned
            Int16: smallint, tinyint unsigned
            Int32: int, integer, mediumint, smallint unsigned, year
            Int64: bigint, int unsigned, integer unsigned, mediumint unsigned
            Single: float, float unsigned
            String: char, varchar, enum, json, long varchar, longtext, mediumtext, set, text, tinytext
            Timespan: time
            UInt64: bit
            """;

    private static final String DDL =
            """
            Boolean: boolean
            Byte: tinyint unsigned
            Byte[]: longblob ; varbinary(%l) up to 16383
            Date: date
            Datetime: datetime(6)
            Datetimeoffset: varchar(40)
            Decimal: decimal(38,18) ; decimal(%p,%s) up to 65
            Double: double
            Guid: char(36)
            Int16: smallint
            Int32: int
            Int64: bigint
            SByte: tinyint
            Single: float
            String: longtext ; varchar(%l) up to 16383
            Timespan: time(6)
            UInt16: smallint unsigned
            UInt32: int unsigned
            UInt64: bigint unsigned
            """;

    static final NativeTypes MYSQL = table("MySQL", "connector-mysql, connector-azure-database-for-mysql");
    static final NativeTypes MARIADB = table("MariaDB", "connector-mariadb");

    private MySqlTypes() {}

    private static NativeTypes table(String store, String source) {
        return new NativeTypes(store, source, TYPES, DDL)
                .with(
                        "tinyint",
                        "declared tinyint(1)",
                        (precision, scale) -> precision.orElse(0) == 1,
                        InterimType.BOOLEAN)
                .with("tinyint", "else", (precision, scale) -> true, InterimType.SBYTE);
    }
}
