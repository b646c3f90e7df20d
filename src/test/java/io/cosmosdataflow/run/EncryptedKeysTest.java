package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key that Data Factory has encrypted, or that was taken out, is resolved by the parameter that the error names. */
class EncryptedKeysTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            AzureBlobStorage | {'connectionString':'DefaultEndpointsProtocol=https;AccountName=x;EndpointSuffix=core.windows.net;','encryptedCredential':'e'} | accountKey | a2V5
            AzureBlobStorage | {'connectionString':'DefaultEndpointsProtocol=https;AccountName=x;EndpointSuffix=core.windows.net;','encryptedCredential':'e'} | connectionString | AccountName=x;AccountKey=a2V5
            AzureBlobStorage | {'connectionString':'AccountName=x'}                                  | accountKey       | a2V5
            AzureBlobStorage | {'encryptedCredential':'e'}                                           | connectionString | AccountName=x;AccountKey=a2V5
            AzureStorage     | {'connectionString':'AccountName=x;','encryptedCredential':'e'}       | accountKey       | a2V5
            AzureBlobFS      | {'url':'https://x.dfs.core.windows.net','encryptedCredential':'e'}    | accountKey       | a2V5
            AmazonS3         | {'accessKeyId':'k','encryptedCredential':'e'}                         | secretAccessKey  | s
            AmazonS3         | {'accessKeyId':'k'}                                                   | secretAccessKey  | s
            CosmosDb         | {'connectionString':'AccountEndpoint=https://x/;Database=d','encryptedCredential':'e'} | accountKey | a2V5
            CosmosDb         | {'accountEndpoint':'https://x/','database':'d','encryptedCredential':'e'} | accountKey   | a2V5
            CosmosDb         | {'encryptedCredential':'e'}                                           | connectionString | AccountEndpoint=https://x/;Database=d;AccountKey=a2V5
            AzureSqlDatabase | {'connectionString':'Server=x;Database=d;User ID=u','encryptedCredential':'e'} | password | p
            AzureSqlDatabase | {'server':'x','database':'d','userName':'u','encryptedCredential':'e'} | password        | p
            AzureSqlDatabase | {'encryptedCredential':'e'}                                           | connectionString | Server=x;Database=d;User ID=u;Password=p
            PostgreSql       | {'encryptedCredential':'e'}                                           | connectionString | host=x;database=d;uid=u;password=p
            Oracle           | {'connectionString':'host=h;port=1521;sid=s;user id=u','encryptedCredential':'e'} | password | p
            MySql            | {'connectionString':'server=h;port=3306;database=d;uid=u'}            | password         | p
            """)
    void theErrorNamesTheParameter(String type, String properties, String parameter, String value) {
        FactoryFiles factory = factory(type, properties);

        assertThat(factory(factory).check()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(ErrorCode.UnresolvedSecret);
            assertThat(issue.span().file()).endsWith("L.json");
            assertThat(issue.hint()).contains("'L_" + parameter + "'");
        });

        factory.write(
                "../parameters.json", "{\"parameters\": {\"L_" + parameter + "\": {\"value\": \"" + value + "\"}}}");
        assertThat(factory(factory)
                        .withParametersFile(directory.resolve("parameters.json"))
                        .check())
                .isEmpty();
    }

    /** Other ways to authenticate are not supported, but a key in the parameters file wins over them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            AzureBlobStorage | {'serviceEndpoint':'https://x.blob.core.windows.net/'}                  | connectionString | AccountName=x;AccountKey=a2V5
            AzureBlobStorage | {'serviceEndpoint':'https://x.blob.core.windows.net/'}                  | accountKey       | a2V5
            AzureBlobStorage | {'sasUri':{'type':'SecureString','value':'**********'}}                 | connectionString | AccountName=x;AccountKey=a2V5
            AzureBlobStorage | {'connectionString':'AccountName=x;SharedAccessSignature=s'}            | connectionString | AccountName=x;AccountKey=a2V5
            AzureBlobFS      | {'url':'https://x.dfs.core.windows.net'}                                | accountKey       | a2V5
            AzureBlobFS      | {'url':'https://x.dfs.core.windows.net','servicePrincipalId':'i','tenant':'t','encryptedCredential':'e','servicePrincipalCredentialType':'ServicePrincipalKey'} | accountKey | a2V5
            CosmosDb         | {'accountEndpoint':'https://x/','database':'d'}                         | accountKey       | a2V5
            """)
    void aKeyWins(String type, String properties, String parameter, String value) {
        FactoryFiles factory = factory(type, properties);

        assertThat(factory(factory).check()).extracting(Issue::code).containsOnly(ErrorCode.UnsupportedAuthentication);

        factory.write(
                "../parameters.json", "{\"parameters\": {\"L_" + parameter + "\": {\"value\": \"" + value + "\"}}}");
        assertThat(factory(factory)
                        .withParametersFile(directory.resolve("parameters.json"))
                        .check())
                .isEmpty();
    }

    /** The store's fault and those of the settings beside it come together. */
    @Test
    void otherFaultsHideNoneOfTheStore() {
        FactoryFiles factory = factory("AzureBlobStorage", "{'encryptedCredential':'e'}")
                .pipeline(
                        "P",
                        copy(
                                "C",
                                "In",
                                "{\"type\": \"JsonSource\", \"storeSettings\": {\"recursive\": \"maybe\"}}",
                                "D",
                                "{\"type\": \"JsonSink\", \"storeSettings\": {\"copyBehavior\": \"Merge\"}}"));

        assertThat(factory(factory).check())
                .extracting(Issue::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.UnresolvedSecret, ErrorCode.InvalidProperty, ErrorCode.InvalidProperty);
    }

    private FactoryFiles factory(String type, String properties) {
        FactoryFiles factory = FactoryFiles.in(directory.resolve("factory"))
                .linkedService("Share", "FileServer", "{\"host\": \"/mnt\"}")
                .dataset("In", "Json", "Share", "{\"location\": {\"type\": \"FileServerLocation\"}}")
                .linkedService("L", type, properties.replace('\'', '"'));
        String table = "{\"schema\": \"s\", \"table\": \"t\"}";
        String source = "{\"type\": \"JsonSource\"}";
        return switch (type) {
            case "CosmosDb" -> factory.dataset("D", "CosmosDbSqlApiCollection", "L", "{\"collectionName\": \"c\"}")
                    .pipeline("P", copy("C", "In", source, "D", "{\"type\": \"CosmosDbSqlApiSink\"}"));
            case "AzureSqlDatabase", "PostgreSql", "Oracle", "MySql" -> factory.dataset(
                            "D", type.replace("AzureSqlDatabase", "AzureSql") + "Table", "L", table)
                    .pipeline(
                            "P",
                            copy(
                                    "C",
                                    "D",
                                    "{\"type\": \"" + type.replace("AzureSqlDatabase", "AzureSql") + "Source\"}",
                                    "In",
                                    "{\"type\": \"JsonSink\"}"));
            default -> factory.dataset("D", "Json", "L", "{\"location\": " + location(type) + "}")
                    .pipeline("P", copy("C", "In", source, "D", "{\"type\": \"JsonSink\"}"));
        };
    }

    private static String location(String type) {
        return switch (type) {
            case "AzureBlobFS" -> "{\"type\": \"AzureBlobFSLocation\", \"fileSystem\": \"c\"}";
            case "AmazonS3" -> "{\"type\": \"AmazonS3Location\", \"bucketName\": \"c\"}";
            default -> "{\"type\": \"AzureBlobStorageLocation\", \"container\": \"c\"}";
        };
    }

    private static DataFactory factory(FactoryFiles files) {
        return DataFactory.load(files.directory());
    }
}
