package io.cosmosdataflow.run.web;

import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.Credential;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.http.EntraTokens;
import io.cosmosdataflow.http.HttpAuthentication;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The {@code authentication} of an activity of the web. In local mode nobody signs in with an identity of a machine, and
 * secrets that are kept elsewhere are not needed: the request is sent without them.
 *
 * <p>Source: Microsoft Learn, control-flow-web-activity; the names {@code userTenant}, {@code username} and {@code
 * password} of a service principal are those that the editor writes.
 */
final class WebAuthentication {

    private static final List<String> TYPES =
            List.of("Basic", "MSI", "UserAssignedManagedIdentity", "ServicePrincipal", "ClientCertificate");
    private static final Function<String, Optional<String>> ENVIRONMENT =
            name -> Optional.ofNullable(System.getenv(name));

    private final Properties settings;
    private final RunScope scope;

    private WebAuthentication(Properties settings, RunScope scope) {
        this.settings = settings;
        this.scope = scope;
    }

    /** Empty if something is wrong with it, which is reported, or waits for the run. */
    static Optional<HttpAuthentication> read(Properties activity, RunScope scope) {
        if (activity.waits("authentication")) {
            return Optional.empty();
        }
        Optional<Properties> settings = activity.object("authentication");
        if (settings.isEmpty()) {
            return Optional.of(HttpAuthentication.ANONYMOUS);
        }
        Properties named =
                Properties.of(settings.get().json(), "authentication of " + activity.owner(), activity.issues());
        return new WebAuthentication(named, scope).read();
    }

    /**
     * With an identity of the machine: that of {@code credential}, or its own.
     *
     * @param resource name of the setting with what the token is for
     */
    static Optional<HttpAuthentication> ofMachine(Properties settings, String resource, RunScope scope) {
        return new WebAuthentication(settings, scope).machine(resource, settings.present("credential"));
    }

    private Optional<HttpAuthentication> read() {
        String type = settings.requiredText("type");
        Optional<String> known = TYPES.stream().filter(type::equalsIgnoreCase).findFirst();
        if (type.equalsIgnoreCase("None") || type.equalsIgnoreCase("Anonymous")) {
            return Optional.of(HttpAuthentication.ANONYMOUS);
        }
        if (known.isEmpty()) {
            return type.isBlank() ? Optional.empty() : settings.notAllowed("type", type, TYPES);
        }
        Optional<HttpAuthentication> read =
                switch (known.get()) {
                    case "Basic" -> basic();
                    case "ServicePrincipal" -> servicePrincipal();
                    case "ClientCertificate" -> certificate();
                    default -> machine("resource", known.get().equals("UserAssignedManagedIdentity"));
                };
        settings.finish();
        return Constants.known(settings.json()) ? read : Optional.empty();
    }

    private Optional<HttpAuthentication> basic() {
        String user = settings.requiredText("username");
        return secret("password", password -> new HttpAuthentication.Basic(user, password));
    }

    private Optional<HttpAuthentication> servicePrincipal() {
        String resource = settings.requiredText("resource");
        settings.ignore("credential");
        String tenant = settings.requiredText(settings.present("tenant") ? "tenant" : "userTenant");
        boolean documented = settings.present("servicePrincipalId");
        String client = settings.requiredText(documented ? "servicePrincipalId" : "username");
        return secret(
                documented ? "servicePrincipalKey" : "password",
                key -> new HttpAuthentication.Bearer(
                        EntraTokens.ofServicePrincipal(tenant, client, key, ENVIRONMENT), resource));
    }

    private Optional<HttpAuthentication> certificate() {
        settings.ignore("pfx", "password");
        settings.issues()
                .error(
                        ErrorCode.UnsupportedAuthentication,
                        settings.spanOf("type"),
                        "Client certificates are not supported: " + settings.owner() + ".",
                        "Use Basic, ServicePrincipal or MSI, or a header with a key.");
        return Optional.empty();
    }

    private Optional<HttpAuthentication> machine(String resource, boolean assigned) {
        String asked = settings.requiredText(resource);
        Optional<String> identity = assigned ? identity() : Optional.empty();
        if (assigned && identity.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                scope.localDirectory().isPresent()
                        ? HttpAuthentication.ANONYMOUS
                        : new HttpAuthentication.Bearer(EntraTokens.ofMachine(identity, ENVIRONMENT), asked));
    }

    private Optional<String> identity() {
        if (!settings.present("credential")) {
            settings.missing("credential");
        }
        return settings.object("credential")
                .map(reference -> Reference.read(reference, Reference.CREDENTIAL))
                .flatMap(reference -> scope.factory().credential(reference, settings.issues()))
                .map(Credential::typeProperties)
                .map(json -> Properties.of(json, "credential of " + settings.owner(), settings.issues())
                        .requiredText("resourceId"));
    }

    private Optional<HttpAuthentication> secret(String name, Function<Secret, HttpAuthentication> with) {
        if (!settings.present(name)) {
            if (scope.localDirectory().isPresent()) {
                return Optional.of(HttpAuthentication.ANONYMOUS);
            }
            settings.missing(name);
        }
        return settings.secret(name).flatMap(setting -> {
            if (setting instanceof SecretSetting.Known known) {
                return Optional.of(with.apply(known.secret()));
            }
            if (scope.localDirectory().isPresent()) {
                return Optional.of(HttpAuthentication.ANONYMOUS);
            }
            settings.issues()
                    .error(
                            ErrorCode.UnresolvedSecret,
                            setting.span(),
                            "'" + name + "' of " + settings.owner() + " is not in the factory.",
                            "Take it from a parameter of the pipeline: {\"type\": \"SecureString\", \"value\":"
                                    + " \"@pipeline().parameters.secret\"}.");
            return Optional.empty();
        });
    }
}
