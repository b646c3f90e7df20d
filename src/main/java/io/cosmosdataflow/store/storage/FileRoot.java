package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of a linked service live, as a Hadoop path.
 *
 * @param prefix what stands before a container's name
 * @param suffix what stands behind a container's name, up to and without the slash before the folder
 * @param settings Hadoop settings for this root alone; keys among them, hence secrets
 */
public record FileRoot(String linkedService, String prefix, String suffix, Map<String, Secret> settings) {

    /** Linked service types that have files. */
    public static final List<String> TYPES = List.of(
            "AzureBlobStorage",
            "AzureStorage",
            "AzureBlobFS",
            "AzureDataLakeStore",
            "AzureFileStorage",
            "FileServer",
            "AmazonS3");

    private static final String[] BLOB_AUTHENTICATIONS = {
        "sasUri",
        "sasToken",
        "servicePrincipalId",
        "servicePrincipalKey",
        "credential",
        "serviceEndpoint",
        "containerUri"
    };

    private static final String[] LAKE_AUTHENTICATIONS = {
        "servicePrincipalId", "servicePrincipalKey", "servicePrincipalCredential", "credential", "sasUri", "sasToken"
    };

    /** Settings of Hadoop by properties of the linked service. */
    private static final Map<String, String> S3_KEYS =
            new TreeMap<>(Map.of("accessKeyId", "fs.s3a.access.key", "secretAccessKey", "fs.s3a.secret.key"));

    private static final Pattern BLOB_FS_URL = Pattern.compile("(?i)https?://([^./]+)\\.([^/]+?)/?");

    public FileRoot {
        Objects.requireNonNull(linkedService, "linkedService");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(suffix, "suffix");
        settings = Map.copyOf(settings);
    }

    /** {@code directory/<linkedService>/<container>/...}, whatever the type of the linked service. */
    public static FileRoot local(String linkedService, Path directory) {
        return new FileRoot(linkedService, localPrefix(directory.resolve(linkedService)), "", Map.of());
    }

    /**
     * Where the files of a linked service are; a folder of this machine in local mode.
     *
     * @param localDirectory that stands in for stores; empty if none does
     * @return empty for a store of another kind, or if an issue says why not
     */
    public static Optional<FileRoot> of(LinkedService service, Optional<Path> localDirectory, Issues issues) {
        if (!TYPES.contains(service.type())) {
            return Optional.empty();
        }
        if (localDirectory.isPresent()) {
            return Optional.of(local(service.name(), localDirectory.get()));
        }
        Properties properties = Properties.of(service.typeProperties(), service.shown(), issues);
        return of(service.name(), service.type(), properties, property -> properties
                .secret(property)
                .flatMap((SecretSetting secret) -> secret.require(service, property, issues)));
    }

    /**
     * The root in the real store.
     *
     * @param secrets value of a property that is or may be a secret, by the property's name, in whatever
     *     form the linked service or the environment has it
     * @return empty if an issue says why not
     */
    public static Optional<FileRoot> of(
            String name, String type, Properties properties, Function<String, Optional<Secret>> secrets) {
        properties.ignore("encryptedCredential", "accountKind", "annotations", "tenant", "azureCloudType");
        properties.ignore("authenticationType", "servicePrincipalCredentialType");
        Optional<FileRoot> root =
                switch (type) {
                    case "AzureBlobStorage", "AzureStorage" -> blobStorage(name, properties, secrets);
                    case "AzureBlobFS" -> blobFileSystem(name, properties, secrets);
                    case "AmazonS3" -> s3(name, properties, secrets);
                    case "FileServer", "AzureFileStorage" -> mounted(name, type, properties);
                    default -> {
                        properties
                                .issues()
                                .unsupported(
                                        ErrorCode.UnsupportedLinkedService,
                                        properties.span(),
                                        "Linked service type " + type,
                                        "Linked service '" + name + "' is of type '" + type
                                                + "', whose files this version cannot reach.",
                                        "Use one of AzureBlobStorage, AzureBlobFS, AmazonS3, FileServer, or local mode.");
                        yield Optional.empty();
                    }
                };
        properties.finish();
        return root;
    }

    /** The folder of {@code container} as a URI without a slash at its end; the root itself for an empty name. */
    public String uri(String container) {
        boolean inPath = suffix.isEmpty() && prefix.endsWith("/") && container.isEmpty();
        return inPath ? prefix.substring(0, prefix.length() - 1) : prefix + container + suffix;
    }

    /** A key wins over other authentications, so that a parameters file can give one. */
    private static Optional<FileRoot> blobStorage(
            String name, Properties properties, Function<String, Optional<Secret>> secrets) {
        boolean written = properties.present("connectionString") | properties.present("accountKey");
        if (!written && !refusesOtherAuthentication(name, properties, "connectionString", BLOB_AUTHENTICATIONS)) {
            if (properties.present("encryptedCredential")) {
                SecretSetting.reportAbsent(name, properties, "connection string", "connectionString");
            } else {
                properties.missing("connectionString");
            }
        }
        properties.ignore(BLOB_AUTHENTICATIONS);
        Optional<Secret> connection = secrets.apply("connectionString");
        Optional<Secret> separate = secrets.apply("accountKey");
        boolean waits = properties.present("connectionString") && connection.isEmpty()
                || properties.present("accountKey") && separate.isEmpty();
        if (!written || waits) {
            return Optional.empty();
        }
        Map<String, String> parts =
                connection.map(text -> connectionParts(text.reveal())).orElse(Map.of());
        Optional<Secret> key =
                separate.or(() -> Optional.ofNullable(parts.get("accountkey")).map(Secret::of));
        Optional<String> host = Optional.ofNullable(parts.get("accountname"))
                .map(account -> account + ".blob." + parts.getOrDefault("endpointsuffix", "core.windows.net"))
                .or(() -> properties.text("serviceEndpoint").flatMap(FileRoot::host));
        if (key.isEmpty() && parts.containsKey("sharedaccesssignature")) {
            unsupportedAuthentication(
                    name, properties, "connectionString", "a shared access signature", "connectionString");
        } else if (host.isEmpty()) {
            properties
                    .issues()
                    .error(
                            ErrorCode.MissingProperty,
                            properties.spanOf("connectionString"),
                            "The connection string of " + properties.owner() + " has no AccountName.",
                            "Write AccountName=<account>;AccountKey=<key>.");
        } else if (key.isEmpty()) {
            SecretSetting.reportAbsent(name, properties, "account key", "accountKey", "connectionString");
        }
        return host.flatMap(known -> key.map(secret ->
                new FileRoot(name, "wasbs://", "@" + known, Map.of("fs.azure.account.key." + known, secret))));
    }

