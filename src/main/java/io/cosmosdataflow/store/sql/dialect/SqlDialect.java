package io.cosmosdataflow.store.sql.dialect;

import io.cosmosdataflow.definition.sql.SqlLinkedService;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What differs between the databases: names in quotes, the driver, its URL and its settings. Stateless. */
public interface SqlDialect {

    /**
     * A JDBC driver.
     *
     * @param name of its class
     * @param coordinate of its library in Maven's central repository, in a version that is known to work
     */
    record Driver(String name, String coordinate) {}

    /** Seconds to connect if the linked service says none: as Data Factory's own drivers, SqlClient and Npgsql, wait. */
    int CONNECT_SECONDS = 15;

    static int connectSeconds(SqlLinkedService service) {
        return service.timeouts().connect().orElse(CONNECT_SECONDS);
    }

    /** An identifier in the database's quotes, whatever characters it has. */
    String quote(String identifier);

    /** Schema and table in quotes. */
    default String quote(TableName table) {
        return (table.schema().isEmpty() ? "" : quote(table.schema()) + ".") + quote(table.table());
    }

    /** Drivers that can be used, the preferred one first. */
    List<Driver> drivers();

    /**
     * Without any secret.
     *
     * @param driver one of {@link #drivers}
     */
    String url(SqlLinkedService service, Driver driver);

    /** What else the driver is told, besides user and password. */
    Map<String, String> properties(SqlLinkedService service, Driver driver);

    /** The JDBC level of an isolation; empty for what the database does by itself. */
    default OptionalInt level(SqlIsolation isolation) {
        return isolation.level();
    }

    /** What has become of a login, by the driver's answer. */
    boolean unauthorized(String state, int code);

    /** Whether the driver's answer says that there is no such table. */
    boolean tableMissing(String state, int code);
}
