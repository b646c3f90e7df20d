package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.storage.FileRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRootTest {

    private static final Map<String, Secret> SECRETS = Map.of(
            "connectionString",
                    Secret.of(
                            "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=a2V5==;EndpointSuffix=core.windows.net"),
            "accountKey", Secret.of("a2V5=="),
            "accessKeyId", Secret.of("id"),
            "secretAccessKey", Secret.of("key"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "AzureBlobStorage # {'connectionString': 'x'} # wasbs://c@acc.blob.core.windows.net # fs.azure.account.key.acc.blob.core.windows.net",
                "AzureBlobFS # {'url': 'https://acc.dfs.core.windows.net/', 'accountKey': {}} # abfss://c@acc.dfs.core.windows.net # fs.azure.account.key.acc.dfs.core.windows.net",
                "AmazonS3 # {'accessKeyId': 'id', 'secretAccessKey': {}} # s3a://c # fs.s3a.secret.key",
                "FileServer # {'host': '/mnt/share', 'userId': 'u', 'password': {}} # file:///mnt/share/c # ``",
            })
    void aRealRootIsAHadoopPathWithItsKeys(String type, String json, String uri, String key) {
        Issues issues = new Issues();

        FileRoot root = root(type, json, issues).orElseThrow();

        assertThat(issues.all()).isEmpty();
        assertThat(root.uri("c")).isEqualTo(uri);
        assertThat(key.isEmpty() ? root.settings().isEmpty() : root.settings().containsKey(key))
                .isTrue();
        assertThat(root.toString()).doesNotContain("a2V5", "key==");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "AzureBlobStorage # {'sasUri': 'x'} # [UnsupportedAuthentication] Authentication of test by 'sasUri'",
                "AzureBlobStorage # {'serviceEndpoint': 'x'} # [UnsupportedAuthentication] Authentication of test by 'serviceEndpoint'",
                "AzureBlobFS # {'url': 'https://acc.dfs.core.windows.net', 'servicePrincipalId': 'x'} # by 'servicePrincipalId'",
                "AzureBlobFS # {'url': 'acc', 'accountKey': 'x'} # [InvalidProperty] 'url' of test is 'acc'",
                "AmazonS3 # {'authenticationType': 'TemporarySecurityCredentials', 'accessKeyId': 'x', 'secretAccessKey': 'x'} # [UnsupportedAuthentication]",
                "AmazonS3 # {'accessKeyId': 'x'} # [UnresolvedSecret] The secret access key of test is not in its definition",
                "FileServer # {'host': '\\\\\\\\server\\\\share'} # [UnsupportedLinkedService]",
                "AzureFileStorage # {'connectionString': 'x', 'fileShare': 's'} # [UnsupportedLinkedService]",
                "AzureDataLakeStore # {'dataLakeStoreUri': 'x'} # [UnsupportedLinkedService]",
            })
    void whatCannotBeReachedIsReported(String type, String json, String issue) {
        Issues issues = new Issues();

        root(type, json, issues);

        assertThat(issues.hasErrors()).isTrue();
        assertThat(issues.all().stream().filter(each -> each.toString().contains(issue)))
                .hasSize(1);
    }

    @Test
    void theLocalRootNeedsNoContainer() {
        FileRoot root = FileRoot.local("my files", Path.of("/data"));

        assertThat(root.uri("c")).isEqualTo("file:///data/my files/c");
        assertThat(root.uri("")).isEqualTo("file:///data/my files");
    }

    @Test
    void aKeyIsInNoPlan(@TempDir Path directory) {
        FileStoreFixture store = new FileStoreFixture(directory);
        FileRoot root =
                new FileRoot("files", store.root.prefix(), "", Map.of("fs.azure.account.key.acc", Secret.of("a2V5==")));
        for (String type : List.of("Json", "Parquet")) {
            FileDataset file = FileStoreFixture.dataset(type, type, "x", "");
            store.write(file, "{}", FileStoreFixture.spark().sql("SELECT '{}' AS document"));

            Dataset<Row> rows =
                    new FileSource(file, FileStoreFixture.reading("{}"), root).read(FileStoreFixture.spark());

            assertThat(rows.queryExecution().toString()).doesNotContain("a2V5");
            assertThat(rows.count()).isEqualTo(1);
        }
    }

    private static Optional<FileRoot> root(String type, String json, Issues issues) {
        return FileRoot.of("ls", type, properties(json, issues), name -> Optional.ofNullable(SECRETS.get(name)));
    }
}
