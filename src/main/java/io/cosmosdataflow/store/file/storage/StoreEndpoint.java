package io.cosmosdataflow.store.file.storage;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.endpoint.EndpointProbe;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The server of a root's files. Hadoop's file systems ask one that is not there, or whose certificate they do not
 * trust, again and again for many minutes; so it is tried before they are.
 */
record StoreEndpoint(String host, int port, boolean tls) {

    /** Seconds for each step of the trial; 0 for none. The user's setting of Hadoop. */
    static final String SECONDS = "cosmosdataflow.connect.seconds";

    private static final String S3_ENDPOINT = "fs.s3a.endpoint";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Reached by this JVM; whoever loses its network later has the client's patience. */
    private static final Map<StoreEndpoint, Boolean> REACHED = new ConcurrentHashMap<>();

    /**
     * Of a root, if it is plain where Hadoop would connect to: not through a proxy, and not with a file system of
     * somebody else, or none. S3 without an endpoint is found by the region, which is for the client to know.
     */
    static Optional<StoreEndpoint> of(FileRoot root, Configuration configuration) {
        String scheme = root.prefix().substring(0, root.prefix().indexOf(':'));
        String type = configuration.get("fs." + scheme + ".impl", "");
        boolean hadoops = type.startsWith("org.apache.hadoop.fs.") && configuration.getClassByNameOrNull(type) != null;
        boolean proxy = System.getProperty("https.proxyHost") != null
                || Boolean.getBoolean("java.net.useSystemProxies")
                || !configuration.get("fs.s3a.proxy.host", "").isEmpty();
        if (!hadoops || proxy) {
            return Optional.empty();
        }
        return switch (scheme) {
            case "wasbs", "abfss" -> Optional.of(
                    new StoreEndpoint(root.suffix().substring(root.suffix().indexOf('@') + 1), HTTPS, true));
            case "s3a" -> s3(configuration);
            default -> Optional.empty();
        };
    }

    private static Optional<StoreEndpoint> s3(Configuration configuration) {
        String endpoint = configuration.get(S3_ENDPOINT, "").trim();
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        boolean secure = configuration.getBoolean("fs.s3a.connection.ssl.enabled", true);
        URI uri;
        try {
            uri = URI.create(endpoint.contains("://") ? endpoint : (secure ? "https://" : "http://") + endpoint);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean tls = !"http".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? HTTPS : HTTP;
        return Optional.ofNullable(uri.getHost()).map(host -> new StoreEndpoint(host, port, tls));
    }

    /** @throws JobException {@link ErrorCode#FileStoreFailed} if it cannot be reached */
    void require(String linkedService, Configuration configuration) {
        int seconds = configuration.getInt(SECONDS, (int) EndpointProbe.LONGEST.toSeconds());
        if (seconds <= 0 || REACHED.containsKey(this)) {
            return;
        }
        try {
            EndpointProbe.reach(host, port, tls, Duration.ofSeconds(seconds));
            REACHED.put(this, true);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The store of linked service '" + linkedService + "' cannot be reached: " + e.getMessage()
                            + ". Check the account's name in the linked service, the network and the firewall; to leave"
                            + " this trial out, set spark.hadoop." + SECONDS + "=0.",
                    e);
        }
    }
}
