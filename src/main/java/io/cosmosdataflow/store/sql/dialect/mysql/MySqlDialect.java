package io.cosmosdataflow.store.sql.dialect.mysql;

import io.cosmosdataflow.definition.sql.SqlAddress;
import io.cosmosdataflow.definition.sql.SqlEncryption;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.store.sql.dialect.FaultCodes;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.StandIn;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.dialect.TablePartitions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MySQL and MariaDB, each through its own driver; MySQL through MariaDB's as well if that is all there is. URLs are
 * MySQL's for both, since Spark has a dialect for no other.
 *
 * @param mode of the embedded database
 */
public record MySqlDialect(String mode, List<Driver> drivers) implements SqlDialect {

    private static final Driver OF_MYSQL = new Driver("com.mysql.cj.jdbc.Driver", "com.mysql:mysql-connector-j:8.4.0");
    private static final Driver OF_MARIADB =
            new Driver("org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client:3.5.1");

    public static final MySqlDialect MYSQL = new MySqlDialect("MySQL", List.of(OF_MYSQL, OF_MARIADB));
    public static final MySqlDialect MARIADB = new MySqlDialect("MariaDB", List.of(OF_MARIADB));

    private static final String PARTITIONS = "SELECT DISTINCT PARTITION_NAME FROM information_schema.PARTITIONS"
            + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? AND PARTITION_NAME IS NOT NULL";
    private static final Set<Integer> LOGIN = Set.of(1044, 1045, 1130, 1698, 1862);
    private static final int NO_SUCH_TABLE = 1146;
    private static final int NO_SUCH_DATABASE = 1049;

    /** 1048 and 1364 no value, 3819 and 4025 checks, the others values; 1205 a lock's timeout, 1213 a deadlock. */
    private static final FaultCodes FAULTS = new FaultCodes(
            Set.of(1062, 1586), Set.of(1048, 1364, 1264, 1265, 1292, 1366, 1406, 3819, 4025), Set.of(1205, 1213));

    @Override
    public String quotes() {
        return "``";
    }

    @Override
    public String url(SqlLinkedService service, Driver driver) {
        SqlAddress address = service.address();
        return "jdbc:mysql://" + address.host() + ":" + address.port().orElse(3306) + "/"
                + URLEncoder.encode(address.database().orElse(""), StandardCharsets.UTF_8)
                + (driver.equals(OF_MARIADB) ? "?permitMysqlScheme" : "");
    }

    @Override
    public Map<String, String> properties(SqlLinkedService service, Driver driver) {
        Map<String, String> properties = new LinkedHashMap<>();
        boolean mariadb = driver.equals(OF_MARIADB);
        String sslMode = service.protection()
                .encryption()
                .map(each -> mariadb ? mariadbMode(each, service) : mysqlMode(each))
                .orElse("");
        if (!sslMode.isEmpty()) {
            properties.put("sslMode", sslMode);
        }
        properties.put("connectTimeout", String.valueOf(SqlDialect.connectSeconds(service) * 1_000L));
        // a tinyint is a number, and a year is one too
        properties.put("tinyInt1isBit", "false");
        properties.put("yearIsDateType", "false");
        // with it, drivers of MariaDB before 3.0 also take scripts of several statements
        properties.put("rewriteBatchedStatements", "true");
        if (!mariadb) {
            // rows come one by one, not all at once
            properties.put("useCursorFetch", "true");
            properties.put("allowPublicKeyRetrieval", "true");
        }
        return properties;
    }

    @Override
    public boolean schemasAreCatalogs() {
        return true;
    }

    @Override
    public Optional<TablePartitions> partitions(TableName table) {
        return Optional.of(TablePartitions.named(PARTITIONS, table, this));
    }

    /** {@inheritDoc} It goes by any unique index. */
    @Override
    public Optional<String> orUpdate(List<String> keys, List<String> others, int indexes) {
        return indexes > 1
                ? Optional.empty()
                : Optional.of(" ON DUPLICATE KEY UPDATE "
                        + assignments(others.isEmpty() ? keys : others, column -> "VALUES(" + column + ")"));
    }

    @Override
    public StandIn standIn() {
        return new StandIn(";MODE=" + mode + ";DATABASE_TO_UPPER=FALSE", "PUBLIC");
    }

    @Override
    public boolean unauthorized(String state, int code) {
        return state.startsWith("28") || LOGIN.contains(code);
    }

    @Override
    public boolean tableMissing(String state, int code) {
        return state.equals("42S02") || code == NO_SUCH_TABLE;
    }

    @Override
    public boolean schemaMissing(int code) {
        return code == NO_SUCH_DATABASE;
    }

    @Override
    public FaultCodes faults() {
        return FAULTS;
    }

    private static String mysqlMode(SqlEncryption encryption) {
        return switch (encryption) {
            case DISABLED -> "DISABLED";
            case ALLOWED, PREFERRED -> "PREFERRED";
            case REQUIRED -> "REQUIRED";
            case VERIFY_CA -> "VERIFY_CA";
            case VERIFY_SERVER, STRICT -> "VERIFY_IDENTITY";
        };
    }

    /** MariaDB's driver cannot try with encryption and go on without. */
    private static String mariadbMode(SqlEncryption encryption, SqlLinkedService service) {
        return switch (encryption) {
            case DISABLED, ALLOWED, PREFERRED -> "disable";
            case REQUIRED -> "trust";
            case VERIFY_CA -> service.protection().trustServerCertificate() ? "trust" : "verify-ca";
            case VERIFY_SERVER, STRICT -> service.protection().trustServerCertificate() ? "trust" : "verify-full";
        };
    }
}
