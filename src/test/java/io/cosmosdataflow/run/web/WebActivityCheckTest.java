package io.cosmosdataflow.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be written: Microsoft Learn, control-flow-web-activity. */
class WebActivityCheckTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'url': 'https://h/' | MissingProperty: 'method' of activity 'Ask' is missing.
            'method': 'GET' | MissingProperty: 'url' of activity 'Ask' is missing.
            'method': 'HEAD', 'url': 'https://h/' | InvalidProperty: 'method' of activity 'Ask'
            'method': 'GET', 'url': 'h/x?sig=K1' | InvalidProperty: 'url' of activity 'Ask' cannot be asked: it does not begin with http:// or https://.
            'method': 'POST', 'url': 'https://h/' | MissingProperty: 'body' of activity 'Ask' is missing.
            'method': 'GET', 'url': 'https://h/', 'headers': ['a'] | InvalidProperty: 'headers' of activity 'Ask' must be an object, and is an array.
            'method': 'GET', 'url': 'https://h/', 'headers': {'a': {'b': 1}} | InvalidProperty: Header 'a' of activity 'Ask' must be a text, and is an object.
            'method': 'GET', 'url': 'https://h/', 'httpRequestTimeout': '00:00:30' | InvalidProperty: 'httpRequestTimeout' of activity 'Ask' must be from 00:01:00 to 00:10:00.
            'method': 'GET', 'url': 'https://h/', 'httpRequestTimeout': '00:10:01' | InvalidProperty: 'httpRequestTimeout' of activity 'Ask' must be from 00:01:00 to 00:10:00.
            'method': 'GET', 'url': 'https://h/', 'httpRequestTimeout': 'long' | InvalidProperty: 'httpRequestTimeout' of activity 'Ask'
            'method': 'GET', 'url': 'https://h/', 'disableCertValidation': true | UnsupportedSetting: 'disableCertValidation' of activity 'Ask' is not supported: the certificate of a server is always verified.
            'method': 'GET', 'url': 'https://h/', 'linkedServices': [{'referenceName': 'L', 'type': 'LinkedServiceReference'}] | UnsupportedSetting: 'linkedServices' of activity 'Ask' is not supported
            'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'Digest'} | InvalidProperty: 'type' of authentication of activity 'Ask'
            'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'ClientCertificate', 'pfx': 'K1', 'password': 'K1'} | UnsupportedAuthentication: Client certificates are not supported: authentication of activity 'Ask'.
            'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'Basic', 'username': 'u', 'password': {'type': 'AzureKeyVaultSecret'}} | UnresolvedSecret: 'password' of authentication of activity 'Ask' is not in the factory.
            'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'MSI'} | MissingProperty: 'resource' of authentication of activity 'Ask' is missing.
            'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'UserAssignedManagedIdentity', 'resource': 'r'} | MissingProperty: 'credential' of authentication of activity 'Ask' is missing.
            'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'UserAssignedManagedIdentity', 'resource': 'r', 'credential': {'referenceName': 'c', 'type': 'CredentialReference'}} | MissingReference:
            'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'ServicePrincipal', 'tenant': 't', 'servicePrincipalId': 'i', 'servicePrincipalKey': 'K1'} | MissingProperty: 'resource' of authentication of activity 'Ask' is missing.
            """)
    void whatIsWrongIsSaidByTheCheck(String typeProperties, String message) {
        List<Issue> issues = check(typeProperties);

        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.code() + ": " + issue.message()).startsWith(message);
            assertThat(issue.toString()).contains("P.json:").doesNotContain("K1");
        });
    }

    private List<Issue> check(String typeProperties) {
        FactoryFiles.in(directory)
                .pipeline(
                        "P",
                        "{\"name\": \"Ask\", \"type\": \"WebActivity\", \"typeProperties\": {"
                                + typeProperties.replace('\'', '"') + "}}");
        return DataFactory.load(directory).pipeline("P").check();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'method': 'GET', 'url': 'https://h/', 'connectVia': {'referenceName': 'AutoResolve'},"
                        + " 'datasets': [], 'linkedServices': [], 'disableCertValidation': false,"
                        + " 'httpRequestTimeout': '00:10:00'",
                "'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'MSI', 'resource': 'r'}",
                "'method': 'GET', 'url': 'https://h/', 'authentication': {'type': 'ServicePrincipal', 'userTenant': 't',"
                        + " 'username': 'i', 'password': {'type': 'SecureString', 'value': 'K1'}, 'resource': 'r'}",
                "'method': 'POST', 'url': '@{pipeline().RunId}', 'body': '@pipeline().RunId',"
                        + " 'headers': {'a': '@pipeline().RunId'}, 'httpRequestTimeout': '@pipeline().RunId',"
                        + " 'authentication': {'type': 'Basic', 'username': 'u', 'password': '@pipeline().RunId'}"
            })
    void whatDataFactoryTakesIsNoError(String typeProperties) {
        assertThat(check(typeProperties)).isEmpty();
    }
}
