package io.cosmosdataflow.definition.sql;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is.
 *
 * @param host for Oracle, a connect descriptor or a net service name as well; then {@code database} is empty
 * @param port empty for the database's usual one
 * @param instance of SQL Server, by name
 * @param database for Oracle, the service name or the SID
 * @param sid whether {@code database} is an Oracle SID
 */
public record SqlAddress(
        String host, OptionalInt port, Optional<String> instance, Optional<String> database, boolean sid) {

    /** {@code tcp:host\instance,1433}, {@code host:5432}. */
    private static final Pattern SQL_SERVER =
            Pattern.compile("(?i)(?:tcp:)?\\s*([^\\\\,:]+|\\[[^\\]]+\\])(?:\\\\([^,]+))?(?:\\s*[,:]\\s*(\\d{1,5}))?");

    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:,\\[\\]]+|\\[[^\\]]+\\])(?:[:,]\\s*(\\d{1,5}))?");
    private static final Pattern EASY_CONNECT =
            Pattern.compile("(?i)(?://)?([^:/\\s()]+)(?::(\\d{1,5}))?/([^/:\\s()]+)");

    public SqlAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(database, "database");
    }

    /**
     * @param server as written
     * @param port written by itself
     * @return empty if {@code server} cannot be read
     */
    static Optional<SqlAddress> parse(
            SqlKind kind, String server, OptionalInt port, Optional<String> database, boolean sid) {
        String text = server.trim();
        if (kind == SqlKind.ORACLE) {
            return Optional.of(oracle(text, port, database, sid));
        }
        Matcher matcher = (kind == SqlKind.SQL_SERVER ? SQL_SERVER : HOST_AND_PORT).matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean sqlServer = kind == SqlKind.SQL_SERVER;
        String inText = matcher.group(sqlServer ? 3 : 2);
        Optional<String> instance =
                sqlServer ? Optional.ofNullable(matcher.group(2)).map(String::trim) : Optional.empty();
        String host = matcher.group(1).trim();
        return Optional.of(new SqlAddress(
                sqlServer && here(host) ? "localhost" : host,
                inText == null ? port : OptionalInt.of(Integer.parseInt(inText)),
                instance,
                database,
                false));
    }

    private static SqlAddress oracle(String server, OptionalInt port, Optional<String> database, boolean sid) {
        Matcher easy = EASY_CONNECT.matcher(server);
        if (database.isEmpty() && easy.matches()) {
            OptionalInt inText = easy.group(2) == null ? port : OptionalInt.of(Integer.parseInt(easy.group(2)));
            return new SqlAddress(easy.group(1), inText, Optional.empty(), Optional.of(easy.group(3)), false);
        }
        return new SqlAddress(server, port, Optional.empty(), database, sid);
    }

    private static boolean here(String host) {
        return host.equals(".") || host.toLowerCase(Locale.ROOT).equals("(local)");
    }

    /** {@code host:port/database}: for messages. */
    @Override
    public String toString() {
        return host
                + instance.map(name -> "\\" + name).orElse("")
                + (port.isPresent() ? ":" + port.getAsInt() : "")
                + database.map(name -> "/" + name).orElse("");
    }
}
