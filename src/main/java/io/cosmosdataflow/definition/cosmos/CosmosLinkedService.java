package io.cosmosdataflow.definition.cosmos;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A linked service of type {@code CosmosDb}, ready to connect with its key.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db, "Linked service properties".
 *
 * @param endpoint URL of the account
 */
public record CosmosLinkedService(
        String name, String endpoint, Secret key, String database, ConnectionMode connectionMode, Span span) {

    public static final String TYPE = "CosmosDb";

    public CosmosLinkedService {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(connectionMode, "connectionMode");
        Objects.requireNonNull(span, "span");
    }

    /**
     * Reads and checks the settings of whatever authentication is configured. Empty if something is missing,
     * not known before the run, or not supported, all of which but the second is reported: {@link
     * ErrorCode#UnresolvedSecret} for a key that is not in the factory, {@link
     * ErrorCode#UnsupportedAuthentication} for anything but a key.
     *
     * @param service with its expressions resolved
     */
    public static Optional<CosmosLinkedService> read(LinkedService service, Factory factory, Issues issues) {
        Settings settings = Settings.read(service, issues);
        CosmosAuthentication authentication = CosmosAuthentication.of(settings.properties);
        if (authentication != CosmosAuthentication.KEY) {
            authentication.check(service, settings.properties, factory);
            settings.properties.finish();
            return Optional.empty();
        }
        settings.properties.finish();
        return settings.connect(service, issues);
    }

    /**
     * The database for local mode, which needs no account: the one that the definitions name, or the linked
     * service's own name if only a secret knows it.
     *
     * @param service with its expressions resolved
     */
    public static String localDatabase(LinkedService service) {
        return Settings.read(service, new Issues()).database.orElse(service.name());
    }

    /**
     * How local mode reaches its account, too.
     *
     * @param service with its expressions resolved
     */
    public static ConnectionMode connectionMode(LinkedService service, Issues issues) {
        return Settings.connectionMode(Properties.of(service.typeProperties(), service.shown(), issues));
    }

    /**
     * What tells the account from others in local mode, where nothing is connected to: the host of its endpoint,
     * with the port if that is not 443, or, where only a secret knows the endpoint, the linked service's name and,
     * if it has parameters, a number that stands for their values.
     *
     * @param service with its expressions resolved
     */
    public static String localAccount(LinkedService service) {
        return Settings.read(service, new Issues())
                .endpoint
                .map(CosmosLinkedService::authority)
                .orElseGet(() -> service.parameters().isEmpty()
                        ? service.name()
                        : service.name() + "-" + fingerprint(service.typeProperties()));
    }

    private static String authority(String endpoint) {
        String lower = endpoint.trim().toLowerCase(Locale.ROOT);
        if (!Settings.isUrl(lower)) {
            return lower;
        }
        URI uri = URI.create(lower);
        boolean usual = uri.getPort() < 0 || uri.getPort() == 443;
        return uri.getHost() + (usual ? "" : ":" + uri.getPort());
    }

    /** Equal for equal settings; tells nothing of them, as there may be secrets among them. */
    private static String fingerprint(JsonObject settings) {
        byte[] text = settings.toNode().toString().getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(text).toString();
    }

    private record Settings(
            Properties properties,
            ConnectionString connectionString,
            Optional<String> endpoint,
            Optional<String> database,
            ConnectionMode connectionMode,
            boolean complete) {

        /** {@code complete} is false if the rest can only be known from a secret or in the run. */
        static Settings read(LinkedService service, Issues issues) {
            Properties properties = Properties.of(service.typeProperties(), service.shown(), issues);
            Optional<SecretSetting> written = properties.secret("connectionString");
            Optional<Secret> text = written.flatMap(secret -> secret.require(service, "connectionString", issues));
            ConnectionString parsed = text.map(
                            secret -> ConnectionString.parse(secret, properties.spanOf("connectionString"), issues))
                    .orElse(new ConnectionString(Optional.empty(), Optional.empty(), Optional.empty()));
            Optional<String> endpoint = parsed.endpoint().or(() -> properties.text("accountEndpoint"));
            Optional<String> database = parsed.database().or(() -> properties.text("database"));
            boolean waiting = properties.present("connectionString") && text.isEmpty()
                    || properties.waits("accountEndpoint", "database");
            return new Settings(properties, parsed, endpoint, database, connectionMode(properties), !waiting);
        }

        private static ConnectionMode connectionMode(Properties properties) {
            List<ConnectionMode> written = List.of(ConnectionMode.Gateway, ConnectionMode.Direct);
            return properties
                    .text("connectionMode")
                    .flatMap(text -> written.stream()
                            .filter(mode -> mode.name().equalsIgnoreCase(text))
                            .findFirst()
                            .or(() -> properties.notAllowed(
                                    "connectionMode",
                                    text,
                                    written.stream().map(ConnectionMode::name).toList())))
                    .orElse(ConnectionMode.Usual);
        }

        Optional<CosmosLinkedService> connect(LinkedService service, Issues issues) {
            boolean inText = properties.present("connectionString");
            if (!inText && properties.present("encryptedCredential") && !properties.present("accountEndpoint")) {
                SecretSetting.reportAbsent(service.name(), properties, "connection string", "connectionString");
                return Optional.empty();
            }
            if (complete) {
                require(endpoint, inText ? "AccountEndpoint" : "accountEndpoint", inText);
                require(database, inText ? "Database" : "database", inText);
            }
            endpoint.filter(url -> !isUrl(url))
                    .ifPresent(url -> issues.error(
                            ErrorCode.InvalidProperty,
                            properties.spanOf(inText ? "connectionString" : "accountEndpoint"),
                            "The account endpoint '" + url + "' of " + service.shown() + " is not a URL.",
                            "Write it as https://<account>.documents.azure.com:443/."));
            Optional<Secret> key = complete ? key(service, issues) : Optional.empty();
            if (endpoint.filter(Settings::isUrl).isEmpty() || key.isEmpty() || database.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new CosmosLinkedService(
                    service.name(), endpoint.get(), key.get(), database.get(), connectionMode, service.span()));
        }

        private Optional<Secret> key(LinkedService service, Issues issues) {
            if (connectionString.key().isPresent()) {
                return connectionString.key();
            }
            Optional<SecretSetting> separate = properties.secret("accountKey");
            if (separate.isPresent()) {
                return separate.get().require(service, "accountKey", issues);
            }
            if (properties.present("accountKey")) {
                return Optional.empty();
            }
            SecretSetting.reportAbsent(service.name(), properties, "account key", "accountKey", "connectionString");
            return Optional.empty();
        }

        private void require(Optional<String> value, String name, boolean inText) {
            if (value.isPresent() && !value.get().isBlank()) {
                return;
            }
            if (!inText) {
                properties.missing(name);
                return;
            }
            properties
                    .issues()
                    .error(
                            ErrorCode.MissingProperty,
                            properties.spanOf("connectionString"),
                            "The connection string of " + properties.owner() + " has no " + name + ".",
                            "Write AccountEndpoint=<url>;AccountKey=<key>;Database=<name>.");
        }

        private static boolean isUrl(String text) {
            try {
                URI uri = URI.create(text.trim());
                return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?");
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
