package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.expression.ScriptTypes;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.ProjectedColumn;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Argument.ColumnDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * {@code source(output(..), ..)}. Without {@code output(..)} all columns are drifted.
 *
 * <p>Source: Microsoft Learn, data-flow-source, concepts-data-flow-schema-drift.
 */
public final class SourceAnalysis {

    /**
     * What {@code systemColumns: true} adds to the documents of a container, projected or not.
     *
     * <p>Source: Microsoft Learn, connector-azure-cosmos-db, source transformation ("included in your data flow
     * metadata"); types as projections of public scripts have them.
     */
    private static final Map<String, DataType> SYSTEM_COLUMNS = systemColumns();

    private static Map<String, DataType> systemColumns() {
        Map<String, DataType> columns = new LinkedHashMap<>();
        List.of("id", "_rid", "_self", "_etag", "_attachments")
                .forEach(name -> columns.put(name, DataTypes.StringType));
        columns.put("_ts", DataTypes.LongType);
        return columns;
    }

    private SourceAnalysis() {}

    public static Optional<Node> analyze(StatementContext context) {
        if (context.inputCount() > 0) {
            context.invalid(context.statement().span(), "A source has no input stream.", "");
        }
        Properties properties = context.properties().ignore("order");
        boolean drift = properties.flag("allowSchemaDrift", true);
        boolean validate = properties.flag("validateSchema", false);
        boolean infer = properties.flag("inferDriftedColumnTypes", false);
        int limit = properties.integer("limit", 0, 0, Integer.MAX_VALUE);
        List<ProjectedColumn> projection = projection(context.nested("output").orElse(List.of()), context);
        boolean declared = !projection.isEmpty();
        List<ProjectedColumn> columns = systemColumns(properties.json()) ? withSystemColumns(projection) : projection;
        return Optional.of(new Source(
                context.shape(schema(context, columns, drift, declared)),
                context.bindings().of(context.name()),
                properties.json(),
                columns,
                drift || !declared,
                validate,
                infer,
                limit));
    }

    /** Column definitions, as sources, casts and calls have them. */
    public static List<ProjectedColumn> projection(List<Argument> arguments, StatementContext context) {
        List<ProjectedColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Argument argument : arguments) {
            if (argument instanceof ColumnDefinition column) {
                if (!names.add(column.name())) {
                    context.invalid(
                            column.span(),
                            "There are two columns '" + column.name() + "' in " + context.shown() + ".",
                            "");
                    continue;
                }
                columns.add(new ProjectedColumn(
                        column.name(), ScriptTypes.of(column.type(), context.issues()), column.formats()));
            } else {
                context.invalid(
                        argument.span(), "A column is declared as name as type.", "Write id as integer, for instance.");
            }
        }
        return columns;
    }

    /**
     * Whether a container is told to; one that only the run knows is taken for a yes, so that no column is missed. What
     * is wrong with these settings is reported by who reads the container.
     */
    private static boolean systemColumns(JsonObject settings) {
        Properties properties = Properties.of(settings, "", new Issues());
        boolean container = properties
                .text("format")
                .filter(format -> format.toLowerCase(Locale.ROOT).startsWith("document"))
                .isPresent();
        return container
                && List.of("systemColumns", "includeSystemColumns").stream()
                        .anyMatch(name -> properties.present(name) && properties.flag(name, true));
    }

    private static List<ProjectedColumn> withSystemColumns(List<ProjectedColumn> projection) {
        List<ProjectedColumn> all = new ArrayList<>(projection);
        SYSTEM_COLUMNS.forEach((name, type) -> {
            if (projection.stream().noneMatch(column -> column.name().equals(name))) {
                all.add(new ProjectedColumn(name, type, List.of()));
            }
        });
        return all;
    }

    /** @param declared whether the script has a projection; system columns alone are none */
    private static StreamSchema schema(
            StatementContext context, List<ProjectedColumn> projection, boolean drift, boolean declared) {
        List<String> through = List.of(context.name());
        List<StreamColumn> columns = new ArrayList<>();
        Optional<StructType> known = context.facts().source(context.nodeName());
        if (known.isPresent()) {
            Set<String> projected = new HashSet<>();
            projection.forEach(column -> projected.add(column.name()));
            boolean keyed = false;
            for (StructField field : known.get().fields()) {
                if (field.name().equals(RowMark.SOURCE_KEY.column())) {
                    keyed = true;
                    continue;
                }
                columns.add(new StreamColumn(
                        field.name(), field.name(), field.dataType(), !projected.contains(field.name()), through));
            }
            StreamSchema schema = StreamSchema.closed(columns);
            return keyed ? schema.withMark(RowMark.SOURCE_KEY) : schema;
        }
        projection.forEach(
                column -> columns.add(new StreamColumn(column.name(), column.name(), column.type(), false, through)));
        return new StreamSchema(columns, drift || !declared, declared, Set.of());
    }
}
