package io.cosmosdataflow.definition.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which linked services a dataset may stand on, by types. The databases of a vendor count as one, since their datasets
 * differ in nothing; datasets that this version cannot use are not judged.
 *
 * <p>Source: Microsoft Learn, "Dataset properties" of the connectors' pages; "Supported data stores" of copy-activity-
 * overview for the stores of files.
 */
public final class DatasetServices {

    private static final String FILE_STORES =
            "AzureBlobStorage AzureStorage AzureBlobFS AzureDataLakeStore AzureFileStorage FileServer AmazonS3"
                    + " AmazonS3Compatible FtpServer GoogleCloudStorage Hdfs HttpServer Lakehouse OracleCloudStorage Sftp";

    private static final String TABLE =
            """
            Avro Binary DelimitedText Excel Json Orc Parquet Xml: %s
            AzureBlob: AzureBlobStorage AzureStorage
            AzureBlobFSFile: AzureBlobFS
            AzureDataLakeStoreFile: AzureDataLakeStore
            FileShare: FileServer AzureFileStorage FtpServer Hdfs Sftp
            AmazonS3Object: AmazonS3 AmazonS3Compatible
            HttpFile: HttpServer
            CosmosDbSqlApiCollection DocumentDbCollection: CosmosDb
            RestResource: RestService
            AzureSqlTable SqlServerTable AzureSqlDWTable AzureSqlMITable AmazonRdsForSqlServerTable: \
            AzureSqlDatabase SqlServer AzureSqlDW AzureSqlMI AmazonRdsForSqlServer
            SqlPoolTable: AzureSqlDW
            AzurePostgreSqlTable PostgreSqlTable PostgreSqlV2Table: AzurePostgreSql PostgreSql PostgreSqlV2
            AzureMySqlTable MySqlTable: AzureMySql MySql
            MariaDBTable AzureMariaDBTable: MariaDB AzureMariaDB
            OracleTable AmazonRdsForOracleTable: Oracle AmazonRdsForOracle
            RelationalTable: Oracle MySql PostgreSql AzurePostgreSql PostgreSqlV2 AzureMySql MariaDB AzureMariaDB \
            AmazonRdsForOracle AmazonRedshift Db2 Greenplum Informix MicrosoftAccess Netezza Odbc SapBW SapHana Sybase \
            Teradata Vertica
            """
                    .formatted(FILE_STORES);

    private static final Map<String, List<String>> SERVICES = services();

    private DatasetServices() {}

    /** Types of linked services; empty for a dataset that is not judged. */
    public static Optional<List<String>> of(String datasetType) {
        return Optional.ofNullable(SERVICES.get(datasetType));
    }

    /** Dataset types that are judged. */
    public static List<String> datasets() {
        return List.copyOf(SERVICES.keySet());
    }

    private static Map<String, List<String>> services() {
        Map<String, List<String>> services = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        TABLE.lines().forEach(line -> {
            String[] sides = line.split(": ");
            List<String> names = new ArrayList<>(Arrays.asList(sides[1].trim().split(" +")));
            Arrays.stream(sides[0].split(" ")).forEach(dataset -> services.put(dataset, List.copyOf(names)));
        });
        return services;
    }
}
