package io.cosmosdataflow.store.file.web;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.http.ServiceAuthentication;
import io.cosmosdataflow.store.kind.StoreScope;
import java.util.Objects;
import java.util.Optional;

/**
 * A linked service of type {@code HttpServer}: an address, and who asks there.
 *
 * <p>Source: Microsoft Learn, connector-http, "Linked service properties".
 */
public record HttpService(String url, HttpAuthentication authentication) {

    public static final String TYPE = "HttpServer";

    public HttpService {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(authentication, "authentication");
    }

    public static boolean is(LinkedService service) {
        return service.type().equals(TYPE);
    }

    /**
     * Empty if something is missing or not supported, which is reported, or waits for the run. In local mode answers
     * stand in files, and nobody needs to say who asks.
     */
    static Optional<HttpService> read(LinkedService service, StoreScope scope, Issues issues) {
        Properties properties = Properties.of(service.typeProperties(), service.shown(), issues);
        String url = properties.requiredText("url");
        if (scope.localDirectory().isPresent()) {
            return Optional.of(new HttpService(url, HttpAuthentication.ANONYMOUS))
                    .filter(any -> !properties.waits("url"));
        }
        properties.ignore("encryptedCredential");
        if (!properties.flag("enableServerCertificateValidation", true)) {
            properties.unsupported(
                    "enableServerCertificateValidation", "the certificate of the server is always verified");
        }
        Optional<HttpAuthentication> authentication = ServiceAuthentication.ofHttp(service, properties, scope.factory())
                .read();
        properties.finish();
        return authentication.filter(any -> !properties.waits("url")).map(who -> new HttpService(url, who));
    }
}
