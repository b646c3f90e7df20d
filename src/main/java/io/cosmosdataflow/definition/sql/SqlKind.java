package io.cosmosdataflow.definition.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A family of relational databases, with Data Factory's names for it, old and new.
 *
 * <p>Source: Microsoft Learn, connector-azure-sql-database, connector-sql-server,
 * connector-azure-sql-data-warehouse, connector-azure-sql-managed-instance, connector-postgresql,
 * connector-azure-database-for-postgresql, connector-mysql, connector-azure-database-for-mysql, connector-mariadb,
 * connector-oracle.
 */
public enum SqlKind {
    SQL_SERVER(
            "SQL Server",
            List.of("AzureSqlDatabase", "SqlServer", "AzureSqlDW", "AzureSqlMI", "AmazonRdsForSqlServer"),
            List.of(
                    "AzureSqlTable",
                    "SqlServerTable",
                    "AzureSqlDWTable",
                    "AzureSqlMITable",
                    "AmazonRdsForSqlServerTable",
                    "SqlPoolTable"),
            List.of(
                    "AzureSqlSource",
                    "SqlServerSource",
                    "SqlDWSource",
                    "SqlMISource",
                    "SqlSource",
                    "AmazonRdsForSqlServerSource"),
            List.of("AzureSqlSink", "SqlServerSink", "SqlDWSink", "SqlMISink", "SqlSink")),
    POSTGRESQL(
            "PostgreSQL",
            List.of("AzurePostgreSql", "PostgreSql", "PostgreSqlV2"),
            List.of("AzurePostgreSqlTable", "PostgreSqlTable", "PostgreSqlV2Table"),
            List.of("AzurePostgreSqlSource", "PostgreSqlSource", "PostgreSqlV2Source", "RelationalSource"),
            List.of("AzurePostgreSqlSink", "AzurePostgreSQLSink")),
    MYSQL(
            "MySQL",
            List.of("AzureMySql", "MySql"),
            List.of("AzureMySqlTable", "MySqlTable"),
            List.of("AzureMySqlSource", "MySqlSource", "RelationalSource"),
            List.of("AzureMySqlSink")),
    MARIADB(
            "MariaDB",
            List.of("MariaDB", "AzureMariaDB"),
            List.of("MariaDBTable", "AzureMariaDBTable"),
            List.of("MariaDBSource", "AzureMariaDBSource"),
            List.of()),
    ORACLE(
            "Oracle",
            List.of("Oracle", "AmazonRdsForOracle"),
            List.of("OracleTable", "AmazonRdsForOracleTable"),
            List.of("OracleSource", "AmazonRdsForOracleSource", "RelationalSource"),
            List.of("OracleSink"));

    private final String shown;
    private final List<String> linkedServices;
    private final List<String> datasets;
    private final List<String> sources;
    private final List<String> sinks;

    SqlKind(
            String shown,
            List<String> linkedServices,
            List<String> datasets,
            List<String> sources,
            List<String> sinks) {
        this.shown = shown;
        this.linkedServices = linkedServices;
        this.datasets = datasets;
        this.sources = sources;
        this.sinks = sinks;
    }

    public String shown() {
        return shown;
    }

    public List<String> linkedServices() {
        return linkedServices;
    }

    public List<String> datasets() {
        return datasets;
    }

    public List<String> sources() {
        return sources;
    }

    public List<String> sinks() {
        return sinks;
    }

    /** Whether servers in Azure take no open connection where nothing is said of encryption. */
    boolean encryptedInAzure() {
        return this == MYSQL || this == MARIADB;
    }

    public static Optional<SqlKind> ofLinkedService(String type) {
        return Arrays.stream(values())
                .filter(kind -> kind.linkedServices.stream().anyMatch(type::equalsIgnoreCase))
                .findFirst();
    }

    public static Optional<SqlKind> ofDataset(String type) {
        return Arrays.stream(values())
                .filter(kind -> kind.datasets.stream().anyMatch(type::equalsIgnoreCase))
                .findFirst();
    }
}
