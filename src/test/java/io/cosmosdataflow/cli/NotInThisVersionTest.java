package io.cosmosdataflow.cli;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.testing.FactoryFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documentation has and this version has not is one clear error of {@code check}, with exit code 4. */
class NotInThisVersionTest {

    private static final String COSMOS_SOURCE = "{\"type\": \"CosmosDbSqlApiSource\"}";
    private static final String JSON_SINK = "{\"type\": \"JsonSink\"}";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private FactoryFiles factory() {
        return FactoryFiles.in(directory.resolve("factory"))
                .container("Items", "items")
                .file("Out", "Json", "out", "documents.json");
    }

    private int check(FactoryFiles factory, String... more) {
        String[] words = new String[more.length + 5];
        System.arraycopy(
                new String[] {"check", "--factory", factory.directory().toString(), "--pipeline", "P"}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        PrintStream nothing = new PrintStream(new ByteArrayOutputStream(), true);
        return Main.run(new Console(nothing, new PrintStream(err, true), false), words);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'servicePrincipalId':'i','servicePrincipalCredentialType':'ServicePrincipalKey','servicePrincipalCredential':{'type':'SecureString','value':'hidden'},'tenant':'t' | Service principal
            'servicePrincipalId':'i','servicePrincipalCredentialType':'ServicePrincipalCert','servicePrincipalCredential':{'type':'AzureKeyVaultSecret','store':{'referenceName':'Vault','type':'LinkedServiceReference'},'secretName':'s'},'tenant':'t' | Service principal
            'connectVia':'' | System-assigned managed identity
            'credential':{'referenceName':'Me','type':'CredentialReference'} | User-assigned managed identity
            """)
    void identities(String properties, String identity) {
        FactoryFiles factory = factory()
                .linkedService("Vault", "AzureKeyVault", "{\"baseUrl\": \"https://v.vault.azure.net/\"}")
                .write("credential/Me.json", "{\"name\": \"Me\", \"properties\": {\"type\": \"ManagedIdentity\"}}")
                .linkedService(
                        "Shop",
                        "CosmosDb",
                        ("{'accountEndpoint':'https://shop.documents.azure.com:443/','database':'d'," + properties
                                        + "}")
                                .replace('\'', '"'))
                .pipeline("P", copy("C", "Items", COSMOS_SOURCE, "Out", JSON_SINK));

        assertThat(check(factory, "--parameters-file", keyOfTheBlobs(factory))).isEqualTo(4);
        assertThat(errors())
                .contains("Shop.json:")
                .contains("error [UnsupportedAuthentication] " + identity + " authentication of linked service 'Shop'")
                .doesNotContain("hidden");
    }

    private String keyOfTheBlobs(FactoryFiles factory) {
        factory.write(
                "../parameters.json",
                "{\"parameters\": {\"Blob_connectionString\": {\"value\": \"AccountName=x;AccountKey=a2V5\"}}}");
        return directory.resolve("parameters.json").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "DynamicsEntity, Dynamics, DynamicsSource",
        "DynamicsCrmEntity, DynamicsCrm, DynamicsCrmSource",
        "AzureTable, AzureTableStorage, AzureTableSource",
        "MongoDbV2Collection, MongoDbV2, MongoDbV2Source"
    })
    void stores(String dataset, String linkedService, String source) {
        FactoryFiles factory = factory()
                .linkedService("Other", linkedService, "{}")
                .dataset("Others", dataset, "Other", "{}")
                .pipeline("P", copy("C", "Others", "{\"type\": \"" + source + "\"}", "Out", JSON_SINK));

        assertThat(check(factory, "--local")).isEqualTo(4);
        assertThat(errors()).contains("error [UnsupportedDataset] Dataset 'Others' is of type '" + dataset + "'");
    }

    @Test
    void anIntegrationRuntimeIsNoMatterOfACopy() {
        FactoryFiles factory = factory()
                .write(
                        "linkedService/Shop.json",
                        """
                        {"name": "Shop", "properties": {"type": "CosmosDb", "typeProperties": {
                          "connectionString": "AccountEndpoint=https://shop.documents.azure.com:443/;Database=d"},
                          "connectVia": {"referenceName": "SelfHosted", "type": "IntegrationRuntimeReference"}}}""")
                .pipeline("P", copy("C", "Items", COSMOS_SOURCE, "Out", JSON_SINK));

        assertThat(check(factory, "--local")).as(errors()).isZero();
        assertThat(errors()).isEmpty();
    }
}
