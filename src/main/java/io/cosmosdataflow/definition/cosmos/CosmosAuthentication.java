package io.cosmosdataflow.definition.cosmos;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a {@code CosmosDb} linked service proves who it is; Data Factory tells it by the properties present. A key wins, so that a parameters file can give one. */
enum CosmosAuthentication {
    KEY("Account key"),
    SERVICE_PRINCIPAL("Service principal"),
    SYSTEM_ASSIGNED_IDENTITY("System-assigned managed identity"),
    USER_ASSIGNED_IDENTITY("User-assigned managed identity");

    private static final List<String> CREDENTIAL_TYPES = List.of("ServicePrincipalKey", "ServicePrincipalCert");
    private static final List<String> CLOUDS =
            List.of("AzurePublic", "AzureChina", "AzureUsGovernment", "AzureGermany");

    private final String shown;

    CosmosAuthentication(String shown) {
        this.shown = shown;
    }

    static CosmosAuthentication of(Properties properties) {
        if (anyPresent(properties, "connectionString", "accountKey")) {
            properties.ignore("accountKey", "tenant", "azureCloudType", "credential", "encryptedCredential");
            properties.ignore("servicePrincipalId", "servicePrincipalCredential", "servicePrincipalCredentialType");
            return KEY;
        }
        if (anyPresent(
                properties, "servicePrincipalId", "servicePrincipalCredential", "servicePrincipalCredentialType")) {
            return SERVICE_PRINCIPAL;
        }
        if (properties.present("credential")) {
            return USER_ASSIGNED_IDENTITY;
        }
        boolean key = properties.present("encryptedCredential") || !properties.present("accountEndpoint");
        return key ? KEY : SYSTEM_ASSIGNED_IDENTITY;
    }

    private static boolean anyPresent(Properties properties, String... names) {
        return Arrays.stream(names).anyMatch(properties::present);
    }

    /** Checks the settings as Data Factory would, then says that they are not supported. */
    void check(LinkedService service, Properties properties, Factory factory) {
        Issues issues = properties.issues();
        properties.ignore("connectionMode", "encryptedCredential");
        properties.requiredText("accountEndpoint");
        properties.requiredText("database");
        String tell = "accountEndpoint";
        if (this == SERVICE_PRINCIPAL) {
            servicePrincipal(properties);
            tell = "servicePrincipalId";
        }
        if (this == USER_ASSIGNED_IDENTITY) {
            properties
                    .object("credential")
                    .map(reference -> Reference.read(reference, Reference.CREDENTIAL))
                    .ifPresent(reference -> factory.credential(reference, issues));
            tell = "credential";
        }
        issues.error(
                ErrorCode.UnsupportedAuthentication,
                properties.spanOf(tell),
                shown + " authentication of " + service.shown() + " is not supported; only account keys are.",
                "Set '" + service.name() + "_connectionString' in the parameters file to a connection string with an"
                        + " AccountKey.");
    }

    private static void servicePrincipal(Properties properties) {
        properties.requiredText("servicePrincipalId");
        properties.requiredText("tenant");
        oneOf(properties, "servicePrincipalCredentialType", CREDENTIAL_TYPES);
        oneOf(properties, "azureCloudType", CLOUDS);
        for (String required : List.of("servicePrincipalCredentialType", "servicePrincipalCredential")) {
            if (!properties.present(required)) {
                properties.missing(required);
            }
        }
        Optional<SecretSetting> credential = properties.secret("servicePrincipalCredential");
        boolean certificate =
                properties.text("servicePrincipalCredentialType", "").equalsIgnoreCase("ServicePrincipalCert");
        if (certificate
                && credential.filter(SecretSetting.Known.class::isInstance).isPresent()) {
            properties
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            properties.spanOf("servicePrincipalCredential"),
                            "A ServicePrincipalCert is an AzureKeyVaultSecret; it cannot be written out.",
                            "Refer to the certificate in Azure Key Vault.");
        }
    }

    private static void oneOf(Properties properties, String name, List<String> allowed) {
        properties
                .text(name)
                .filter(text -> allowed.stream().noneMatch(text::equalsIgnoreCase))
                .ifPresent(text -> properties.notAllowed(name, text, allowed));
    }
}
