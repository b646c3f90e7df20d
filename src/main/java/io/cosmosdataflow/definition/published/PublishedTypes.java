package io.cosmosdataflow.definition.published;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every value that Data Factory and Synapse have for a {@code type}, whether or not this version can do something with
 * it; so a type that is not supported is told from one that does not exist.
 *
 * <p>Source: the discriminator values in the API specifications of Microsoft.DataFactory (2018-06-01) and of Synapse
 * artifacts, as the packages azure-mgmt-datafactory 10.0.0 and azure-synapse-artifacts 0.22.0 have them; and what the
 * authoring tools write beyond these: {@code Office365Copy}, {@code SqlPoolTable}, settings of formats and of Amazon S3
 * that have no properties of their own.
 */
public enum PublishedTypes {
    ACTIVITIES(
            """
            AppendVariable AzureDataExplorerCommand AzureFunctionActivity AzureMLBatchExecution
            AzureMLExecutePipeline AzureMLUpdateResource Copy Custom DatabricksJob DatabricksNotebook
            DatabricksSparkJar DatabricksSparkPython DataLakeAnalyticsU-SQL Delete ExecuteDataFlow
            ExecutePipeline ExecuteSSISPackage ExecuteWranglingDataflow Fail Filter ForEach GetMetadata
            HDInsightHive HDInsightMapReduce HDInsightPig HDInsightSpark HDInsightStreaming IfCondition
            Lookup Office365Copy Script SetVariable SparkJob SqlPoolStoredProcedure SqlServerStoredProcedure
            Switch SynapseNotebook Until Validation Wait WebActivity WebHook"""),
    LINKED_SERVICES(
            """
            AmazonMWS AmazonRdsForOracle AmazonRdsForSqlServer AmazonRedshift AmazonS3 AmazonS3Compatible
            AppFigures Asana AzureBatch AzureBlobFS AzureBlobStorage AzureDatabricks
            AzureDatabricksDeltaLake AzureDataExplorer AzureDataLakeAnalytics AzureDataLakeStore
            AzureFileStorage AzureFunction AzureKeyVault AzureMariaDB AzureML AzureMLService AzureMySql
            AzurePostgreSql AzureSearch AzureSqlDatabase AzureSqlDW AzureSqlMI AzureStorage
            AzureSynapseArtifacts AzureTableStorage Cassandra CommonDataServiceForApps Concur CosmosDb
            CosmosDbMongoDbApi Couchbase CustomDataSource Dataworld Db2 Drill Dynamics DynamicsAX
            DynamicsCrm Eloqua FileServer FtpServer GoogleAdWords GoogleBigQuery GoogleBigQueryV2
            GoogleCloudStorage GoogleSheets Greenplum HBase Hdfs HDInsight HDInsightOnDemand Hive HttpServer
            Hubspot Impala Informix Jira Lakehouse Magento MariaDB Marketo MicrosoftAccess MongoDb
            MongoDbAtlas MongoDbV2 MySql Netezza OData Odbc Office365 Oracle OracleCloudStorage
            OracleServiceCloud Paypal Phoenix PostgreSql PostgreSqlV2 PowerBIWorkspace Presto Quickbase
            QuickBooks Responsys RestService Salesforce SalesforceMarketingCloud SalesforceServiceCloud
            SalesforceServiceCloudV2 SalesforceV2 SapBW SapCloudForCustomer SapEcc SapHana SapOdp SapOpenHub
            SapTable ServiceNow ServiceNowV2 Sftp SharePointOnlineList Shopify Smartsheet Snowflake
            SnowflakeV2 Spark SqlServer Square Sybase TeamDesk Teradata Twilio Vertica Warehouse Web Xero
            Zendesk Zoho"""),
    DATASETS(
            """
            AmazonMWSObject AmazonRdsForOracleTable AmazonRdsForSqlServerTable AmazonRedshiftTable
            AmazonS3Object Avro AzureBlob AzureBlobFSFile AzureDatabricksDeltaLakeDataset
            AzureDataExplorerTable AzureDataLakeStoreFile AzureMariaDBTable AzureMySqlTable
            AzurePostgreSqlTable AzureSearchIndex AzureSqlDWTable AzureSqlMITable AzureSqlTable AzureTable
            Binary CassandraTable CommonDataServiceForAppsEntity ConcurObject CosmosDbMongoDbApiCollection
            CosmosDbSqlApiCollection CouchbaseTable CustomDataset Db2Table DelimitedText
            DocumentDbCollection DrillTable DynamicsAXResource DynamicsCrmEntity DynamicsEntity EloquaObject
            Excel FileShare GoogleAdWordsObject GoogleBigQueryObject GoogleBigQueryV2Object GreenplumTable
            HBaseObject HiveObject HttpFile HubspotObject Iceberg ImpalaObject InformixTable JiraObject Json
            LakehouseTable MagentoObject MariaDBTable MarketoObject MicrosoftAccessTable
            MongoDbAtlasCollection MongoDbCollection MongoDbV2Collection MySqlTable NetezzaTable
            ODataResource OdbcTable Office365Table OracleServiceCloudObject OracleTable Orc Parquet
            PaypalObject PhoenixObject PostgreSqlTable PostgreSqlV2Table PrestoObject QuickBooksObject
            RelationalTable ResponsysObject RestResource SalesforceMarketingCloudObject SalesforceObject
            SalesforceServiceCloudObject SalesforceServiceCloudV2Object SalesforceV2Object SapBwCube
            SapCloudForCustomerResource SapEccResource SapHanaTable SapOdpResource SapOpenHubTable
            SapTableResource ServiceNowObject ServiceNowV2Object SharePointOnlineListResource ShopifyObject
            SnowflakeTable SnowflakeV2Table SparkObject SqlPoolTable SqlServerTable SquareObject SybaseTable
            TeradataTable VerticaTable WarehouseTable WebTable XeroObject Xml ZohoObject"""),
    SOURCES(
            """
            AmazonMWSSource AmazonRdsForOracleSource AmazonRdsForSqlServerSource AmazonRedshiftSource
            AvroSource AzureBlobFSSource AzureDatabricksDeltaLakeSource AzureDataExplorerSource
            AzureDataLakeStoreSource AzureMariaDBSource AzureMySqlSource AzurePostgreSqlSource
            AzureSqlSource AzureTableSource BinarySource BlobSource CassandraSource
            CommonDataServiceForAppsSource ConcurSource CosmosDbMongoDbApiSource CosmosDbSqlApiSource
            CouchbaseSource Db2Source DelimitedTextSource DocumentDbCollectionSource DrillSource
            DynamicsAXSource DynamicsCrmSource DynamicsSource EloquaSource ExcelSource FileSystemSource
            GoogleAdWordsSource GoogleBigQuerySource GoogleBigQueryV2Source GreenplumSource HBaseSource
            HdfsSource HiveSource HttpSource HubspotSource ImpalaSource InformixSource JiraSource JsonSource
            LakeHouseTableSource MagentoSource MariaDBSource MarketoSource MicrosoftAccessSource
            MongoDbAtlasSource MongoDbSource MongoDbV2Source MySqlSource NetezzaSource ODataSource
            OdbcSource Office365Source OracleServiceCloudSource OracleSource OrcSource ParquetSource
            PaypalSource PhoenixSource PostgreSqlSource PostgreSqlV2Source PrestoSource QuickBooksSource
            RelationalSource ResponsysSource RestSource SalesforceMarketingCloudSource
            SalesforceServiceCloudSource SalesforceServiceCloudV2Source SalesforceSource SalesforceV2Source
            SapBwSource SapCloudForCustomerSource SapEccSource SapHanaSource SapOdpSource SapOpenHubSource
            SapTableSource ServiceNowSource ServiceNowV2Source SharePointOnlineListSource ShopifySource
            SnowflakeSource SnowflakeV2Source SparkSource SqlDWSource SqlMISource SqlServerSource SqlSource
            SquareSource SybaseSource TeradataSource VerticaSource WarehouseSource WebSource XeroSource
            XmlSource ZohoSource"""),
    SINKS(
            """
            AvroSink AzureBlobFSSink AzureDatabricksDeltaLakeSink AzureDataExplorerSink
            AzureDataLakeStoreSink AzureMySqlSink AzurePostgreSqlSink AzureQueueSink AzureSearchIndexSink
            AzureSqlSink AzureTableSink BinarySink BlobSink CommonDataServiceForAppsSink
            CosmosDbMongoDbApiSink CosmosDbSqlApiSink DelimitedTextSink DocumentDbCollectionSink
            DynamicsCrmSink DynamicsSink FileSystemSink IcebergSink InformixSink JsonSink LakeHouseTableSink
            MicrosoftAccessSink MongoDbAtlasSink MongoDbV2Sink OdbcSink OracleSink OrcSink ParquetSink
            RestSink SalesforceServiceCloudSink SalesforceServiceCloudV2Sink SalesforceSink SalesforceV2Sink
            SapCloudForCustomerSink SnowflakeSink SnowflakeV2Sink SqlDWSink SqlMISink SqlServerSink SqlSink
            TeradataSink WarehouseSink"""),
    LOCATIONS(
            """
            AmazonS3CompatibleLocation AmazonS3Location AzureBlobFSLocation AzureBlobStorageLocation
            AzureDataLakeStoreLocation AzureFileStorageLocation FileServerLocation FtpServerLocation
            GoogleCloudStorageLocation HdfsLocation HttpServerLocation LakeHouseLocation
            OracleCloudStorageLocation SftpLocation"""),
    READ_SETTINGS(
            """
            AmazonS3CompatibleReadSettings AmazonS3ReadSettings AzureBlobFSReadSettings
            AzureBlobStorageReadSettings AzureDataLakeStoreReadSettings AzureFileStorageReadSettings
            FileServerReadSettings FtpReadSettings GoogleCloudStorageReadSettings HdfsReadSettings
            HttpReadSettings LakeHouseReadSettings OracleCloudStorageReadSettings SftpReadSettings"""),
    WRITE_SETTINGS(
            """
            AmazonS3WriteSettings AzureBlobFSWriteSettings AzureBlobStorageWriteSettings
            AzureDataLakeStoreWriteSettings AzureFileStorageWriteSettings FileServerWriteSettings
            LakeHouseWriteSettings SftpWriteSettings"""),
    FORMAT_READ_SETTINGS(
            """
            AvroReadSettings BinaryReadSettings DelimitedTextReadSettings ExcelReadSettings JsonReadSettings
            OrcReadSettings ParquetReadSettings XmlReadSettings"""),
    FORMAT_WRITE_SETTINGS(
            """
            AvroWriteSettings BinaryWriteSettings DelimitedTextWriteSettings IcebergWriteSettings
            JsonWriteSettings OrcWriteSettings ParquetWriteSettings"""),
    COMPRESSION_SETTINGS("""
            TarGZipReadSettings TarReadSettings ZipDeflateReadSettings""");

    private final Map<String, String> names;

    PublishedTypes(String names) {
        this.names = Arrays.stream(names.split("\\s+"))
                .collect(Collectors.toUnmodifiableMap(PublishedTypes::key, Function.identity()));
    }

    /** In the order of the alphabet. */
    public List<String> names() {
        return names.values().stream().sorted().toList();
    }

    public boolean has(String type) {
        return names.containsKey(key(type));
    }

    /** As it is published; upper and lower case are the same, and settings of 2019 have no s at their end. */
    public Optional<String> find(String type) {
        return Optional.ofNullable(names.get(key(type)));
    }

    private static String key(String type) {
        return type.trim().toLowerCase(Locale.ROOT).replaceFirst("(?<=(read|write)setting)s$", "");
    }
}
