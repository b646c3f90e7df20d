package io.cosmosdataflow.definition.sql;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.SqlPool;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlLinkedService.Login;
import io.cosmosdataflow.definition.sql.SqlLinkedService.Protection;
import io.cosmosdataflow.definition.sql.SqlLinkedService.Timeouts;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of a linked service of a database, from its connection string and from its properties. */
final class SqlSettings {

    private static final String[] SERVER = {
        "Server", "Data Source", "DataSource", "Addr", "Address", "Network Address", "Host", "HostName"
    };
    private static final String[] DATABASE = {"Database", "Initial Catalog", "DB"};
    private static final String[] USER = {"User ID", "UID", "User Name", "User", "Username", "LogonID"};
    private static final String[] PASSWORD = {"Password", "PWD"};

    /** Under Data Factory's name of the newer form, whose JDBC name is the same or known to the dialect. */
    private static final Map<SqlKind, List<String>> OPTIONS = Map.of(
            SqlKind.SQL_SERVER,
            List.of(
                    "applicationIntent",
                    "failoverPartner",
                    "hostNameInCertificate",
                    "multiSubnetFailover",
                    "packetSize",
                    "connectRetryCount",
                    "connectRetryInterval"),
            SqlKind.POSTGRESQL,
            List.of("schema"),
            SqlKind.ORACLE,
            List.of("encryptionClient", "encryptionTypesClient", "cryptoChecksumClient", "cryptoChecksumTypesClient"));

    /** What only Data Factory's own drivers have: pools, buffers, logs, and what JDBC drivers do by themselves. */
    private static final String[] WITHOUT_MEANING = {
        "pooling",
        "minPoolSize",
        "maxPoolSize",
        "loadBalanceTimeout",
        "multipleActiveResultSets",
        "readBufferSize",
        "logParameters",
        "timezone",
        "encoding",
        "driverVersion",
        "initialLobFetchSize",
        "fetchSize",
        "statementCacheSize",
        "enableBulkLoad",
        "bulkLoad",
        "useSystemTrustStore",
        "integratedSecurity",
        "connectionProperties",
        "encryptedCredential"
    };

    private final SqlKind kind;
    private final Properties properties;
    private final SqlConnectionString text;
    private final boolean complete;

    private SqlSettings(SqlKind kind, Properties properties, SqlConnectionString text, boolean complete) {
        this.kind = kind;
        this.properties = properties;
        this.text = text;
        this.complete = complete;
    }

    static SqlSettings read(LinkedService service, Issues issues) {
        SqlKind kind = SqlKind.ofLinkedService(service.type())
                .orElseThrow(() -> new IllegalArgumentException("no database: " + service.type()));
        Properties properties = Properties.of(service.typeProperties(), service.shown(), issues);
        Optional<Secret> text = properties
                .secret("connectionString")
                .flatMap(secret -> secret.require(service, "connectionString", issues));
        SqlConnectionString parsed = text.map(
                        secret -> SqlConnectionString.parse(secret, properties.spanOf("connectionString"), issues))
                .orElse(SqlConnectionString.NONE);
        boolean waiting = properties.present("connectionString") && text.isEmpty();
        for (String name : List.of("server", "host", "database", "username", "port", "authenticationType")) {
            waiting |= properties.waits(name);
        }
        return new SqlSettings(kind, properties, parsed, !waiting);
    }

    Optional<String> database() {
        return properties
                .filled(SqlPool.PROPERTY)
                .or(() -> kind == SqlKind.ORACLE ? text.find("ServiceName", "SID") : Optional.empty())
                .or(() -> text.find(DATABASE))
                .or(() -> properties.filled("database"));
    }

    Optional<SqlLinkedService> connect(LinkedService service) {
        properties.ignore(WITHOUT_MEANING);
        if (!inText() && properties.present("encryptedCredential") && !properties.given("server", "host")) {
            SecretSetting.reportAbsent(service.name(), properties, "connection string", "connectionString");
            return Optional.empty();
        }
        properties.unsupported("alwaysEncryptedSettings", "columns would arrive encrypted");
        SqlAuthentication authentication = SqlAuthentication.of(kind, properties, text, complete);
        boolean refused = complete && authentication != SqlAuthentication.PASSWORD;
        if (refused) {
            authentication.refuse(service, properties);
        }
        Optional<SqlAddress> address = address();
        Optional<String> user = text.find(USER).or(() -> properties.filled("username"));
        Optional<SqlEncryption> encryption = encryption(service);
        boolean trust = text.find("TrustServerCertificate")
                .map(value -> value.matches("(?i)true|yes|1"))
                .orElseGet(() -> properties.flag("trustServerCertificate", false));
        OptionalInt connectTimeout = seconds(
                List.of("connectTimeout", "connectionTimeout"), "Connection Timeout", "Connect Timeout", "Timeout");
        OptionalInt commandTimeout = seconds(List.of("commandTimeout"), "Command Timeout");
        Map<String, String> options = options();
        if (complete && !refused && user.isEmpty()) {
            missing("userName", "User ID");
        }
        Optional<Secret> password = complete && !refused ? password(service) : Optional.empty();
        properties.finish();
        if (address.isEmpty() || user.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SqlLinkedService(
                service.name(),
                service.type(),
                address.get(),
                new Login(user.get(), password.get()),
                new Protection(encryption, trust),
                new Timeouts(connectTimeout, commandTimeout),
                options));
    }

