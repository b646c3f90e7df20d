package io.cosmosdataflow.store.sql.dialect.postgresql;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.sql.SqlAddress;
import io.cosmosdataflow.definition.sql.SqlEncryption;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.StandIn;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.dialect.TablePartitions;
import io.cosmosdataflow.store.sql.dialect.TablePartitions.Selection;
import io.cosmosdataflow.store.sql.dialect.TextParameter;
import io.cosmosdataflow.store.sql.dialect.TimeTexts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** PostgreSQL, of whoever runs it. */
public final class PostgreSqlDialect implements SqlDialect {

    /** The first two are ways to the same rows. */
    private enum WriteMethod {
        CopyCommand,
        BulkInsert,
        Upsert
    }

    private static final String PARTITIONS =
            "SELECT relid::regclass::text FROM pg_partition_tree(CAST(? AS regclass)) WHERE isleaf ORDER BY 1";
    private static final int LOGIN_SECONDS = 10;

    @Override
    public String quotes() {
        return "\"\"";
    }

    @Override
    public List<Driver> drivers() {
        return List.of(new Driver("org.postgresql.Driver", "org.postgresql:postgresql:42.7.14"));
    }

    @Override
    public String url(SqlLinkedService service, Driver driver) {
        SqlAddress address = service.address();
        return "jdbc:postgresql://" + address.host() + ":" + address.port().orElse(5432) + "/"
                + URLEncoder.encode(address.database().orElse(""), StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, String> properties(SqlLinkedService service, Driver driver) {
        Map<String, String> properties = new LinkedHashMap<>();
        service.protection().encryption().map(each -> mode(each, service)).ifPresent(mode -> {
            properties.put("sslmode", mode);
            if (mode.startsWith("verify")) {
                // the JVM's trusted authorities, not a file in the user's directory
                properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        });
        properties.put("connectTimeout", String.valueOf(SqlDialect.connectSeconds(service)));
        // a server that takes the connection and says nothing
        properties.put("loginTimeout", String.valueOf(loginSeconds(service)));
        String schema = service.options().get("schema");
        if (schema != null) {
            properties.put("currentSchema", schema);
        }
        // texts go to columns of any type as the server reads them
        properties.put("stringtype", "unspecified");
        properties.put("ApplicationName", "cosmos-dataflow");
        return properties;
    }

    @Override
    public Map<String, String> writeProperties() {
        return Map.of("reWriteBatchedInserts", "true");
    }

    @Override
    public String call(String procedure, List<String> parameters) {
        return "SELECT * FROM " + procedure + "(" + SqlDialect.marks(parameters) + ")";
    }

    /** {@inheritDoc} A text is none to PostgreSQL, which converts no parameters. */
    @Override
    public Object guid(UUID id) {
        return id;
    }

    @Override
    public Optional<TablePartitions> partitions(TableName table) {
        return Optional.of(new TablePartitions(PARTITIONS, List.of(quote(table)), row -> new Selection(row[0], "")));
    }

    @Override
    public boolean boundsAreLimits() {
        return true;
    }

    @Override
    public Optional<String> orUpdate(List<String> keys, List<String> others, int indexes) {
        return Optional.of(" ON CONFLICT (" + list(keys) + ") "
                + (others.isEmpty()
                        ? "DO NOTHING"
                        : "DO UPDATE SET " + assignments(others, column -> "EXCLUDED." + column)));
    }

    @Override
    public Optional<String> createSchema(String schema) {
        return Optional.of("CREATE SCHEMA IF NOT EXISTS " + quote(schema));
    }

    /** {@inheritDoc} The server reads them where the type is left open. */
    @Override
    public Optional<TextParameter> texts(int jdbcType, String typeName) {
        UnaryOperator<String> form =
                switch (typeName) {
                    case "interval" -> TimeTexts::days;
                    case "time", "timetz" -> TimeTexts::clock;
                    default -> UnaryOperator.identity();
                };
        return Optional.of(
                (statement, parameter, text) -> statement.setObject(parameter, form.apply(text), Types.OTHER));
    }

    /** {@inheritDoc} The driver reports the type with a time zone as one without. */
    @Override
    public boolean zoned(int jdbcType, String typeName) {
        return typeName.equals("timestamptz") || SqlDialect.super.zoned(jdbcType, typeName);
    }

    @Override
    public boolean upserts(Properties sink) {
        return sink.choice("writeMethod", WriteMethod.BulkInsert) == WriteMethod.Upsert;
    }

    @Override
    public StandIn standIn() {
        return new StandIn(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH", "public");
    }

    @Override
    public boolean unauthorized(String state, int code) {
        return state.startsWith("28") || state.equals("42501");
    }

    @Override
    public boolean tableMissing(String state, int code) {
        return state.equals("42P01") || state.equals("3F000");
    }

    /** To connect, and to log in; without end where the linked service says so. */
    private static int loginSeconds(SqlLinkedService service) {
        int seconds = SqlDialect.connectSeconds(service);
        return seconds == 0 ? 0 : seconds + LOGIN_SECONDS;
    }

    private static String mode(SqlEncryption encryption, SqlLinkedService service) {
        return switch (encryption) {
            case DISABLED -> "disable";
            case ALLOWED -> "allow";
            case PREFERRED -> "prefer";
            case REQUIRED -> "require";
            case VERIFY_CA -> service.protection().trustServerCertificate() ? "require" : "verify-ca";
            case VERIFY_SERVER, STRICT -> service.protection().trustServerCertificate() ? "require" : "verify-full";
        };
    }
}
