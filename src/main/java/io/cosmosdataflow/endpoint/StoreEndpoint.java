package io.cosmosdataflow.endpoint;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The server behind a file system of Hadoop. Those ask one that is not there, or whose certificate they do not trust,
 * again and again for many minutes; so it is tried before they are.
 *
 * @param tls whether it must have a certificate that the JVM trusts
 */
public record StoreEndpoint(String host, int port, boolean tls) {

    /** Seconds for each step of the trial; 0 for none. The user's setting of Hadoop. */
    public static final String SECONDS = "cosmosdataflow.connect.seconds";

    private static final String S3_ENDPOINT = "fs.s3a.endpoint";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Reached by this JVM; whoever loses its network later has the client's patience. */
    private static final Map<StoreEndpoint, Boolean> REACHED = new ConcurrentHashMap<>();

    /**
     * Of files, if it is plain where Hadoop would connect to: not through a proxy, and not with a file system of
     * somebody else, or none. S3 without an endpoint is found by the region, which is for the client to know.
     */
    public static Optional<StoreEndpoint> of(URI files, Configuration configuration) {
        String scheme = String.valueOf(files.getScheme());
        String type = configuration.get("fs." + scheme + ".impl", "");
        boolean hadoops = type.startsWith("org.apache.hadoop.fs.") && configuration.getClassByNameOrNull(type) != null;
        boolean proxy = System.getProperty("https.proxyHost") != null
                || Boolean.getBoolean("java.net.useSystemProxies")
                || !configuration.get("fs.s3a.proxy.host", "").isEmpty();
        if (!hadoops || proxy) {
            return Optional.empty();
        }
        return switch (scheme) {
            case "wasbs", "abfss" -> Optional.ofNullable(files.getHost())
                    .map(host -> new StoreEndpoint(host, files.getPort() > 0 ? files.getPort() : HTTPS, true));
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

    /**
     * @param files what is reached by it, as the subject of a sentence
     * @throws JobException with {@code code} if it cannot be reached
     */
    public void require(String files, ErrorCode code, Configuration configuration) {
        int seconds = configuration.getInt(SECONDS, (int) EndpointProbe.LONGEST.toSeconds());
        if (seconds <= 0 || REACHED.containsKey(this)) {
            return;
        }
        try {
            EndpointProbe.reach(host, port, tls, Duration.ofSeconds(seconds));
            REACHED.put(this, true);
        } catch (IOException e) {
            throw JobException.of(
                    code,
                    files + " cannot be reached: " + e.getMessage()
                            + ". Check the account's name, the network and the firewall; to leave this trial out, set"
                            + " spark.hadoop." + SECONDS + "=0.",
                    e);
        }
    }
}
