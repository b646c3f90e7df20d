package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.published.DatasetServices;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.Category;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Data Factory has and this version has not is not supported; what nobody has does not exist. */
class PublishedTypesTest {

    @TempDir
    Path directory;

    private FactoryFiles factory() {
        return FactoryFiles.in(directory)
                .file("In", "DelimitedText", "in", "a.csv")
                .file("Out", "DelimitedText", "out", "b.csv");
    }

    private static List<Issue> check(FactoryFiles factory) {
        return DataFactory.load(factory.directory())
                .withLocalStores(new LocalStores(Optional.of(factory.directory()), Optional.empty()))
                .check();
    }

    private static String source(String store, String format) {
        return "{\"type\": \"DelimitedTextSource\", \"storeSettings\": {\"type\": \"" + store
                + "\", \"requestMethod\": \"GET\"}, \"formatSettings\": {\"type\": \"" + format + "\"}}";
    }

    private static String sink(String store, String format) {
        return "{\"type\": \"DelimitedTextSink\", \"storeSettings\": {\"type\": \"" + store
                + "\"}, \"formatSettings\": {\"type\": \"" + format + "\", \"quoteAllText\": true}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AzureDataExplorerCommand",
                "AzureMLBatchExecution",
                "AzureMLUpdateResource",
                "HDInsightPig",
                "HDInsightMapReduce",
                "HDInsightStreaming",
                "DatabricksJob",
                "Office365Copy",
                "HDInsightHive",
                "ExecuteWranglingDataflow"
            })
    void anActivityThatOnlyDataFactoryRunsIsNotSupported(String type) {
        List<Issue> issues =
                check(factory().pipeline("P", "{\"name\": \"A\", \"type\": \"" + type + "\", \"typeProperties\": {}}"));

        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.UnsupportedActivity);
            assertThat(issue.toString()).doesNotContain("Did you mean");
        });
    }

    @ParameterizedTest
    @CsvSource({"Copyy, Did you mean 'Copy'?", "Lokup, Did you mean 'Lookup'?"})
    void anActivityThatDoesNotExistIsWrong(String type, String hint) {
        List<Issue> issues =
                check(factory().pipeline("P", "{\"name\": \"A\", \"type\": \"" + type + "\", \"typeProperties\": {}}"));

        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.message()).endsWith("which does not exist.");
            assertThat(issue.hint()).isEqualTo(hint);
        });
    }

    /** The forms that the authoring tool wrote in 2019, of stores and formats. */
    @ParameterizedTest
    @CsvSource({
        "AzureBlobStorage, AzureBlobStorage",
        "AzureBlobFS, AzureBlobFS",
        "AzureDataLakeStore, AzureDataLakeStore",
        "AzureFileStorage, AzureFileStorage",
        "FileServer, FileServer",
        "AmazonS3, AmazonS3"
    })
    void settingsMayBeCalledAsIn2019(String read, String write) {
        for (String s : List.of("", "s")) {
            FactoryFiles factory = factory()
                    .pipeline(
                            "P",
                            copy(
                                    "C",
                                    "In",
                                    source(read + "ReadSetting" + s, "DelimitedTextReadSetting" + s)
                                            .replace(", \"requestMethod\": \"GET\"", ""),
                                    "Out",
                                    sink(write + "WriteSetting" + s, "DelimitedTextWriteSetting" + s)));

            assertThat(check(factory)).isEmpty();
        }
    }

    /** Neither the store's settings nor its location are compared with those of other stores. */
    @ParameterizedTest
    @CsvSource({
        "Sftp, SftpLocation, SftpReadSettings",
        "FtpServer, FtpServerLocation, FtpReadSetting",
        "Hdfs, HdfsLocation, HdfsReadSettings",
        "GoogleCloudStorage, GoogleCloudStorageLocation, GoogleCloudStorageReadSettings",
        "AmazonS3Compatible, AmazonS3CompatibleLocation, AmazonS3CompatibleReadSettings",
        "OracleCloudStorage, OracleCloudStorageLocation, OracleCloudStorageReadSettings",
        "Lakehouse, LakeHouseLocation, LakeHouseReadSettings"
    })
    void aStoreOfFilesThatOnlyDataFactoryReachesIsNotSupported(String service, String location, String settings) {
        FactoryFiles factory = factory()
                .linkedService("H", service, "{\"url\": \"https://raw.githubusercontent.com/\"}")
                .dataset(
                        "In",
                        "DelimitedText",
                        "H",
                        "{\"location\": {\"type\": \"" + location + "\", \"relativeUrl\": \"a/b.csv\"}}")
                .pipeline(
                        "P",
                        copy(
                                "C",
                                "In",
                                source(settings, "DelimitedTextReadSettings"),
                                "Out",
                                sink("AzureBlobStorageWriteSettings", "DelimitedTextWriteSettings")));

        assertThat(check(factory)).hasSize(3).allSatisfy(issue -> {
            assertThat(issue.code().category()).isEqualTo(Category.UNSUPPORTED);
            assertThat(issue.message()).endsWith("which is not supported.");
            assertThat(issue.hint()).startsWith("This version has");
        });
    }

    @Test
    void everyTypeOfSettingsThatIsPublishedIsSupportedOrNot() {
        for (String type : PublishedTypes.READ_SETTINGS.names()) {
            assertThat(codes(source(type, "DelimitedTextReadSettings"), sink("AzureBlobFSWriteSettings", "")))
                    .isSubsetOf(ErrorCode.UnsupportedSetting, ErrorCode.UnknownProperty);
        }
        for (String type : PublishedTypes.FORMAT_READ_SETTINGS.names()) {
            assertThat(codes(source("AzureBlobFSReadSettings", type), sink("AzureBlobFSWriteSettings", "")))
                    .isSubsetOf(ErrorCode.UnsupportedSetting, ErrorCode.UnknownProperty);
        }
        for (String type : PublishedTypes.WRITE_SETTINGS.names()) {
            assertThat(codes(source("", ""), sink(type, "")))
                    .isSubsetOf(ErrorCode.UnsupportedSetting, ErrorCode.UnknownProperty);
        }
        for (String type : PublishedTypes.FORMAT_WRITE_SETTINGS.names()) {
            assertThat(codes(source("", ""), sink("AzureBlobFSWriteSettings", type)))
                    .isSubsetOf(ErrorCode.UnsupportedSetting, ErrorCode.UnknownProperty);
        }
    }

    private List<ErrorCode> codes(String source, String sink) {
        return check(factory().pipeline("P", copy("C", "In", source, "Out", sink))).stream()
                .map(Issue::code)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "AzureBlobStorageReadSetings, AzureBlobStorageReadSettings",
        "AzureBlobFSRedSettings, AzureBlobFSReadSettings"
    })
    void aTypingSlipIsNotTakenForAnotherStore(String slip, String meant) {
        FactoryFiles factory =
                factory().pipeline("P", copy("C", "In", source(slip, ""), "Out", sink("AzureBlobFSWriteSettings", "")));

        assertThat(check(factory)).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.hint()).contains("'" + meant + "'");
        });
    }

    static Stream<String> unsupportedDatasets() {
        return PublishedTypes.DATASETS.names().stream()
                .filter(type -> DatasetServices.of(type).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("unsupportedDatasets")
    void aDatasetOfAnotherStoreIsNotSupported(String type) {
        FactoryFiles factory = factory()
                .linkedService("L", "Snowflake", "{}")
                .dataset("In", type, "L", "{\"whatever\": 1}")
                .pipeline("P", copy("C", "In", "{\"type\": \"SnowflakeSource\"}", "Out", sink("", "")));

        assertThat(check(factory)).singleElement().extracting(Issue::code).isEqualTo(ErrorCode.UnsupportedDataset);
    }

    @Test
    void aDatasetThatDoesNotExistIsWrong() {
        FactoryFiles factory = factory()
                .dataset("In", "DelimitedTxt", "Blob", "{}")
                .pipeline("P", copy("C", "In", source("", ""), "Out", sink("", "")));

        assertThat(check(factory)).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.hint()).isEqualTo("Did you mean 'DelimitedText'?");
        });
    }

    /** A linked service for each kind of store that this version has, one that it has not, and one that nobody has. */
    private static final Map<String, String> SERVICES = Map.of(
            "AzureBlobStorage", "{\"connectionString\": \"AccountName=x;AccountKey=a2V5\"}",
            "AzureBlobFS", "{\"url\": \"https://x.dfs.core.windows.net\", \"accountKey\": \"a2V5\"}",
            "CosmosDb", "{\"connectionString\": \"AccountEndpoint=https://x/;AccountKey=a2V5;Database=d\"}",
            "AzureSqlDatabase", "{\"connectionString\": \"Server=x;Database=d;User ID=u;Password=p\"}",
            "PostgreSql", "{\"connectionString\": \"Server=x;Database=d;User ID=u;Password=p\"}",
            "Snowflake", "{}",
            "HttpServer", "{}",
            "AzureBlobStorag", "{}");

    /** But the one that names a pool of its workspace. */
    static Stream<String> judgedDatasets() {
        return DatasetServices.datasets().stream().filter(type -> !type.equals(Dataset.SQL_POOL_TABLE));
    }

    /** For each dataset with each linked service, as source and as sink, in local mode and with the real stores. */
    @ParameterizedTest
    @MethodSource("judgedDatasets")
    void aDatasetOnALinkedServiceOfAnotherKindIsWrongWhereItNamesIt(String type) {
        SERVICES.forEach((service, properties) -> {
            FactoryFiles factory = factory()
                    .linkedService("L", service, properties)
                    .dataset("D", type, "L", "{\"schema\": \"dbo\", \"table\": \"t\", \"collectionName\": \"c\"}")
                    .pipeline("P", copy("C", "D", "{\"type\": \"SqlSource\"}", "Out", sink("", "")))
                    .pipeline("Q", copy("C", "In", source("", ""), "D", "{\"type\": \"SqlDWSink\"}"));
            for (List<Issue> issues : List.of(
                    check(factory), DataFactory.load(factory.directory()).check())) {
                boolean mismatch = issues.stream()
                        .anyMatch(issue -> issue.code() == ErrorCode.InvalidProperty
                                && issue.span().file().endsWith("D.json")
                                && issue.message().contains("which has no such data"));
                boolean unsupported = issues.stream().anyMatch(issue -> issue.code() == ErrorCode.UnsupportedDataset);
                boolean exists = !service.equals("AzureBlobStorag");
                assertThat(mismatch || unsupported)
                        .as("%s on %s: %s", type, service, issues)
                        .isEqualTo(exists && !fits(type, service) || unsupported);
                if (!exists && !unsupported) {
                    assertThat(issues).anySatisfy(issue -> assertThat(issue.message())
                            .contains("'AzureBlobStorag', which does not exist"));
                }
            }
        });
    }

    /** Microsoft Learn, the connectors' pages. */
    private static boolean fits(String dataset, String service) {
        boolean sqlServer = List.of(
                        "AzureSqlTable",
                        "SqlServerTable",
                        "AzureSqlDWTable",
                        "AzureSqlMITable",
                        "AmazonRdsForSqlServerTable")
                .contains(dataset);
        boolean postgreSql = dataset.contains("PostgreSql") || dataset.equals("RelationalTable");
        boolean cosmos = dataset.equals("CosmosDbSqlApiCollection") || dataset.equals("DocumentDbCollection");
        boolean files = List.of("Avro", "Binary", "DelimitedText", "Excel", "Json", "Orc", "Parquet", "Xml")
                .contains(dataset);
        return switch (service) {
            case "AzureBlobStorage" -> files || dataset.equals("AzureBlob");
            case "AzureBlobFS" -> files || dataset.equals("AzureBlobFSFile");
            case "HttpServer" -> files || dataset.equals("HttpFile");
            case "CosmosDb" -> cosmos;
            case "AzureSqlDatabase" -> sqlServer;
            case "PostgreSql" -> postgreSql;
            default -> false;
        };
    }

    @ParameterizedTest
    @CsvSource({"AzureSqlTable, Blob", "DelimitedText, Sql", "CosmosDbSqlApiCollection, Blob"})
    void aDataFlowMeetsTheSame(String type, String service) {
        FactoryFiles factory = factory()
                .linkedService("Sql", "AzureSqlDatabase", SERVICES.get("AzureSqlDatabase"))
                .dataset("D", type, service, "{\"table\": \"t\", \"collectionName\": \"c\"}")
                .dataFlow(
                        "F",
                        Map.of("S", "D"),
                        Map.of("T", "Out"),
                        "source(output(a as string), allowSchemaDrift: true, validateSchema: false) ~> S\n"
                                + "S sink(allowSchemaDrift: true, validateSchema: false) ~> T");

        assertThat(check(factory)).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.InvalidProperty);
            assertThat(issue.message()).contains("which has no such data");
        });
    }
}
