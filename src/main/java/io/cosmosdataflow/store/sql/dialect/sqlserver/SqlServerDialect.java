package io.cosmosdataflow.store.sql.dialect.sqlserver;

import io.cosmosdataflow.definition.sql.SqlAddress;
import io.cosmosdataflow.definition.sql.SqlEncryption;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import io.cosmosdataflow.store.sql.dialect.FaultCodes;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.sql.dialect.SqlIsolation;
import io.cosmosdataflow.store.sql.dialect.StandIn;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.dialect.TablePartitions;
import io.cosmosdataflow.store.sql.dialect.TablePartitions.Selection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** SQL Server, Azure SQL Database, Managed Instance and Synapse, through Microsoft's driver. */
public final class SqlServerDialect implements SqlDialect {

    /** {@code SQLServerConnection.TRANSACTION_SNAPSHOT}. */
    private static final int SNAPSHOT = 4096;

    private static final String PARTITIONS = "SELECT p.partition_number, pf.name, c.name FROM sys.partitions p"
            + " JOIN sys.indexes i ON i.object_id = p.object_id AND i.index_id = p.index_id AND i.index_id IN (0, 1)"
            + " JOIN sys.partition_schemes ps ON ps.data_space_id = i.data_space_id"
            + " JOIN sys.partition_functions pf ON pf.function_id = ps.function_id"
            + " JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id"
            + " AND ic.partition_ordinal = 1"
            + " JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id"
            + " WHERE p.object_id = OBJECT_ID(?) ORDER BY p.partition_number";

    private static final Set<Integer> LOGIN = Set.of(18456, 18452, 18470, 18486, 18487, 18488, 4060, 40532);

    /** 515 and 547 constraints, 8152 and 2628 too long, the others conversions. */
    private static final FaultCodes FAULTS = new FaultCodes(
            Set.of(2627, 2601),
            Set.of(515, 547, 8152, 2628, 220, 8114, 8115, 241, 242, 245, 248, 295, 296, 8169),
            Set.of(1205, 3960));

    /** {@code microsoft.sql.Types.DATETIMEOFFSET}. */
    private static final int DATETIMEOFFSET = -155;

    private static final int INVALID_OBJECT = 208;

    @Override
    public String quotes() {
        return "[]";
    }

    @Override
    public List<Driver> drivers() {
        return List.of(new Driver(
                "com.microsoft.sqlserver.jdbc.SQLServerDriver", "com.microsoft.sqlserver:mssql-jdbc:12.8.1.jre11"));
    }

    @Override
    public String url(SqlLinkedService service, Driver driver) {
        SqlAddress address = service.address();
        // with a port, the driver does not ask the server's browser service for the instance
        String instance = address.port().isPresent()
                ? ""
                : address.instance().map(name -> "\\" + name).orElse("");
        OptionalInt port =
                address.instance().isPresent() || address.port().isPresent() ? address.port() : OptionalInt.of(1433);
        return "jdbc:sqlserver://" + address.host() + instance + (port.isPresent() ? ":" + port.getAsInt() : "")
                + address.database()
                        .map(name -> ";databaseName=" + braced(name))
                        .orElse("");
    }

    @Override
    public Map<String, String> properties(SqlLinkedService service, Driver driver) {
        Map<String, String> properties = new LinkedHashMap<>();
        service.protection()
                .encryption()
                .map(SqlServerDialect::encrypt)
                .ifPresent(word -> properties.put("encrypt", word));
        if (service.protection().trustServerCertificate()) {
            properties.put("trustServerCertificate", "true");
        }
        properties.put("loginTimeout", String.valueOf(SqlDialect.connectSeconds(service)));
        service.options().forEach((name, value) -> properties.put(name, value));
        properties.put("applicationName", "cosmos-dataflow");
        return properties;
    }

    @Override
    public OptionalInt level(SqlIsolation isolation) {
        return isolation == SqlIsolation.SNAPSHOT ? OptionalInt.of(SNAPSHOT) : isolation.level();
    }

    @Override
    public String call(String procedure, List<String> parameters) {
        return "EXEC " + procedure
                + parameters.stream()
                        .map(name -> "@" + name.replaceFirst("^@", "") + " = ?")
                        .collect(Collectors.joining(", ", parameters.isEmpty() ? "" : " ", ""));
    }

    @Override
    public Optional<TablePartitions> partitions(TableName table) {
        return Optional.of(new TablePartitions(
                PARTITIONS,
                List.of(quote(table)),
                row -> new Selection(
                        quote(table), "$PARTITION." + quote(row[1]) + "(" + quote(row[2]) + ") = " + row[0])));
    }

    @Override
    public Optional<String> createSchema(String schema) {
        return Optional.of(
                "IF SCHEMA_ID(" + text(schema) + ") IS NULL EXEC(" + text("CREATE SCHEMA " + quote(schema)) + ")");
    }

    @Override
    public boolean zoned(int jdbcType, String typeName) {
        return jdbcType == DATETIMEOFFSET || SqlDialect.super.zoned(jdbcType, typeName);
    }

    @Override
    public StandIn standIn() {
        return new StandIn(";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE", "dbo");
    }

    @Override
    public FaultCodes faults() {
        return FAULTS;
    }

    @Override
    public boolean unauthorized(String state, int code) {
        return state.startsWith("28") || LOGIN.contains(code);
    }

    @Override
    public boolean tableMissing(String state, int code) {
        return code == INVALID_OBJECT;
    }

    private static String text(String value) {
        return "N'" + value.replace("'", "''") + "'";
    }

    private static String encrypt(SqlEncryption encryption) {
        return switch (encryption) {
            case STRICT -> "strict";
            case DISABLED, ALLOWED -> "false";
            default -> "true";
        };
    }

    private static String braced(String value) {
        return value.matches("[\\w .-]+") ? value : "{" + value.replace("}", "}}") + "}";
    }
}
