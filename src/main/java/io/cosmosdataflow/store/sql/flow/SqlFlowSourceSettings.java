package io.cosmosdataflow.store.sql.flow;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.store.sql.dialect.SqlIsolation;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.read.SqlParameter;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Option;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Partitioning;
import io.cosmosdataflow.store.sql.read.SqlSourceSettings.Procedure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a script says of a source that is a database.
 *
 * <p>Source: Microsoft Learn, connector-azure-sql-database, connector-azure-database-for-postgresql,
 * connector-azure-database-for-mysql, "Source transformation".
 *
 * @param table empty for a query or a procedure
 * @param batchSize rows per answer of the database; 0 for the default
 */
public record SqlFlowSourceSettings(Optional<TableName> table, SqlSourceSettings source, int batchSize) {

    private enum Format {
        TABLE("table"),
        QUERY("query"),
        /** As scripts of Studio have it. */
        PROCEDURE("procedure"),
        STORED_PROCEDURE("storedProcedure");

        private final String shown;

        Format(String shown) {
            this.shown = shown;
        }

        boolean procedure() {
            return this == PROCEDURE || this == STORED_PROCEDURE;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    private static final List<String> ISOLATIONS = Arrays.stream(SqlIsolation.values())
            .map(SqlIsolation::name)
            .sorted()
            .toList();

    /** Of other stores' sources; scripts carry them along, and they mean nothing to a database. */
    private static final String[] OF_OTHER_STORES = {
        "ignoreNoFilesFound", "wildcardPaths", "resultSet", "mode", "skipInitialLoad", "netChanges", "waterMarkColumn"
    };

    public SqlFlowSourceSettings {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(source, "source");
    }

    /**
     * Reads the settings and reports what is wrong. The caller finishes {@code settings}.
     *
     * @param dataset the dataset's table; empty if the source is inline, or the dataset names none
     * @param inline whether there is no dataset, so that a table is named here
     */
    public static SqlFlowSourceSettings read(Properties settings, Optional<TableName> dataset, boolean inline) {
        settings.ignore("store", "staged", "stagingLinkedService", "staging").ignore(OF_OTHER_STORES);
        for (String capture : List.of("enableCdc", "enableNativeCdc")) {
            if (settings.flag(capture, false)) {
                settings.unsupported(capture, "what the last run has read is not kept");
            }
        }
        Format format = settings.choice(
                "format",
                settings.present("procedureName")
                        ? Format.PROCEDURE
                        : settings.present("query") ? Format.QUERY : Format.TABLE);
        Optional<String> query =
                format == Format.QUERY ? Optional.of(settings.requiredText("query")) : Optional.empty();
        Optional<Procedure> procedure = format.procedure() ? procedure(settings) : Optional.empty();
        Optional<String> schema = settings.filled("schemaName");
        Optional<String> name = settings.filled("tableName");
        Optional<TableName> table = dataset;
        if (inline && format == Format.TABLE) {
            if (!settings.present("tableName")) {
                settings.missing("tableName");
            }
            table = name.map(text -> new TableName(schema, text));
        }
        settings.ignore("query", "procedureName", "inputs");
        SqlIsolation isolation = settings.text("isolationLevel")
                .flatMap(text -> ISOLATIONS.stream()
                        .filter(text::equalsIgnoreCase)
                        .findFirst()
                        .or(() -> settings.notAllowed("isolationLevel", text, ISOLATIONS)))
                .map(SqlIsolation::valueOf)
                .orElse(SqlIsolation.READ_UNCOMMITTED);
        Partitioning partitioning = settings.filled("partitionColumn")
                .map(column -> new Partitioning(
                        Option.RANGE, Optional.of(column), Optional.empty(), Optional.empty(), List.of()))
                .orElse(Partitioning.NONE);
        return new SqlFlowSourceSettings(
                table,
                new SqlSourceSettings(
                        query.filter(text -> !text.isBlank()),
                        procedure,
                        Optional.of(isolation),
                        OptionalInt.empty(),
                        partitioning),
                settings.integer("batchSize", 0, 0, Integer.MAX_VALUE));
    }

    /**
     * Inputs are in the order of the procedure's parameters: {@code ['@name' -> 'value']} as Studio writes them, or an
     * array of objects with a name, a value and a type.
     */
    private static Optional<Procedure> procedure(Properties settings) {
        String name = settings.requiredText("procedureName");
        String schema = settings.filled("schemaName").map(text -> text + ".").orElse("");
        List<SqlParameter> parameters = new ArrayList<>();
        Optional<JsonObject> byName =
                settings.value("inputs").filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
        if (byName.isPresent()) {
            Properties inputs = Properties.of(byName.get(), "inputs of " + settings.owner(), settings.issues());
            byName.get()
                    .members()
                    .keySet()
                    .forEach(each -> parameters.add(
                            new SqlParameter(each, inputs.text(each).orElse(null), "")));
        } else if (settings.present("inputs")) {
            for (Properties input : settings.objects("inputs")) {
                parameters.add(
                        new SqlParameter(input.text("name", ""), input.text("value", null), input.text("type", "")));
            }
        }
        return name.isBlank() ? Optional.empty() : Optional.of(new Procedure(schema + name, parameters));
    }
}
