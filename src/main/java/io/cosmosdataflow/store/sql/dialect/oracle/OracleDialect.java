package io.cosmosdataflow.store.sql.dialect.oracle;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.sql.SqlAddress;
import io.cosmosdataflow.definition.sql.SqlEncryption;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.store.sql.dialect.FaultCodes;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.SqlIsolation;
import io.cosmosdataflow.store.sql.dialect.StandIn;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.dialect.TablePartitions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Oracle, through its thin driver. */
public final class OracleDialect implements SqlDialect {

    private static final Map<String, String> OPTIONS = Map.of(
            "encryptionClient", "oracle.net.encryption_client",
            "encryptionTypesClient", "oracle.net.encryption_types_client",
            "cryptoChecksumClient", "oracle.net.crypto_checksum_client",
            "cryptoChecksumTypesClient", "oracle.net.crypto_checksum_types_client");

    private static final String PARTITIONS = "SELECT PARTITION_NAME FROM ALL_TAB_PARTITIONS"
            + " WHERE TABLE_OWNER = COALESCE(?, SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')) AND TABLE_NAME = ?";
    private static final Set<Integer> LOGIN = Set.of(1017, 1005, 28000, 28001, 1045, 1031);
    private static final int NO_SUCH_TABLE = 942;

    /** {@code OracleTypes.TIMESTAMPTZ} and {@code TIMESTAMPLTZ}. */
    private static final Set<Integer> WITH_TIME_ZONE = Set.of(-101, -102);

    /** 1400 no value, 2290 to 2292 constraints, the others values; 60 a deadlock, 8177 serialization. */
    private static final FaultCodes FAULTS = new FaultCodes(
            Set.of(1), Set.of(1400, 1438, 12899, 1722, 1830, 1843, 1861, 2290, 2291, 2292), Set.of(60, 8177));

    @Override
    public String quotes() {
        return "\"\"";
    }

    /** {@inheritDoc} No name can have a quote. */
    @Override
    public String quote(String identifier) {
        return "\"" + identifier + "\"";
    }

    @Override
    public List<Driver> drivers() {
        return List.of(new Driver("oracle.jdbc.OracleDriver", "com.oracle.database.jdbc:ojdbc11:23.5.0.24.07"));
    }

    @Override
    public String url(SqlLinkedService service, Driver driver) {
        SqlAddress address = service.address();
        if (address.database().isEmpty()) {
            return "jdbc:oracle:thin:@" + address.host();
        }
        String place = address.host() + ":" + address.port().orElse(1521);
        if (address.sid()) {
            return "jdbc:oracle:thin:@" + place + ":" + address.database().get();
        }
        boolean secure = service.protection()
                .encryption()
                .filter(each -> each != SqlEncryption.DISABLED && each != SqlEncryption.PREFERRED)
                .isPresent();
        return "jdbc:oracle:thin:@" + (secure ? "tcps" : "tcp") + "://" + place + "/"
                + address.database().get();
    }

    @Override
    public Map<String, String> properties(SqlLinkedService service, Driver driver) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("oracle.net.CONNECT_TIMEOUT", String.valueOf(SqlDialect.connectSeconds(service) * 1_000L));
        service.options().forEach((name, value) -> {
            if (OPTIONS.containsKey(name)) {
                properties.put(OPTIONS.get(name), value);
            }
        });
        return properties;
    }

    /** Oracle has two levels. */
    @Override
    public OptionalInt level(SqlIsolation isolation) {
        return switch (isolation) {
            case READ_UNCOMMITTED, READ_COMMITTED -> SqlIsolation.READ_COMMITTED.level();
            case REPEATABLE_READ, SERIALIZABLE, SNAPSHOT -> SqlIsolation.SERIALIZABLE.level();
            case NONE -> OptionalInt.empty();
        };
    }

    @Override
    public Optional<TablePartitions> partitions(TableName table) {
        return Optional.of(TablePartitions.named(PARTITIONS, table, this));
    }

    @Override
    public boolean boundsAreLimits() {
        return true;
    }

    @Override
    public boolean datesHaveTimes() {
        return true;
    }

    @Override
    public String date(String date) {
        return "DATE '" + date + "'";
    }

    @Override
    public String time(String time) {
        return "TIMESTAMP '" + time.replace('T', ' ') + "'";
    }

    @Override
    public boolean zoned(int jdbcType, String typeName) {
        return WITH_TIME_ZONE.contains(jdbcType) || SqlDialect.super.zoned(jdbcType, typeName);
    }

    @Override
    public void checkSource(Properties source, Optional<String> procedure) {
        source.ignore("numberPrecision", "numberScale");
        if (source.flag("convertDecimalToInteger", false)) {
            source.unsupported("convertDecimalToInteger", "numbers keep their type; cast them in the query");
        }
        if (procedure.isPresent()) {
            source.unsupported("sqlReaderStoredProcedureName", "an Oracle procedure gives no rows; write a query");
        }
    }

    @Override
    public StandIn standIn() {
        return new StandIn(";MODE=Oracle;DATABASE_TO_UPPER=FALSE;DEFAULT_NULL_ORDERING=HIGH", "PUBLIC");
    }

    @Override
    public FaultCodes faults() {
        return FAULTS;
    }

    @Override
    public boolean unauthorized(String state, int code) {
        return LOGIN.contains(code);
    }

    @Override
    public boolean tableMissing(String state, int code) {
        return code == NO_SUCH_TABLE;
    }
}
