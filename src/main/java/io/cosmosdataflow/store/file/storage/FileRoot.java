package io.cosmosdataflow.store.file.storage;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
            "AzureBlobStorage", "AzureBlobFS", "AzureDataLakeStore", "AzureFileStorage", "FileServer", "AmazonS3");

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
     * The root in the real store.
     *
     * @param secrets value of a property that is or may be a secret, by the property's name, in whatever
     *     form the linked service or the environment has it
     * @return empty if an issue says why not
     */
    public static Optional<FileRoot> of(
            String name, String type, Properties properties, Function<String, Optional<Secret>> secrets) {
        properties.ignore("encryptedCredential", "accountKind", "annotations", "tenant", "azureCloudType");
        Optional<FileRoot> root =
                switch (type) {
                    case "AzureBlobStorage" -> blobStorage(name, properties, secrets);
                    case "AzureBlobFS" -> blobFileSystem(name, properties, secrets);
                    case "AmazonS3" -> s3(name, properties, secrets);
                    case "FileServer", "AzureFileStorage" -> mounted(name, type, properties);
                    default -> {
                        properties
                                .issues()
                                .error(
                                        ErrorCode.UnsupportedLinkedService,
                                        properties.span(),
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

    private static Optional<FileRoot> blobStorage(
            String name, Properties properties, Function<String, Optional<Secret>> secrets) {
        refuseOtherAuthentication(
                properties,
                List.of(
                        "sasUri",
                        "sasToken",
                        "servicePrincipalId",
                        "servicePrincipalKey",
                        "credential",
                        "serviceEndpoint"),
                "an account key in the connection string");
        boolean known = properties.present("connectionString") | properties.present("accountKey");
        Optional<Secret> connection = secrets.apply("connectionString");
        if (connection.isEmpty()) {
            if (!known && !properties.issues().hasErrors()) {
                properties.missing("connectionString");
            }
            return Optional.empty();
        }
        Map<String, String> parts = connectionParts(connection.get().reveal());
        String account = parts.get("accountname");
        Optional<Secret> key = secrets.apply("accountKey")
                .or(() -> Optional.ofNullable(parts.get("accountkey")).map(Secret::of));
        if (account == null || key.isEmpty()) {
            properties
                    .issues()
                    .error(
                            ErrorCode.UnsupportedAuthentication,
                            properties.spanOf("connectionString"),
                            "The connection string of linked service '" + name
                                    + "' has no AccountName or no AccountKey.",
                            "Give it both; shared access signatures are not supported.");
            return Optional.empty();
        }
        String host = account + ".blob." + parts.getOrDefault("endpointsuffix", "core.windows.net");
        return Optional.of(
                new FileRoot(name, "wasbs://", "@" + host, Map.of("fs.azure.account.key." + host, key.get())));
    }

    private static Optional<FileRoot> blobFileSystem(
            String name, Properties properties, Function<String, Optional<Secret>> secrets) {
        refuseOtherAuthentication(
                properties,
                List.of(
                        "servicePrincipalId",
                        "servicePrincipalKey",
                        "servicePrincipalCredential",
                        "credential",
                        "sasUri",
                        "sasToken"),
                "'accountKey'");
        properties.ignore("servicePrincipalCredentialType");
        String url = properties.requiredText("url");
        boolean hasKey = properties.present("accountKey");
        Optional<Secret> key = secrets.apply("accountKey");
        Matcher matcher = BLOB_FS_URL.matcher(url.trim());
        if (!matcher.matches()) {
            if (!url.isBlank()) {
                properties.notAllowed("url", url, List.of("https://<account>.dfs.core.windows.net"));
            }
            return Optional.empty();
        }
        if (key.isEmpty()) {
            if (!hasKey && !properties.issues().hasErrors()) {
                unsupportedAuthentication(properties, "url", "a managed identity", "'accountKey'");
            }
            return Optional.empty();
        }
        String host = matcher.group(1) + "." + matcher.group(2);
        return Optional.of(
                new FileRoot(name, "abfss://", "@" + host, Map.of("fs.azure.account.key." + host, key.get())));
    }

    private static Optional<FileRoot> s3(
            String name, Properties properties, Function<String, Optional<Secret>> secrets) {
        refuseOtherAuthentication(properties, List.of("sessionToken"), "access keys");
        properties
                .text("authenticationType")
                .filter(type -> !type.equalsIgnoreCase("AccessKey"))
                .ifPresent(type ->
                        unsupportedAuthentication(properties, "authenticationType", "'" + type + "'", "AccessKey"));
        Map<String, Secret> settings = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : Map.of(
                        "accessKeyId", "fs.s3a.access.key", "secretAccessKey", "fs.s3a.secret.key")
                .entrySet()) {
            if (!properties.present(entry.getKey())) {
                properties.missing(entry.getKey());
            }
            secrets.apply(entry.getKey()).ifPresent(secret -> settings.put(entry.getValue(), secret));
        }
        properties.text("serviceUrl").ifPresent(url -> settings.put("fs.s3a.endpoint", Secret.of(url)));
        return settings.containsKey("fs.s3a.access.key") && settings.containsKey("fs.s3a.secret.key")
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

    private static void refuseOtherAuthentication(Properties properties, List<String> names, String instead) {
        for (String name : names) {
            if (properties.present(name)) {
                unsupportedAuthentication(properties, name, "'" + name + "'", instead);
            }
        }
    }

    private static void unsupportedAuthentication(Properties properties, String property, String what, String instead) {
        properties
                .issues()
                .error(
                        ErrorCode.UnsupportedAuthentication,
                        properties.spanOf(property),
                        "Authentication of " + properties.owner() + " by " + what + " is not supported.",
                        "Use " + instead + ".");
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
