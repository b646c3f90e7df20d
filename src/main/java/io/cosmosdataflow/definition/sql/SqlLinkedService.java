package io.cosmosdataflow.definition.sql;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.SqlPool;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.Issues;
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
 * @param options what else the connection is told, under Data Factory's names of the newer form
 */
public record SqlLinkedService(
        String name,
        String type,
        SqlAddress address,
        Login login,
        Protection protection,
        Timeouts timeouts,
        Map<String, String> options) {

    /** Who connects. */
    public record Login(String user, Secret password) {
        public Login {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }
    }

    /**
     * Against others on the way.
     *
     * @param encryption empty for what the database's driver does by itself
     * @param trustServerCertificate whether the server's certificate is taken unchecked
     */
    public record Protection(Optional<SqlEncryption> encryption, boolean trustServerCertificate) {
        public Protection {
            Objects.requireNonNull(encryption, "encryption");
        }
    }

    /**
     * In seconds; 0 for none.
     *
     * @param connect empty for the usual one
     * @param command of statements that nothing else limits
     */
    public record Timeouts(OptionalInt connect, OptionalInt command) {
        public Timeouts {
            Objects.requireNonNull(connect, "connect");
            Objects.requireNonNull(command, "command");
        }
    }

    public SqlLinkedService {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(protection, "protection");
        Objects.requireNonNull(timeouts, "timeouts");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Whose SQL it speaks. */
    public SqlKind kind() {
        return SqlKind.ofLinkedService(type).orElseThrow();
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
        return SqlPool.reached(service, issues)
                ? SqlSettings.read(service, issues).connect(service)
                : Optional.empty();
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