    private Optional<SqlAddress> address() {
        Optional<String> server =
                text.find(SERVER).or(() -> properties.filled("server")).or(() -> properties.filled("host"));
        Optional<String> database = database();
        OptionalInt port = port();
        if (!complete) {
            return Optional.empty();
        }
        if (server.isEmpty()) {
            missing("server", kind == SqlKind.SQL_SERVER ? "Data Source" : "Host");
            return Optional.empty();
        }
        boolean sid = text.find("ServiceName").isEmpty() && text.find("SID").isPresent();
        Optional<SqlAddress> address = SqlAddress.parse(kind, server.get(), port, database, sid);
        if (address.isEmpty()) {
            properties
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            properties.spanOf(inText() ? "connectionString" : "server"),
                            "The server '" + server.get() + "' of " + properties.owner() + " cannot be read.",
                            kind == SqlKind.SQL_SERVER
                                    ? "Write it as tcp:<host>,<port> or <host>\\<instance>."
                                    : "Write it as <host> or <host>:<port>.");
            return Optional.empty();
        }
        // an Oracle connect descriptor or net service name says it all
        boolean named = address.get().database().isPresent() || kind == SqlKind.ORACLE && !inText();
        if (!named) {
            missing("database", kind == SqlKind.ORACLE ? "ServiceName" : "Database");
            return Optional.empty();
        }
        return address;
    }

    private OptionalInt port() {
        Optional<String> written = text.find("Port", "PortNumber").or(() -> properties.filled("port"));
        if (written.isEmpty()) {
            return OptionalInt.empty();
        }
        if (written.get().matches("\\d{1,5}") && Integer.parseInt(written.get()) <= 65_535) {
            return OptionalInt.of(Integer.parseInt(written.get()));
        }
        properties.notAllowed("port", written.get(), List.of("1 to 65535"));
        return OptionalInt.empty();
    }

    private Optional<SqlEncryption> encryption(LinkedService service) {
        boolean azure = service.type().toLowerCase(Locale.ROOT).startsWith("azure");
        if (kind == SqlKind.SQL_SERVER) {
            Optional<SqlEncryption> written = word("encrypt", "Encrypt", SqlEncryption::ofEncrypt);
            // what a connection string does not say is no encryption, in the driver that it was written for
            boolean open = written.isEmpty() && !azure && text.has(SERVER);
            return open ? Optional.of(SqlEncryption.DISABLED) : written;
        }
        if (kind == SqlKind.ORACLE) {
            return method();
        }
        Optional<SqlEncryption> written = word("sslMode", "SSLMode", each -> SqlEncryption.ofSslMode(kind, each))
                .or(this::method);
        boolean secure =
                kind.encryptedInAzure() && azure && written.orElse(SqlEncryption.PREFERRED) == SqlEncryption.PREFERRED;
        return secure ? Optional.of(SqlEncryption.REQUIRED) : written;
    }

    private Optional<SqlEncryption> method() {
        boolean validate = text.find("ValidateServerCertificate", "VSC")
                .filter("1"::equals)
                .isPresent();
        return text.find("EncryptionMethod", "EM").flatMap(each -> SqlEncryption.ofMethod(each, validate));
    }

    private Optional<SqlEncryption> word(
            String name, String keyword, java.util.function.Function<String, Optional<SqlEncryption>> words) {
        Optional<String> inText = text.find(keyword);
        Optional<String> written = inText.or(() -> properties.filled(name));
        Optional<SqlEncryption> found = written.flatMap(words);
        if (written.isPresent() && found.isEmpty()) {
            properties
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            properties.spanOf(inText.isPresent() ? "connectionString" : name),
                            "'" + name + "' of " + properties.owner() + " is '" + written.get()
                                    + "', which is none of its words and numbers.",
                            kind == SqlKind.SQL_SERVER
                                    ? "Write mandatory, optional or strict."
                                    : "Write disable, prefer, require, verify-ca or verify-full.");
        }
        return found;
    }

    private OptionalInt seconds(List<String> names, String... keywords) {
        int otherwise = -1;
        for (String name : names) {
            otherwise = properties.integer(name, otherwise, 0, 999_999);
        }
        Optional<String> inText = text.find(keywords).filter(each -> each.matches("\\d{1,6}"));
        int seconds = inText.map(Integer::parseInt).orElse(otherwise);
        return seconds < 0 ? OptionalInt.empty() : OptionalInt.of(seconds);
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String name : OPTIONS.getOrDefault(kind, List.of())) {
            String keyword = name.equals("schema") ? "searchpath" : name;
            text.find(keyword).or(() -> properties.filled(name)).ifPresent(value -> options.put(name, value));
        }
        return options;
    }

    private Optional<Secret> password(LinkedService service) {
        Optional<String> inString = text.written(PASSWORD);
        if (inString.isPresent()) {
            return inString.filter(each -> !each.matches("\\*+"))
                    .map(Secret::of)
                    .or(() -> unresolved(service));
        }
        Optional<SecretSetting> separate = properties.secret("password");
        if (separate.isPresent()) {
            return separate.get().require(service, "password", properties.issues());
        }
        return properties.present("password") ? Optional.empty() : unresolved(service);
    }

    private Optional<Secret> unresolved(LinkedService service) {
        SecretSetting.reportAbsent(service.name(), properties, "password", "password", "connectionString");
        return Optional.empty();
    }

    private void missing(String name, String keyword) {
        if (!inText()) {
            properties.missing(name);
            return;
        }
        properties
                .issues()
                .error(
                        ErrorCode.MissingProperty,
                        properties.spanOf("connectionString"),
                        "The connection string of " + properties.owner() + " has no " + keyword + ".",
                        "Write " + keyword + "=<value>; into it.");
    }

    private boolean inText() {
        return properties.present("connectionString");
    }
}
