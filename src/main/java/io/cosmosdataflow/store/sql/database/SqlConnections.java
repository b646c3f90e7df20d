package io.cosmosdataflow.store.sql.database;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Opens connections with the driver that the class path has. */
public final class SqlConnections {

    private SqlConnections() {}

    /**
     * A new connection, which the caller closes.
     *
     * @throws JobException {@link ErrorCode#SqlDriverMissing}, {@link ErrorCode#SqlUnauthorized}, {@link
     *     ErrorCode#SqlUnreachable}
     */
    public static Connection open(SqlDatabase database) {
        Driver driver = driver(database);
        try {
            Connection connection = driver.connect(database.url(), properties(database));
            if (connection == null) {
                throw new SQLException("The driver does not know the URL.");
            }
            return connection;
        } catch (SQLException e) {
            throw SqlFaults.connecting(database, e);
        }
    }

    /** The driver's properties in the clear, for the call that connects. */
    public static Properties properties(SqlDatabase database) {
        Properties properties = new Properties();
        for (Map.Entry<String, Secret> each : database.properties().entrySet()) {
            properties.setProperty(each.getKey(), each.getValue().reveal());
        }
        return properties;
    }

    /** Whether the class path has the driver. */
    static boolean present(String driver) {
        return find(driver).isPresent();
    }

    private static Driver driver(SqlDatabase database) {
        Class<?> found = find(database.driver()).orElseThrow(() -> missing(database));
        try {
            return (Driver) found.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw JobException.of(
                    ErrorCode.SqlDriverMissing, "The JDBC driver " + database.driver() + " does not start.", e);
        }
    }

    private static JobException missing(SqlDatabase database) {
        SqlDialect dialect = database.dialect();
        String coordinate = dialect.drivers().stream()
                .filter(driver -> driver.name().equals(database.driver()))
                .map(SqlDialect.Driver::coordinate)
                .findFirst()
                .orElse("<group>:<artifact>:<version>");
        JobException missing = JobException.of(
                ErrorCode.SqlDriverMissing,
                "Linked service '" + database.name() + "' needs the JDBC driver " + database.driver() + " for "
                        + database.kind().shown() + ", which is not on the class path. Add it: --packages "
                        + coordinate + " for spark-submit, its jar to the cluster's libraries, or to"
                        + " COSMOS_DATAFLOW_JARS for scripts/cosmos-dataflow.");
        return missing.at(database.name());
    }

    /** Jars that come with {@code --packages} are known to the thread's class loader only. */
    private static Optional<Class<?>> find(String driver) {
        for (ClassLoader loader :
                new ClassLoader[] {Thread.currentThread().getContextClassLoader(), SqlConnections.class.getClassLoader()
                }) {
            try {
                return Optional.of(Class.forName(driver, true, loader));
            } catch (ClassNotFoundException e) {
                continue;
            }
        }
        return Optional.empty();
    }
}
