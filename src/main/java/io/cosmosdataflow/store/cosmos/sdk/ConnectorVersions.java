package io.cosmosdataflow.store.cosmos.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which connector is on the class path, by the properties that its jar has for its user agent.
 *
 * @param artifact {@code azure-cosmos-spark_3-4_2-12}
 * @param version of the connector
 * @param sdk version of the Java SDK in it
 */
public record ConnectorVersions(String artifact, String version, String sdk) {

    private static final String UNKNOWN = "unknown";

    /** Empty if there is none. */
    public static Optional<ConnectorVersions> found() {
        if (ConnectorCheck.absent()) {
            return Optional.empty();
        }
        Properties connector = properties("azure-cosmos-spark.properties");
        return Optional.of(new ConnectorVersions(
                connector.getProperty("name", "azure-cosmos-spark"),
                connector.getProperty("version", UNKNOWN),
                properties("azure-cosmos.properties").getProperty("version", UNKNOWN)));
    }

    /** {@code azure-cosmos-spark_3-4_2-12 4.49.2 (SDK 4.81.0)}. */
    @Override
    public String toString() {
        return artifact + " " + version + " (SDK " + sdk + ")";
    }

    private static Properties properties(String name) {
        Properties properties = new Properties();
        try (InputStream stream = ConnectorVersions.class.getClassLoader().getResourceAsStream(name)) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
