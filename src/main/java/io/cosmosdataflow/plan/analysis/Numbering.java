package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonNumber;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.KeyGenerate;
import io.cosmosdataflow.plan.node.Node.ProjectedColumn;
import io.cosmosdataflow.plan.node.Node.Rank;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.node.SortKey;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Transformations that give each row a number: keyGenerate and rank.
 *
 * <p>Source: Microsoft Learn, data-flow-surrogate-key, data-flow-rank.
 */
public final class Numbering {

    private Numbering() {}

    /** {@code keyGenerate(output(key as long), startAt: 1L, stepValue: 2L)}. */
    public static Optional<Node> keyGenerate(StatementContext context) {
        long start = wholeNumber(context, "startAt").orElse(1L);
        long step = wholeNumber(context, "stepValue").orElse(1L);
        context.expressions(Set.of("output")).forEach(each -> noMeaning(context, each));
        return numbered(context)
                .map(column ->
                        new KeyGenerate(context.shape(schema(context, column)), made(context, column), start, step));
    }

    /** {@code rank(desc(points, true), dense: true, output(place as long))}: over all rows of the stream. */
    public static Optional<Node> rank(StatementContext context) {
        boolean dense = context.properties().flag("dense", false);
        boolean caseInsensitive = context.properties().flag("caseInsensitive", false);
        List<SortKey> order =
                SortKeys.all(context.expressions(Set.of("output")), context.scope(), caseInsensitive, context);
        if (order.isEmpty()) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "A rank needs at least one sort condition.",
                    "Write desc(column, true), for instance.");
            return Optional.empty();
        }
        return numbered(context)
                .map(column -> new Rank(context.shape(schema(context, column)), order, dense, made(context, column)));
    }

    private static void noMeaning(StatementContext context, Expression expression) {
        context.invalid(expression.span(), "This argument of " + context.shown() + " has no meaning here.", "");
    }

    private static Optional<ProjectedColumn> numbered(StatementContext context) {
        List<ProjectedColumn> declared =
                SourceAnalysis.projection(context.nested("output").orElse(List.of()), context);
        boolean one = declared.size() == 1;
        if (!one || !Types.isNumber(declared.get(0).type())) {
            context.invalid(
                    context.statement().transformationSpan(),
                    context.statement().transformation() + " makes one column of numbers"
                            + (one ? ", not " + Types.name(declared.get(0).type()) : "") + ".",
                    "Write output(name as long).");
            return Optional.empty();
        }
        return Optional.of(declared.get(0));
    }

    private static StreamSchema schema(StatementContext context, ProjectedColumn made) {
        return context.input().withColumns(columns(context, made).columns());
    }

    private static StreamColumn made(StatementContext context, ProjectedColumn made) {
        return columns(context, made).outputs().stream()
                .map(Output::column)
                .filter(column -> column.name().equals(made.name()))
                .findFirst()
                .orElseThrow();
    }

    /** A column of the same name is replaced where it stands. */
    private static MadeColumns columns(StatementContext context, ProjectedColumn made) {
        MadeColumns columns = MadeColumns.keeping(context.input(), context.name());
        columns.put(new Assigned(
                made.name(),
                new Constant(null, made.type()),
                context.statement().span()));
        return columns;
    }

    /** Empty if it is absent, or known only in the run. */
    static Optional<Long> wholeNumber(StatementContext context, String property) {
        Optional<JsonValue> value = context.properties().value(property);
        Optional<Long> number = value.map(each -> each.toNode().asText().trim())
                .filter(text -> text.matches("-?\\d{1,18}(\\.0+)?"))
                .map(text -> Long.parseLong(text.replaceFirst("\\..*", "")));
        if (value.isPresent() && number.isEmpty()) {
            String shown = value.get() instanceof JsonNumber || value.get() instanceof JsonValue.JsonText
                    ? value.get().toNode().toString()
                    : value.get().kind();
            context.issues()
                    .error(
                            io.cosmosdataflow.diagnostic.ErrorCode.InvalidProperty,
                            context.properties().spanOf(property),
                            "'" + property + "' of " + context.shown() + " must be a whole number, not " + shown + ".",
                            "");
        }
        return number;
    }
}