    private static Optional<String> host(String url) {
        Matcher matcher = BLOB_FS_URL.matcher(url.trim());
        return matcher.matches() ? Optional.of(matcher.group(1) + "." + matcher.group(2)) : Optional.empty();
    }

    private static Optional<FileRoot> blobFileSystem(
            String name, Properties properties, Function<String, Optional<Secret>> secrets) {
        String url = properties.requiredText("url");
        boolean hasKey = properties.present("accountKey");
        if (!hasKey && !refusesOtherAuthentication(name, properties, "accountKey", LAKE_AUTHENTICATIONS)) {
            if (properties.present("encryptedCredential")) {
                SecretSetting.reportAbsent(name, properties, "account key", "accountKey");
            } else {
                unsupportedAuthentication(name, properties, "url", "a managed identity", "accountKey");
            }
        }
        properties.ignore(LAKE_AUTHENTICATIONS).ignore("servicePrincipalCredentialType");
        Optional<Secret> key = secrets.apply("accountKey");
        Optional<String> host = host(url);
        if (host.isEmpty() && !url.isBlank()) {
            properties.notAllowed("url", url, List.of("https://<account>.dfs.core.windows.net"));
        }
        return host.flatMap(known -> key.map(secret ->
                new FileRoot(name, "abfss://", "@" + known, Map.of("fs.azure.account.key." + known, secret))));
    }

    private static Optional<FileRoot> s3(
            String name, Properties properties, Function<String, Optional<Secret>> secrets) {
        if (properties.present("sessionToken")) {
            unsupportedAuthentication(name, properties, "sessionToken", "'sessionToken'", "secretAccessKey");
        }
        properties
                .text("authenticationType")
                .filter(type -> !type.equalsIgnoreCase("AccessKey"))
                .ifPresent(type -> unsupportedAuthentication(
                        name, properties, "authenticationType", "'" + type + "'", "secretAccessKey"));
        Map<String, Secret> settings = new LinkedHashMap<>();
        S3_KEYS.forEach((property, setting) -> {
            if (!properties.present(property)) {
                String what = property.equals("accessKeyId") ? "access key id" : "secret access key";
                SecretSetting.reportAbsent(name, properties, what, property);
            }
            secrets.apply(property).ifPresent(secret -> settings.put(setting, secret));
        });
        properties.text("serviceUrl").ifPresent(url -> settings.put("fs.s3a.endpoint", Secret.of(url)));
        return settings.keySet().containsAll(S3_KEYS.values())
                ? Optional.of(new FileRoot(name, "s3a://", "", settings))
                : Optional.empty();
    }

    /** A share is read where it is mounted: Hadoop has no driver for SMB. */
    private static Optional<FileRoot> mounted(String name, String type, Properties properties) {
        properties.ignore(
                "userId",
                "userID",
                "password",
                "connectionString",
                "accountKey",
                "sasUri",
                "sasToken",
                "fileShare",
                "snapshot");
        String host = properties.text("host", "");
        if (host.startsWith("/")) {
            return Optional.of(new FileRoot(name, localPrefix(Path.of(host)), "", Map.of()));
        }
        if (properties.waits("host")) {
            return Optional.empty();
        }
        properties
                .issues()
                .error(
                        ErrorCode.UnsupportedLinkedService,
                        properties.spanOf("host"),
                        "Linked service '" + name + "' of type '" + type
                                + "' names no path of this machine, and file shares are not reached over the network.",
                        "Mount the share on every machine of the cluster and set 'host' to the mount's path.");
        return Optional.empty();
    }

    /** Whether one of these ways to authenticate is written; it is reported. */
    private static boolean refusesOtherAuthentication(
            String name, Properties properties, String parameter, String... ways) {
        List<String> written = Arrays.stream(ways).filter(properties::present).toList();
        written.forEach(way -> unsupportedAuthentication(name, properties, way, "'" + way + "'", parameter));
        return !written.isEmpty();
    }

    private static void unsupportedAuthentication(
            String name, Properties properties, String property, String what, String parameter) {
        properties
                .issues()
                .error(
                        ErrorCode.UnsupportedAuthentication,
                        properties.spanOf(property),
                        "Authentication of " + properties.owner() + " by " + what + " is not supported; only keys are.",
                        "Set '" + name + "_" + parameter + "' in the parameters file to one with a key.");
    }

    private static Map<String, String> connectionParts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).trim().toLowerCase(java.util.Locale.ROOT),
                        part.substring(equals + 1).trim());
            }
        }
        return parts;
    }

    private static String localPrefix(Path path) {
        String text = path.toAbsolutePath().normalize().toString().replace('\\', '/');
        return "file://" + (text.endsWith("/") ? text : text + "/");
    }
}
