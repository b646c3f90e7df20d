package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonNull;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.store.sql.database.Dialects;
import io.cosmosdataflow.store.sql.dialect.SqlIsolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a Copy activity says of a source that is a database.
 *
 * <p>Source: Microsoft Learn, connector-azure-sql-database, connector-oracle, connector-azure-database-for-postgresql,
 * connector-mysql, "as source".
 *
 * @param query empty for the dataset's table
 * @param procedure a stored procedure to read from instead
 * @param isolation empty for the database's default
 * @param queryTimeout in seconds; empty or 0 for none
 */
public record SqlSourceSettings(
        Optional<String> query,
        Optional<Procedure> procedure,
        Optional<SqlIsolation> isolation,
        OptionalInt queryTimeout,
        Partitioning partitioning) {

    /** A stored procedure and its parameters, in the order of the definition. */
    public record Procedure(String name, List<SqlParameter> parameters) {

        public Procedure {
            Objects.requireNonNull(name, "name");
            parameters = List.copyOf(parameters);
        }
    }

    /** How the data is divided for tasks that read at once. */
    public enum Option {
        NONE("None"),
        PHYSICAL("PhysicalPartitionsOfTable"),
        RANGE("DynamicRange");

        private final String shown;

        Option(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    /**
     * Parts to read at once.
     *
     * @param column of ranges; empty to find it out
     * @param lower bound of ranges, as written; empty to find it out
     * @param names of physical partitions; empty for all
     */
    public record Partitioning(
            Option option,
            Optional<String> column,
            Optional<String> lower,
            Optional<String> upper,
            List<String> names) {

        public static final Partitioning NONE =
                new Partitioning(Option.NONE, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        public Partitioning {
            Objects.requireNonNull(option, "option");
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(lower, "lower");
            Objects.requireNonNull(upper, "upper");
            names = List.copyOf(names);
        }
    }

    private static final String[] QUERIES = {"sqlReaderQuery", "oracleReaderQuery", "query"};

    public SqlSourceSettings {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(procedure, "procedure");
        Objects.requireNonNull(isolation, "isolation");
        Objects.requireNonNull(queryTimeout, "queryTimeout");
        Objects.requireNonNull(partitioning, "partitioning");
    }

    /** A whole table or a query, and nothing else said. */
    public static SqlSourceSettings of(Optional<String> query) {
        return new SqlSourceSettings(query, Optional.empty(), Optional.empty(), OptionalInt.empty(), Partitioning.NONE);
    }

    /** Whether the source has a query or a procedure, be it known in the run only; else it reads the dataset's table. */
    public static boolean namesItsData(Properties source) {
        return source.given(QUERIES) || source.given("sqlReaderStoredProcedureName");
    }

    /** Reads the settings and reports what is wrong. The caller finishes {@code source}. */
    public static SqlSourceSettings read(Properties source, SqlKind kind) {
        Optional<String> query = Optional.empty();
        for (String name : QUERIES) {
            Optional<String> written = source.text(name).filter(text -> !text.isBlank());
            query = query.isPresent() ? query : written;
        }
        Optional<SqlIsolation> isolation = source.present("isolationLevel")
                ? Optional.of(source.choice("isolationLevel", SqlIsolation.NONE))
                : Optional.empty();
        Optional<Procedure> procedure = procedure(source);
        Dialects.of(kind).checkSource(source, procedure.map(Procedure::name));
        return new SqlSourceSettings(query, procedure, isolation, timeout(source), partitioning(source));
    }

    private static Optional<Procedure> procedure(Properties source) {
        Optional<String> name = source.text("sqlReaderStoredProcedureName").filter(text -> !text.isBlank());
        List<SqlParameter> parameters = new ArrayList<>();
        source.object("storedProcedureParameters")
                .ifPresent(object ->
                        object.json().members().keySet().forEach(each -> parameters.add(parameter(object, each))));
        return name.map(text -> new Procedure(text, parameters));
    }

    private static SqlParameter parameter(Properties parameters, String name) {
        JsonValue value = parameters.json().find(name).orElseThrow().value();
        if (value instanceof JsonObject) {
            Properties inner = parameters.object(name).orElseThrow();
            return new SqlParameter(name, inner.text("value", null), inner.text("type", ""));
        }
        return new SqlParameter(name, value instanceof JsonNull ? null : parameters.text(name, null), "");
    }

    /** {@code 02:00:00}, {@code 1.00:00:00}, or seconds. */
    private static OptionalInt timeout(Properties source) {
        for (String name : List.of("queryTimeout", "queryCommandTimeout")) {
            Optional<String> text = source.filled(name);
            if (text.isPresent()) {
                OptionalInt seconds = seconds(text.get());
                if (seconds.isEmpty()) {
                    source.notAllowed(name, text.get(), List.of("a time such as 02:00:00"));
                }
                return seconds;
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt seconds(String text) {
        if (text.matches("\\d{1,8}")) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        if (!text.matches("(\\d{1,4}\\.)?\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?")) {
            return OptionalInt.empty();
        }
        int dot = text.indexOf('.');
        boolean days = dot >= 0 && dot < text.indexOf(':');
        String[] clock = (days ? text.substring(dot + 1) : text).split("[:.]");
        int seconds = Integer.parseInt(clock[0]) * 3600 + Integer.parseInt(clock[1]) * 60;
        seconds += clock.length > 2 ? Integer.parseInt(clock[2]) : 0;
        return OptionalInt.of(seconds + (days ? Integer.parseInt(text.substring(0, dot)) * 86_400 : 0));
    }

    private static Partitioning partitioning(Properties source) {
        Option option = source.choice("partitionOption", source.choice("partitionOptions", Option.NONE));
        Optional<Properties> settings = source.object("partitionSettings");
        Partitioning partitioning = new Partitioning(
                option,
                settings.flatMap(each -> each.filled("partitionColumnName")),
                settings.flatMap(each -> each.filled("partitionLowerBound")),
                settings.flatMap(each -> each.filled("partitionUpperBound")),
                settings.map(each -> each.texts("partitionNames")).orElse(List.of()));
        settings.ifPresent(Properties::finish);
        return partitioning;
    }
}
