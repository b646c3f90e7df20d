package io.cosmosdataflow.definition.sql;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A linked service of a relational database, ready to connect as a user with a password.
 *
 * <p>Source: Microsoft Learn, the connector pages that {@link SqlKind} names, "Linked service properties".
 *
 * @param type Data Factory's name for it, {@code AzureSqlDW}
 * @param encryption empty for what the database's driver does by itself
 * @param trustServerCertificate whether the server's certificate is taken unchecked
 * @param connectTimeout in seconds
 * @param commandTimeout in seconds; 0 for none
 * @param options what else the connection is told, under Data Factory's names of the newer form
 */
public record SqlLinkedService(
        String name,
        String type,
        SqlKind kind,
        SqlAddress address,
        String user,
        Secret password,
        Optional<SqlEncryption> encryption,
        boolean trustServerCertificate,
        OptionalInt connectTimeout,
        OptionalInt commandTimeout,
        Map<String, String> options,
        Span span) {

    public SqlLinkedService {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(encryption, "encryption");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(commandTimeout, "commandTimeout");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        Objects.requireNonNull(span, "span");
    }

    public static boolean is(LinkedService service) {
        return SqlKind.ofLinkedService(service.type()).isPresent();
    }

    /**
     * Reads and checks the settings. Empty if something is missing, not known before the run, or not supported, all
     * of which but the second is reported: {@code UnresolvedSecret} for a password that is not in the factory,
     * {@code UnsupportedAuthentication} for anything but a user with a password.
     *
     * @param service of a type that {@link SqlKind#ofLinkedService} knows, with its expressions resolved
     */
    public static Optional<SqlLinkedService> read(LinkedService service, Issues issues) {
        return SqlSettings.read(service, issues).connect(service);
    }

    /**
     * The database for local mode, which needs no server: the one that the definitions name, or the linked service's
     * own name if only a secret knows it.
     *
     * @param service with its expressions resolved
     */
    public static String localDatabase(LinkedService service) {
        return SqlSettings.read(service, new Issues()).database().orElse(service.name());
    }
}
