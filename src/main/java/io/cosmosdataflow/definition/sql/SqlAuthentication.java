package io.cosmosdataflow.definition.sql;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.Locale;

/**
 * How a linked service of a database proves who it is; Data Factory tells it by {@code authenticationType}, or by
 * what is present. A password in the connection string wins, so that a parameters file can give one.
 */
enum SqlAuthentication {
    PASSWORD("Password", ""),
    WINDOWS("Windows", "Integrated Security"),
    SERVICE_PRINCIPAL("Service principal", "servicePrincipalId"),
    SYSTEM_ASSIGNED_IDENTITY("System-assigned managed identity", ""),
    USER_ASSIGNED_IDENTITY("User-assigned managed identity", "credential"),
    OTHER("This", "");

    private static final String[] INTEGRATED = {"Integrated Security", "Trusted_Connection", "IntegratedSecurity"};

    private final String shown;
    private final String told;

    SqlAuthentication(String shown, String told) {
        this.shown = shown;
        this.told = told;
    }

    /** @param textKnown whether {@code text} is all there is of a connection string */
    static SqlAuthentication of(SqlKind kind, Properties properties, SqlConnectionString text, boolean textKnown) {
        properties.ignore("tenant", "azureCloudType", "servicePrincipalKey", "servicePrincipalCredential");
        properties.ignore("servicePrincipalCredentialType", "servicePrincipalEmbeddedCert");
        properties.ignore("servicePrincipalEmbeddedCertPassword", "servicePrincipalId", "credential");
        String named = properties.text("authenticationType", "").toLowerCase(Locale.ROOT);
        if (text.has("Password", "PWD")) {
            return PASSWORD;
        }
        boolean principal = properties.present("servicePrincipalId");
        return switch (named) {
            case "" -> unnamed(kind, properties, text, textKnown);
            case "sql", "basic", "username", "password" -> PASSWORD;
            case "windows" -> WINDOWS;
            case "serviceprincipal" -> SERVICE_PRINCIPAL;
            case "systemassignedmanagedidentity", "managedserviceidentity", "managedidentity" -> principal
                    ? SERVICE_PRINCIPAL
                    : SYSTEM_ASSIGNED_IDENTITY;
            case "userassignedmanagedidentity" -> USER_ASSIGNED_IDENTITY;
            default -> OTHER;
        };
    }

    private static SqlAuthentication unnamed(
            SqlKind kind, Properties properties, SqlConnectionString text, boolean textKnown) {
        if (properties.present("servicePrincipalId")) {
            return SERVICE_PRINCIPAL;
        }
        if (properties.present("credential")) {
            return USER_ASSIGNED_IDENTITY;
        }
        if (text.find(INTEGRATED)
                        .filter(value -> value.matches("(?i)true|yes|sspi"))
                        .isPresent()
                || properties.flag("integratedSecurity", false)) {
            return WINDOWS;
        }
        if (text.has("Authentication")) {
            return text.find("Authentication").orElse("").matches("(?i)sql\\s*password") ? PASSWORD : OTHER;
        }
        boolean nobody = !text.has("User ID", "UID", "User", "User Name")
                && !properties.present("userName")
                && !properties.present("password")
                && !properties.present("encryptedCredential");
        return kind == SqlKind.SQL_SERVER && textKnown && nobody ? SYSTEM_ASSIGNED_IDENTITY : PASSWORD;
    }

    /** Says that it is not supported. */
    void refuse(LinkedService service, Properties properties) {
        String place = properties.present("authenticationType")
                ? "authenticationType"
                : !told.isEmpty() && properties.present(told) ? told : "connectionString";
        properties
                .issues()
                .error(
                        ErrorCode.UnsupportedAuthentication,
                        properties.spanOf(place),
                        shown + " authentication of " + service.shown()
                                + " is not supported; only a user with a password is.",
                        "Set '" + service.name() + "_connectionString' in the parameters file to a connection string"
                                + " with User ID and Password.");
    }
}
