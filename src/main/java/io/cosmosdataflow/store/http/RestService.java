package io.cosmosdataflow.store.http;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.http.HttpAuthentication;
import java.util.Objects;
import java.util.Optional;

/**
 * A linked service of type {@code RestService}: an address, and a user if it asks for one.
 *
 * <p>Source: Microsoft Learn, connector-rest.
 *
 * @param authentication anonymous, or a user with a password
 */
public record RestService(String url, HttpAuthentication authentication) {

    public RestService {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(authentication, "authentication");
    }

    /** Empty if something is missing or not supported; it is reported. */
    public static Optional<RestService> read(LinkedService service, Issues issues) {
        if (!service.type().equals("RestService")) {
            issues.error(
                    ErrorCode.UnsupportedLinkedService,
                    service.span(),
                    "An external call needs a linked service of type RestService; " + service.shown() + " is a "
                            + service.type() + ".",
                    "");
            return Optional.empty();
        }
        Properties properties = Properties.of(service.typeProperties(), service.shown(), issues);
        String url = properties.requiredText("url");
        String authentication = properties.text("authenticationType", "Anonymous");
        properties.ignore("encryptedCredential");
        if (!properties.flag("enableServerCertificateValidation", true)) {
            properties.unsupported(
                    "enableServerCertificateValidation", "the certificate of the service is always verified");
        }
        properties.unsupported("authHeaders", "headers are written in the data flow");
        switch (authentication) {
            case "Anonymous":
                return Optional.of(new RestService(url, HttpAuthentication.ANONYMOUS));
            case "Basic":
                String name = properties.requiredText("userName");
                if (!properties.present("password")) {
                    SecretSetting.reportAbsent(service.name(), properties, "password", "password");
                }
                return properties
                        .secret("password")
                        .flatMap(secret -> secret.require(service, "password", issues))
                        .map(password -> new RestService(url, new HttpAuthentication.Basic(name, password)));
            default:
                issues.error(
                        ErrorCode.UnsupportedAuthentication,
                        properties.spanOf("authenticationType"),
                        "The authentication '" + authentication + "' of " + service.shown() + " is not supported.",
                        "Use Anonymous or Basic.");
                return Optional.empty();
        }
    }
}
