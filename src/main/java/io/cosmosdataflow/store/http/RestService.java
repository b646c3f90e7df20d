package io.cosmosdataflow.store.http;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.http.ServiceAuthentication;
import java.util.Objects;
import java.util.Optional;

/**
 * A linked service of type {@code RestService}: an address, and who asks there.
 *
 * <p>Source: Microsoft Learn, connector-rest, "Linked service properties".
 *
 * @param url may have variables of pagination rules in it: {@code {offset}}
 */
public record RestService(String url, HttpAuthentication authentication) {

    static final String TYPE = "RestService";

    public RestService {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(authentication, "authentication");
    }

    /** Empty if something is missing or not supported, which is reported, or waits for the run. */
    public static Optional<RestService> read(LinkedService service, Factory factory, Issues issues) {
        if (!service.type().equals(TYPE)) {
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
        properties.ignore("encryptedCredential");
        if (!properties.flag("enableServerCertificateValidation", true)) {
            properties.unsupported(
                    "enableServerCertificateValidation", "the certificate of the service is always verified");
        }
        Optional<HttpAuthentication> authentication =
                ServiceAuthentication.ofRest(service, properties, factory).read();
        properties.finish();
        return authentication.filter(any -> !properties.waits("url")).map(who -> new RestService(url, who));
    }

    /** One whose answers stand in files: nobody needs to say who asks. */
    static Optional<RestService> recorded(LinkedService service, Issues issues) {
        Properties properties = Properties.of(service.typeProperties(), service.shown(), issues);
        String url = properties.requiredText("url");
        return properties.waits("url")
                ? Optional.empty()
                : Optional.of(new RestService(url, HttpAuthentication.ANONYMOUS));
    }
}
