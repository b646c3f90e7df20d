package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.Credential;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks a server, as its linked service says: {@code authenticationType} with the properties that go with it, and
 * {@code authHeaders}.
 *
 * <p>Source: Microsoft Learn, connector-rest and connector-http, "Linked service properties".
 */
public final class ServiceAuthentication {

    private static final List<String> OF_REST =
            List.of("Anonymous", "Basic", "AadServicePrincipal", "ManagedServiceIdentity");
    private static final String HEADERS = "authHeaders";
    private static final List<String> OF_HTTP = List.of("Anonymous", "Basic", "Digest");

    /** Where applications of other clouds sign in. */
    private static final Map<String, String> AUTHORITIES = Map.of(
            "azurechina", "https://login.chinacloudapi.cn",
            "azureusgovernment", "https://login.microsoftonline.us",
            "azuregermany", "https://login.microsoftonline.de");

    private final LinkedService service;
    private final Properties settings;
    private final Factory factory;
    private final List<String> types;
    private final String headersName;

    private ServiceAuthentication(
            LinkedService service, Properties settings, Factory factory, List<String> types, String headersName) {
        this.service = service;
        this.settings = settings;
        this.factory = factory;
        this.types = types;
        this.headersName = headersName;
    }

    /** Of a {@code RestService}. */
    public static ServiceAuthentication ofRest(LinkedService service, Properties settings, Factory factory) {
        return new ServiceAuthentication(service, settings, factory, OF_REST, HEADERS);
    }

    /** Of an {@code HttpServer}; the page calls the headers by two names. */
    public static ServiceAuthentication ofHttp(LinkedService service, Properties settings, Factory factory) {
        settings.ignore("embeddedCertData", "certThumbprint");
        String headers = settings.present(HEADERS) || !settings.present("authHeader") ? HEADERS : "authHeader";
        return new ServiceAuthentication(service, settings, factory, OF_HTTP, headers);
    }

    /** Empty if something is missing or not supported, which is reported, or waits for the run. */
    public Optional<HttpAuthentication> read() {
        String type = settings.filled("authenticationType").orElse("Anonymous");
        String known = types.stream().filter(type::equalsIgnoreCase).findFirst().orElse("");
        Optional<HttpAuthentication> proof =
                switch (known.toLowerCase(Locale.ROOT)) {
                    case "anonymous" -> Optional.of(HttpAuthentication.ANONYMOUS);
                    case "basic" -> basic();
                    case "digest" -> digest();
                    case "aadserviceprincipal" -> servicePrincipal();
                    case "managedserviceidentity" -> machine();
                    default -> unsupported(type);
                };
        settings.ignore("userName", "password", "tenant", "aadResourceId", "azureCloudType", "credential")
                .ignore("servicePrincipalId", "servicePrincipalKey", "servicePrincipalCredentialType");
        Optional<Map<String, Secret>> headers = headers();
        boolean waits = settings.waits("authenticationType", "userName", "tenant", "servicePrincipalId")
                || settings.waits("aadResourceId", "azureCloudType", headersName);
        return waits ? Optional.empty() : proof.flatMap(who -> headers.map(more -> with(who, more)));
    }

    private static HttpAuthentication with(HttpAuthentication who, Map<String, Secret> more) {
        if (more.isEmpty()) {
            return who;
        }
        HttpAuthentication.Headers headers = new HttpAuthentication.Headers(more);
        return who.equals(HttpAuthentication.ANONYMOUS) ? headers : new HttpAuthentication.Joined(who, headers);
    }

    private Optional<HttpAuthentication> unsupported(String type) {
        settings.issues()
                .error(
                        ErrorCode.UnsupportedAuthentication,
                        settings.spanOf("authenticationType"),
                        "The authentication '" + type + "' of " + service.shown() + " is not supported.",
                        "Use " + String.join(", ", types.subList(0, types.size() - 1)) + " or "
                                + types.get(types.size() - 1) + ".");
        return Optional.empty();
    }

    private Optional<HttpAuthentication> basic() {
        String name = settings.requiredText("userName");
        return secret("password").map(password -> new HttpAuthentication.Basic(name, password));
    }

    private Optional<HttpAuthentication> digest() {
        String name = settings.requiredText("userName");
        return secret("password").map(password -> new HttpAuthentication.Digest(name, password));
    }

    private Optional<HttpAuthentication> servicePrincipal() {
        String tenant = settings.requiredText("tenant");
        String client = settings.requiredText("servicePrincipalId");
        String resource = settings.requiredText("aadResourceId");
        String kind = settings.text("servicePrincipalCredentialType", "ServicePrincipalKey");
        if (!kind.equalsIgnoreCase("ServicePrincipalKey")) {
            return unsupported("AadServicePrincipal with " + kind);
        }
        Optional<String> authority = settings.text("azureCloudType")
                .map(cloud -> cloud.toLowerCase(Locale.ROOT))
                .map(AUTHORITIES::get);
        return secret("servicePrincipalKey")
                .map(key -> new HttpAuthentication.Bearer(
                        EntraTokens.ofServicePrincipal(
                                tenant, client, key, name -> environment(name).or(() -> authority)),
                        resource));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    private Optional<HttpAuthentication> machine() {
        String resource = settings.requiredText("aadResourceId");
        Optional<String> identity = settings.object("credential")
                .map(reference -> Reference.read(reference, Reference.CREDENTIAL))
                .flatMap(reference -> factory.credential(reference, settings.issues()))
                .map(Credential::typeProperties)
                .map(json -> Properties.of(json, "credential of " + service.shown(), settings.issues())
                        .requiredText("resourceId"));
        boolean known = identity.isPresent() == settings.present("credential");
        return known
                ? Optional.of(new HttpAuthentication.Bearer(
                        EntraTokens.ofMachine(identity, ServiceAuthentication::environment), resource))
                : Optional.empty();
    }

    private Optional<Secret> secret(String name) {
        if (!settings.present(name)) {
            SecretSetting.reportAbsent(service.name(), settings, name, name);
        }
        return settings.secret(name).flatMap(secret -> secret.require(service, name, settings.issues()));
    }

    /** Empty if one of them is not known. */
    private Optional<Map<String, Secret>> headers() {
        Map<String, Secret> headers = new LinkedHashMap<>();
        Optional<Properties> given = settings.object(headersName);
        if (given.isEmpty()) {
            return Optional.of(headers);
        }
        boolean known = true;
        for (String name : given.get().json().members().keySet()) {
            Optional<Secret> value =
                    given.get().secret(name).flatMap(secret -> secret.require(service, headersName, settings.issues()));
            value.ifPresent(secret -> headers.put(name, secret));
            known &= value.isPresent();
        }
        return known ? Optional.of(headers) : Optional.empty();
    }
}
