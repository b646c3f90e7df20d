package io.cosmosdataflow.store.sql.dialect;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.sql.SqlLinkedService;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What differs between the databases: names in quotes, the driver, its URL and its settings, the SQL that each has of
 * its own. Stateless.
 */
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

    /** What opens a quoted identifier, and what closes it. */
    String quotes();

    /** An identifier in the database's quotes, whatever characters it has. */
    default String quote(String identifier) {
        return quoted(identifier, quotes());
    }

    static String quoted(String identifier, String quotes) {
        String close = quotes.substring(1);
        return quotes.charAt(0) + identifier.replace(close, close + close) + close;
    }

    /** Schema and table in quotes. */
    default String quote(TableName table) {
        return (table.schema().isEmpty() ? "" : quote(table.schema()) + ".") + quote(table.table());
    }

    /** Names in quotes, with commas. */
    default String list(List<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    /** {@code "a" = value}, with commas. */
    default String assignments(List<String> columns, UnaryOperator<String> value) {
        return columns.stream()
                .map(this::quote)
                .map(column -> column + " = " + value.apply(column))
                .collect(Collectors.joining(", "));
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

    /** What makes batches of writes fast. */
    default Map<String, String> writeProperties() {
        return Map.of();
    }

    /** The JDBC level of an isolation; empty for what the database does by itself. */
    default OptionalInt level(SqlIsolation isolation) {
        return isolation.level();
    }

    /**
     * A statement that gives the rows of a procedure, with a question mark for each parameter.
     *
     * @param parameters their names, in order
     */
    default String call(String procedure, List<String> parameters) {
        return "CALL " + procedure + "(" + marks(parameters) + ")";
    }

    static String marks(List<String> parameters) {
        return String.join(", ", Collections.nCopies(parameters.size(), "?"));
    }

    /** Whether JDBC calls a schema of the database a catalog. */
    default boolean schemasAreCatalogs() {
        return false;
    }

    /** How to find the partitions of a table; empty if it is always one part. */
    default Optional<TablePartitions> partitions(TableName table) {
        return Optional.empty();
    }

    /** Whether bounds of a range leave out rows; else they only say how wide its parts are. */
    default boolean boundsAreLimits() {
        return false;
    }

    /** Whether the type {@code date} has a time of day. */
    default boolean datesHaveTimes() {
        return false;
    }

    /** A literal of {@code 2026-01-31}. */
    default String date(String date) {
        return "'" + date + "'";
    }

    /** A literal of {@code 2026-01-31T08:00:00}, with an offset or without. */
    default String time(String time) {
        return "'" + time + "'";
    }

    /**
     * What follows an insert so that it updates the row with the same key instead, atomically.
     *
     * @param keys of one of the unique indexes
     * @param others that are not keys
     * @param indexes how many unique indexes the table has
     * @return empty where the database has nothing that goes by exactly these keys
     */
    default Optional<String> orUpdate(List<String> keys, List<String> others, int indexes) {
        return Optional.empty();
    }

    /** Makes a schema unless it is there; empty where a schema is a database or a user. */
    default Optional<String> createSchema(String schema) {
        return Optional.empty();
    }

    /** How a column that is no text takes texts, if it is in the database's own way. */
    default Optional<TextParameter> texts(int jdbcType, String typeName) {
        return jdbcType == Types.TIME
                ? Optional.of((statement, parameter, text) ->
                        statement.setString(parameter, TimeTexts.hours(TimeTexts.clock(text))))
                : Optional.empty();
    }

    /** A value that the driver takes for a Guid. */
    default Object guid(UUID id) {
        return id.toString();
    }

    /** Whether a column's moments have an offset. */
    default boolean zoned(int jdbcType, String typeName) {
        return jdbcType == Types.TIMESTAMP_WITH_TIMEZONE;
    }

    /**
     * Reads what only this database has among the settings of a Copy's source, and reports what is wrong.
     *
     * @param procedure that the source reads from
     */
    default void checkSource(Properties source, Optional<String> procedure) {}

    /** Whether a Copy's sink upserts by a setting that only this database has. */
    default boolean upserts(Properties sink) {
        return false;
    }

    StandIn standIn();

    /** What has become of a login, by the driver's answer. */
    boolean unauthorized(String state, int code);

    /** Whether the driver's answer says that there is no such table. */
    boolean tableMissing(String state, int code);

    /** Whether it says that there is no such schema, which is a database. */
    default boolean schemaMissing(int code) {
        return false;
    }

    default FaultCodes faults() {
        return FaultCodes.NONE;
    }
}
