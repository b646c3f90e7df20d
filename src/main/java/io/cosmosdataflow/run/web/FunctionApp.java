package io.cosmosdataflow.run.web;

import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.http.HttpAuthentication.Headers;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A linked service of type {@code AzureFunction}. In local mode it needs no key.
 *
 * <p>Sources: Microsoft Learn, control-flow-azure-function-activity; functions-bindings-http-webhook-trigger (the header
 * of the key).
 *
 * @param name of the linked service
 * @param url of the app, without a slash at its end
 */
record FunctionApp(String name, String url, HttpAuthentication authentication) {

    private static final String KEY = "functionKey";
    private static final String KEY_HEADER = "x-functions-key";
    private static final List<String> AUTHENTICATIONS = List.of("Anonymous", "MSI");

    FunctionApp {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(authentication, "authentication");
    }

    /** Empty if something is wrong, which is reported, or known only in the run. */
    static Optional<FunctionApp> read(LinkedService service, RunScope scope, Issues issues) {
        if (!service.type().equals("AzureFunction")) {
            issues.error(
                    ErrorCode.InvalidProperty,
                    service.span(),
                    "An Azure Function activity needs a linked service of type AzureFunction; " + service.shown()
                            + " is of type '" + service.type() + "'.",
                    "Name another linked service in 'linkedServiceName'.");
            return Optional.empty();
        }
        Properties properties = Properties.of(service.typeProperties(), service.shown(), issues);
        Optional<String> url = new RequestSettings(properties)
                .address("functionAppUrl")
                .map(address -> address.uri().toString().replaceFirst("/+$", ""));
        Optional<HttpAuthentication> authentication = authentication(service, properties, scope);
        return Constants.known(service.typeProperties())
                ? url.flatMap(app -> authentication.map(who -> new FunctionApp(service.name(), app, who)))
                : Optional.empty();
    }

    private static Optional<HttpAuthentication> authentication(
            LinkedService service, Properties properties, RunScope scope) {
        String written = properties.text("authentication", "");
        properties.ignore("encryptedCredential", "resourceId", "credential");
        boolean anonymous = written.isEmpty() || written.equalsIgnoreCase("Anonymous");
        if (scope.localDirectory().isPresent()) {
            properties.ignore(KEY);
            return Optional.of(HttpAuthentication.ANONYMOUS);
        }
        if (written.equalsIgnoreCase("MSI")) {
            return WebAuthentication.ofMachine(properties, "resourceId", scope);
        }
        if (!anonymous) {
            return properties.notAllowed("authentication", written, AUTHENTICATIONS);
        }
        if (!properties.present(KEY)) {
            if (written.isEmpty() || properties.present("encryptedCredential")) {
                SecretSetting.reportAbsent(service.name(), properties, "function key", KEY);
                return Optional.empty();
            }
            return Optional.of(HttpAuthentication.ANONYMOUS);
        }
        return properties
                .secret(KEY)
                .flatMap(setting -> setting.require(service, KEY, properties.issues()))
                .map(FunctionApp::withKey);
    }

    private static HttpAuthentication withKey(Secret key) {
        return new Headers(Map.of(KEY_HEADER, key));
    }
}
