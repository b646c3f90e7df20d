package io.cosmosdataflow.store.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.script.ScriptText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestServiceTest {

    private final Issues issues = new Issues();

    @Test
    void aServiceIsAnonymousOrHasAUserWhosePasswordIsNotShown() {
        assertThat(read("RestService", "{'url':'https://x/','encryptedCredential':'y'}"))
                .contains(new RestService("https://x/", HttpAuthentication.ANONYMOUS));
        Optional<RestService> basic = read(
                "RestService",
                "{'url':'https://x/','authenticationType':'Basic','userName':'u',"
                        + "'password':{'type':'SecureString','value':'hidden'}}");

        assertThat(basic)
                .contains(new RestService("https://x/", new HttpAuthentication.Basic("u", Secret.of("hidden"))));
        assertThat(basic.toString()).doesNotContain("hidden");
        assertThat(found()).isEmpty();
    }

    /** Names and examples: Microsoft Learn, connector-rest, "Linked service properties". */
    @Test
    void headersProveItBesideTheOthers() {
        assertThat(headers("'authenticationType':'Anonymous',"
                        + "'authHeaders':{'x-api-key':{'type':'SecureString','value':'hidden'}}"))
                .isEqualTo(Map.of("x-api-key", Secret.of("hidden")));
        // RFC 7617: u:p in Base64
        assertThat(headers("'authenticationType':'Basic','userName':'u','password':'p','authHeaders':{'k':'v'}"))
                .isEqualTo(Map.of("Authorization", Secret.of("Basic dTpw"), "k", Secret.of("v")));
        assertThat(headers("'authenticationType':'Basic','userName':'u','password':'p',"
                        + "'authHeaders':{'authorization':'v'}"))
                .isEqualTo(Map.of("authorization", Secret.of("v")));
        assertThat(found()).isEmpty();
    }

    private Map<String, Secret> headers(String properties) {
        return read("RestService", "{'url':'https://x/'," + properties + "}")
                .orElseThrow()
                .authentication()
                .headers();
    }

    @Test
    void anApplicationAndAMachineAskWithATokenForTheResource() {
        String resource = "https://management.core.windows.net";
        for (String identity : List.of(
                "'authenticationType':'AadServicePrincipal','servicePrincipalId':'i','tenant':'t',"
                        + "'servicePrincipalKey':{'value':'hidden','type':'SecureString'},'azureCloudType':'AzureChina'",
                "'authenticationType':'ManagedServiceIdentity'")) {
            assertThat(read("RestService", "{'url':'https://x/','aadResourceId':'" + resource + "'," + identity + "}"))
                    .get()
                    .satisfies(rest -> {
                        assertThat(rest.toString()).doesNotContain("hidden");
                        assertThat(rest.authentication())
                                .isInstanceOfSatisfying(
                                        HttpAuthentication.Bearer.class,
                                        bearer -> assertThat(bearer.resource()).isEqualTo(resource));
                    });
        }
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            RestService | {} | MissingProperty: 'url' of linked service 'api' is missing.
            RestService | {'url':'u','authenticationType':'ManagedServiceIdentity'} | MissingProperty: 'aadResourceId' of linked service 'api' is missing.
            RestService | {'url':'u','authenticationType':'OAuth2ClientCredential'} | UnsupportedAuthentication: The authentication 'OAuth2ClientCredential' of linked service 'api' is not supported.
            RestService | {'url':'u','authHeaders':{'x-api-key':{'type':'AzureKeyVaultSecret'}}} | UnresolvedSecret: 'authHeaders' of linked service 'api' is kept in Azure Key Vault, so its value is not in the factory.
            RestService | {'url':'u','enableServerCertificateValidation':false} | UnsupportedSetting: 'enableServerCertificateValidation' of linked service 'api' is not supported: the certificate of the service is always verified.
            RestService | {'url':'u','authenticationType':'Basic','userName':'n','password':{'type':'AzureKeyVaultSecret'}} | UnresolvedSecret: 'password' of linked service 'api' is kept in Azure Key Vault, so its value is not in the factory.
            HttpServer  | {'url':'u'} | UnsupportedLinkedService: An external call needs a linked service of type RestService; linked service 'api' is a HttpServer.
            """)
    void whatCannotBeUsedIsReported(String type, String typeProperties, String message) {
        read(type, typeProperties);

        assertThat(found()).containsExactly(message);
    }

    private List<String> found() {
        return issues.all().stream()
                .map(issue -> issue.code() + ": " + issue.message())
                .toList();
    }

    private Optional<RestService> read(String type, String typeProperties) {
        try {
            JsonObject json = (JsonObject) JsonValue.of(
                    new ObjectMapper().readTree(typeProperties.replace('\'', '"')),
                    ScriptText.of("", "api.json").at(0));
            return RestService.read(
                    new LinkedService("api", type, json, Map.of(), Optional.empty(), json.span(), json),
                    Factory.empty(),
                    issues);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
