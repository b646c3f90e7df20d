package io.cosmosdataflow.store.sql.database;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.embedded.EmbeddedDialect;
import io.cosmosdataflow.store.type.NativeTypes;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How to reach a database through JDBC.
 *
 * @param kind whose SQL it speaks
 * @param embedded whether it is the embedded database of local mode, in the mode of {@code kind}
 * @param url without any secret; may be shown
 * @param driver class name
 * @param properties for the driver; user and password among them
 * @param name of the linked service, for messages
 * @param type of the linked service; empty if it is only known that it is of {@code kind}
 * @param commandTimeout of statements that nothing else limits, in seconds; 0 for none
 */
public record SqlDatabase(
        SqlKind kind,
        boolean embedded,
        String url,
        String driver,
        Map<String, Secret> properties,
        String name,
        String type,
        int commandTimeout)
        implements Serializable {

    /** Of a linked service that says no more than its kind. */
    public SqlDatabase(
            SqlKind kind, boolean embedded, String url, String driver, Map<String, Secret> properties, String name) {
        this(kind, embedded, url, driver, properties, name, "", 0);
    }

    public SqlDatabase {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(driver, "driver");
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /**
     * The server of a linked service, through the driver of it that the class path has. Does not connect.
     */
    public static SqlDatabase of(SqlLinkedService service) {
        SqlDialect dialect = Dialects.of(service.kind());
        SqlDialect.Driver driver = dialect.drivers().stream()
                .filter(each -> SqlConnections.present(each.name()))
                .findFirst()
                .orElse(dialect.drivers().get(0));
        return new SqlDatabase(
                        service.kind(),
                        false,
                        dialect.url(service, driver),
                        driver.name(),
                        Map.of(
                                "user",
                                Secret.of(service.login().user()),
                                "password",
                                service.login().password()),
                        service.name(),
                        service.type(),
                        service.timeouts().command().orElse(0))
                .with(dialect.properties(service, driver));
    }

    /** What it really speaks, be it embedded or a server. */
    public SqlDialect dialect() {
        SqlDialect server = Dialects.of(kind);
        return embedded ? new EmbeddedDialect(server) : server;
    }

    /** With more for the driver; what it has already stays. */
    public SqlDatabase with(Map<String, String> more) {
        Map<String, Secret> all = new LinkedHashMap<>(properties);
        more.forEach((name, value) -> all.putIfAbsent(name, Secret.of(value)));
        return new SqlDatabase(kind, embedded, url, driver, all, name, type, commandTimeout);
    }

    /** What its types are in between. */
    public NativeTypes types() {
        return embedded ? NativeTypes.embedded() : NativeTypes.of(kind, type);
    }
}
