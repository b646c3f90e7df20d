package io.cosmosdataflow.plan;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.plan.expression.ScriptTypes;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.ProjectedColumn;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Argument.ColumnDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * {@code source(output(..), ..)}. Without {@code output(..)} all columns are drifted.
 *
 * <p>Source: Microsoft Learn, data-flow-source, concepts-data-flow-schema-drift.
 */
final class SourceAnalysis {

    private SourceAnalysis() {}

    static Optional<Node> analyze(StatementContext context) {
        if (context.inputCount() > 0) {
            context.invalid(context.statement().span(), "A source has no input stream.", "");
        }
        Properties properties = context.properties().ignore("order");
        boolean drift = properties.flag("allowSchemaDrift", true);
        boolean validate = properties.flag("validateSchema", false);
        boolean infer = properties.flag("inferDriftedColumnTypes", false);
        int limit = properties.integer("limit", 0, 0, Integer.MAX_VALUE);
        List<ProjectedColumn> projection = projection(context.nested("output").orElse(List.of()), context);
        return Optional.of(new Source(
                context.shape(schema(context, projection, drift)),
                context.bindings().of(context.name()),
                properties.json(),
                projection,
                drift,
                validate,
                infer,
                limit));
    }

    /** Column definitions, as sources, casts and calls have them. */
    static List<ProjectedColumn> projection(List<Argument> arguments, StatementContext context) {
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

    private static StreamSchema schema(StatementContext context, List<ProjectedColumn> projection, boolean drift) {
        List<String> through = List.of(context.name());
        List<StreamColumn> columns = new ArrayList<>();
        Optional<StructType> known = context.facts().source(context.nodeName());
        if (known.isPresent()) {
            Set<String> declared = new HashSet<>();
            projection.forEach(column -> declared.add(column.name()));
            for (StructField field : known.get().fields()) {
                columns.add(new StreamColumn(
                        field.name(), field.name(), field.dataType(), !declared.contains(field.name()), through));
            }
            return StreamSchema.closed(columns);
        }
        projection.forEach(
                column -> columns.add(new StreamColumn(column.name(), column.name(), column.type(), false, through)));
        return new StreamSchema(columns, drift || projection.isEmpty(), !projection.isEmpty(), Set.of());
    }
}
