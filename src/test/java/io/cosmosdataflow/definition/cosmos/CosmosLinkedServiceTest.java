package io.cosmosdataflow.definition.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Catalog;
import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.Credential;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CosmosLinkedServiceTest {

    private static final String URL = "https://shop.documents.azure.com:443/";
    private static final String VAULT =
            "{'type':'AzureKeyVaultSecret','store':{'referenceName':'kv','type':'LinkedServiceReference'},'secretName':'s'}";

    private final Issues issues = new Issues();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'connectionString':'AccountEndpoint=URL;AccountKey=a2V5==;Database=shop'}",
                "{'connectionString':'database=shop;ACCOUNTKEY=a2V5==; accountEndpoint=URL ;'}",
                "{'connectionString':{'type':'SecureString','value':'AccountEndpoint=URL;AccountKey=a2V5==;Database=shop'}}",
                "{'connectionString':'AccountEndpoint=URL;Database=shop','accountKey':{'type':'SecureString','value':'a2V5=='}}",
                "{'connectionString':'AccountEndpoint=URL;AccountKey=a2V5==','database':'shop'}",
                "{'accountEndpoint':'URL','database':'shop','accountKey':{'type':'SecureString','value':'a2V5=='}}",
                "{'connectionString':'AccountEndpoint=URL;AccountKey=a2V5==;Database=shop','encryptedCredential':'x','servicePrincipalId':'y','tenant':'z'}"
            })
    void anAccountKeyIsFoundInAllItsForms(String typeProperties) {
        Optional<CosmosLinkedService> service = read(typeProperties);

        assertThat(found()).isEmpty();
        assertThat(service).hasValueSatisfying(cosmos -> {
            assertThat(cosmos.endpoint()).isEqualTo(URL);
            assertThat(cosmos.key().reveal()).isEqualTo("a2V5==");
            assertThat(cosmos.database()).isEqualTo("shop");
            assertThat(cosmos.toString()).doesNotContain("a2V5");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {}                                                                         | MissingProperty: 'accountEndpoint' of linked service 'cosmos' is missing.
            {'connectionString':'AccountEndpoint=URL;AccountKey=hidden'}               | MissingProperty: The connection string of linked service 'cosmos' has no Database.
            {'connectionString':'AccountKey=hidden;Database=d'}                        | MissingProperty: The connection string of linked service 'cosmos' has no AccountEndpoint.
            {'connectionString':'AccountEndpoint=URL;Database=d;AccountKey'}           | InvalidProperty: Part 3 of the connection string has no '='.
            {'connectionString':'AccountEndpoint=shop;AccountKey=hidden;Database=d'}   | InvalidProperty: The account endpoint 'shop' of linked service 'cosmos' is not a URL.
            {'connectionString':'AccountEndpoint=URL;Database=d;AccountKey=hidden;database=e'} | InvalidProperty: The connection string has Database twice.
            {'connectionString':'AccountEndpoint=URL;Database=d'}                      | UnresolvedSecret: The account key of linked service 'cosmos' is not in its definition.
            {'connectionString':'AccountEndpoint=URL;Database=d;','encryptedCredential':'eyJ'} | UnresolvedSecret: The account key of linked service 'cosmos' is encrypted by Data Factory.
            {'connectionString':VAULT}                                                 | UnresolvedSecret: 'connectionString' of linked service 'cosmos' is kept in Azure Key Vault, so its value is not in the factory.
            {'connectionString':{'type':'SecureString','value':'**********'}}          | UnresolvedSecret: 'connectionString' of linked service 'cosmos' is masked with asterisks, so its value is not in the factory.
            {'connectionString':'AccountEndpoint=URL;Database=d','accountKey':VAULT}   | UnresolvedSecret: 'accountKey' of linked service 'cosmos' is kept in Azure Key Vault, so its value is not in the factory.
            {'connectionString':7}                                                     | InvalidProperty: 'connectionString' of linked service 'cosmos' must be a text, a SecureString or an AzureKeyVaultSecret, not a number.
            {'accountEndpoint':'URL','database':'d'}                                   | UnsupportedAuthentication: System-assigned managed identity authentication of linked service 'cosmos' is not supported; only account keys are.
            {'accountEndpoint':'URL','database':'d','credential':{'referenceName':'id','type':'CredentialReference'}} | UnsupportedAuthentication: User-assigned managed identity authentication of linked service 'cosmos' is not supported; only account keys are.
            {'accountEndpoint':'URL','database':'d','credential':{'referenceName':'ie','type':'CredentialReference'}} | MissingReference: There is no credential 'ie'.
            {'accountEndpoint':'URL','database':'d','servicePrincipalId':'i','servicePrincipalCredentialType':'ServicePrincipalKey','servicePrincipalCredential':{'type':'SecureString','value':'hidden'},'tenant':'t'} | UnsupportedAuthentication: Service principal authentication of linked service 'cosmos' is not supported; only account keys are.
            {'accountEndpoint':'URL','database':'d','servicePrincipalId':'i'}          | MissingProperty: 'tenant' of linked service 'cosmos' is missing.
            {'accountEndpoint':'URL','database':'d','servicePrincipalId':'i','servicePrincipalCredentialType':'Key'} | InvalidProperty: 'servicePrincipalCredentialType' of linked service 'cosmos' is 'Key'; allowed: ServicePrincipalKey, ServicePrincipalCert.
            {'accountEndpoint':'URL','database':'d','servicePrincipalId':'i','servicePrincipalCredentialType':'ServicePrincipalCert','servicePrincipalCredential':{'type':'SecureString','value':'hidden'},'tenant':'t'} | InvalidProperty: A ServicePrincipalCert is an AzureKeyVaultSecret; it cannot be written out.
            {'connectionString':'AccountEndpoint=URL;AccountKey=hidden;Database=d','conectVia':1} | UnknownProperty: 'conectVia' of linked service 'cosmos' is not known and has no effect.
            """)
    void whatIsWrongIsSaidWithoutShowingASecret(String typeProperties, String expected) {
        read(typeProperties);

        assertThat(found()).anyMatch(line -> line.startsWith(expected), expected);
        assertThat(found()).noneMatch(line -> line.contains("hidden"));
    }

    @Test
    void aHiddenKeyNamesTheParameterThatGivesIt() {
        read("{'connectionString':'AccountEndpoint=URL;Database=d','accountKey':VAULT}");

        assertThat(issues.all())
                .singleElement()
                .extracting(Issue::hint)
                .isEqualTo("Set 'cosmos_accountKey' in the parameters file.");
    }

    @Test
    void nothingIsReportedForWhatOnlyTheRunKnows() {
        JsonObject object = object("{'connectionString':'@{linkedService().text}'}");

        assertThat(CosmosLinkedService.read(service(Constants.of(object)), Factory.empty(), issues))
                .isEmpty();
        assertThat(issues.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'connectionString':'AccountEndpoint=URL;Database=shop','encryptedCredential':'x'} | shop
            {'connectionString':VAULT}                                                         | cosmos
            {'connectionString':'AccountEndpoint=URL'}                                         | cosmos
            {'accountEndpoint':'URL','database':'d','servicePrincipalId':'i'}                  | d
            {'accountEndpoint':'URL','database':'d'}                                           | d
            """)
    void localModeNeedsOnlyADatabaseName(String typeProperties, String database) {
        assertThat(CosmosLinkedService.localDatabase(service(object(typeProperties))))
                .isEqualTo(database);
    }

    private Optional<CosmosLinkedService> read(String typeProperties) {
        Credential id = new Credential(
                "id", "ManagedIdentity", object("{}"), object("{}").span(), object("{}"));
        Factory factory = new Factory(
                "f",
                new Catalog<>(List.of()),
                new Catalog<>(List.of()),
                new Catalog<>(List.of()),
                new Catalog<>(List.of()),
                new Catalog<>(List.of(id)),
                Factory.Hosting.NONE,
                Map.of());
        return CosmosLinkedService.read(service(object(typeProperties)), factory, issues);
    }

    private List<String> found() {
        return issues.all().stream()
                .map(issue -> issue.code() + ": " + issue.message() + " " + issue.hint())
                .toList();
    }

    private static LinkedService service(JsonObject typeProperties) {
        return new LinkedService(
                "cosmos",
                CosmosLinkedService.TYPE,
                typeProperties,
                Map.of(),
                Optional.empty(),
                typeProperties.span(),
                typeProperties);
    }

    private static JsonObject object(String json) {
        return (JsonObject) JsonReader.read(
                "cosmos.json", json.replace("VAULT", VAULT).replace("URL", URL).replace('\'', '"'));
    }
}
