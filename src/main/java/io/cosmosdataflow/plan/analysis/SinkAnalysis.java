package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.plan.expression.Assignments;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.plan.node.Node.UpdateMethods;
import io.cosmosdataflow.plan.node.SinkTarget;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.List;
import java.util.Optional;

/**
 * {@code input sink(.., mapColumn(..))}. Without {@code mapColumn(..)} all columns are written under their
 * names.
 *
 * <p>Source: Microsoft Learn, data-flow-sink.
 */
public final class SinkAnalysis {

    /** Sinks without a number come after all that have one. */
    private static final int LAST = Integer.MAX_VALUE;

    private SinkAnalysis() {}

    public static Optional<Node> analyze(StatementContext context) {
        Properties properties = context.properties();
        boolean drift = properties.flag("allowSchemaDrift", true);
        SinkTarget target = target(properties);
        int order = properties.integer("saveOrder", LAST, 0, LAST);
        UpdateMethods methods = methods(properties);
        List<String> keys = properties.texts("keys");
        MadeColumns columns = columns(context, drift);
        StreamSchema schema = new StreamSchema(
                columns.columns(),
                context.input().open() && (drift || context.nested("mapColumn").isEmpty()),
                context.input().declared(),
                context.input().marks());
        return Optional.of(new Sink(
                context.shape(schema),
                context.bindings().of(context.name()),
                properties.json(),
                columns.outputs(),
                methods,
                keys,
                order,
                target));
    }

    private static SinkTarget target(Properties properties) {
        boolean cache = properties.text("store", "").equals("cache");
        boolean output = properties.flag("output", false);
        return !cache ? SinkTarget.STORE : output ? SinkTarget.CACHE_AND_OUTPUT : SinkTarget.CACHE;
    }

    private static UpdateMethods methods(Properties properties) {
        boolean declared = properties.present("insertable")
                || properties.present("updateable")
                || properties.present("upsertable")
                || properties.present("deletable");
        return new UpdateMethods(
                properties.flag("insertable", !declared),
                properties.flag("updateable", false),
                properties.flag("upsertable", false),
                properties.flag("deletable", false),
                declared);
    }

    private static MadeColumns columns(StatementContext context, boolean drift) {
        Duplicates duplicates = Duplicates.of(context.properties());
        List<Assigned> mapping = context.nested("mapColumn")
                .map(written -> Assignments.of(written, context.scope(), context.issues())
                        .columns())
                .orElseGet(() -> context.input().columns().stream()
                        .filter(column -> drift || !column.drifted())
                        .map(column -> new Assigned(
                                column.name(),
                                new ColumnValue(column),
                                context.statement().span()))
                        .toList());
        MadeColumns columns = new MadeColumns(context.name());
        duplicates.map(mapping, columns);
        duplicates.checkUnique(context, columns);
        return columns;
    }
}
