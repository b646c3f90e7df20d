package io.cosmosdataflow.store.type;

/** SQL Server, its relatives in Azure, and Azure Synapse Analytics. */
final class SqlServerTypes {

    private static final String DDL =
            """
            Boolean: bit
            Byte: tinyint
            Byte[]: varbinary(max) ; varbinary(%l) up to 8000
            Date: date
            Datetime: datetime2
            Datetimeoffset: datetimeoffset
            Decimal: decimal(38,18) ; decimal(%p,%s) up to 38
            Double: float
            Guid: uniqueidentifier
            Int16: smallint
            Int32: int
            Int64: bigint
            SByte: smallint
            Single: real
            String: nvarchar(max) ; nvarchar(%l) up to 4000
            Timespan: time
            UInt16: int
            UInt32: bigint
            UInt64: decimal(20,0)
            """;

    static final NativeTypes SQL_SERVER = new NativeTypes(
            "SQL Server, Azure SQL Database, Azure SQL Managed Instance",
            "connector-azure-sql-database, connector-sql-server, connector-azure-sql-managed-instance",
            """
            Boolean: bit
            Byte: tinyint
            Byte[]: binary, varbinary, filestream, image, rowversion, timestamp, hierarchyid, geography, geometry
            Datetime: date, datetime, datetime2, smalldatetime
            Datetimeoffset: datetimeoffset
            Decimal: decimal, numeric, money, smallmoney
            Double: float
            Guid: uniqueidentifier
            Int16: smallint
            Int32: int
            Int64: bigint
            Single: real
            String: char, nchar, varchar, nvarchar, text, ntext, xml, sql_variant
            Timespan: time
            """,
            DDL);

    static final NativeTypes SYNAPSE = new NativeTypes(
            "Azure Synapse Analytics",
            "connector-azure-sql-data-warehouse",
            """
            Boolean: bit
            Byte: tinyint
            Byte[]: binary, varbinary, filestream, image, rowversion
            Datetime: date, datetime, datetime2, smalldatetime
            Datetimeoffset: datetimeoffset
            Decimal: decimal, numeric, money, smallmoney
            Double: float
            Guid: uniqueidentifier
            Int16: smallint
            Int32: int
            Int64: bigint
            Single: real
            String: char, nchar, varchar, nvarchar
            Timespan: time
            """,
            DDL);

    private SqlServerTypes() {}
}
