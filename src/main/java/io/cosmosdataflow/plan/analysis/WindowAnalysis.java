package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.Assignments;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Frame;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Window;
import io.cosmosdataflow.plan.node.SortKey;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;

/**
 * {@code window(over(a, b = expression), asc(c, true), startRowOffset: -1L, endRowOffset: 0L, name = expression)}.
 * All columns of the input stay; a computed column of {@code over} becomes one too. Without offsets an
 * aggregate sees all rows of its partition, and of a sorted one those up to the current row and its equals; with one of
 * the two, the other side has no bound.
 *
 * <p>Source: Microsoft Learn, data-flow-window.
 */
public final class WindowAnalysis {

    private WindowAnalysis() {}

    public static Optional<Node> analyze(StatementContext context) {
        List<Assigned> over = Assignments.of(
                        context.nested("over").orElse(List.of()), context.scope(), context.issues())
                .columns();
        List<SortKey> order = SortKeys.all(sortConditions(context), context.scope(), false, context);
        Optional<Frame> frame = frame(context, order);
        MadeColumns columns = MadeColumns.keeping(context.input(), context.name());
        over.stream()
                .filter(each -> !(each.value() instanceof TypedExpression.ColumnValue same
                        && same.column().name().equals(each.name())))
                .forEach(columns::put);
        Assignments.Result result = Assignments.of(
                context.argumentsBut(Set.of("over", "asc", "desc")),
                context.scope().withKinds(Kind.AGGREGATE, Kind.WINDOW),
                context.issues());
        result.columns().forEach(columns::put);
        StreamSchema schema = new StreamSchema(
                columns.columns(),
                context.input().open() || result.open(),
                context.input().declared(),
                context.input().marks());
        return Optional.of(new Window(
                context.shape(schema), over.stream().map(Assigned::value).toList(), order, frame, columns.outputs()));
    }

    private static List<Expression> sortConditions(StatementContext context) {
        List<Expression> conditions = new ArrayList<>();
        for (Argument argument : context.statement().arguments()) {
            if (argument instanceof Argument.Value value
                    && value.expression() instanceof Expression.Call call
                    && Set.of("asc", "desc").contains(call.function())) {
                conditions.add(call);
            }
        }
        return conditions;
    }

    private static Optional<Frame> frame(StatementContext context, List<SortKey> order) {
        Optional<Long> startRow = Numbering.wholeNumber(context, "startRowOffset");
        Optional<Long> endRow = Numbering.wholeNumber(context, "endRowOffset");
        Optional<Long> startRange = Numbering.wholeNumber(context, "startRange");
        Optional<Long> endRange = Numbering.wholeNumber(context, "endRange");
        boolean range = context.properties().flag("rangeSpecified", startRange.isPresent() || endRange.isPresent());
        Optional<Long> start = range ? startRange : startRow;
        Optional<Long> end = range ? endRange : endRow;
        if (start.isEmpty() && end.isEmpty()) {
            return Optional.empty();
        }
        if (start.isPresent() && end.isPresent() && start.get() > end.get()) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "The window starts at " + start.get() + ", behind its end at " + end.get() + ".",
                    "Rows before the current one have negative numbers.");
            return Optional.empty();
        }
        if (range && !rangeable(order)) {
            context.invalid(
                    context.statement().transformationSpan(),
                    "A window by range needs one sort condition over a number, a date or a timestamp.",
                    "Write startRowOffset and endRowOffset for a window by rows.");
            return Optional.empty();
        }
        return Optional.of(new Frame(range, start, end));
    }

    private static boolean rangeable(List<SortKey> order) {
        if (order.size() != 1) {
            return false;
        }
        DataType type = order.get(0).value().type();
        return Types.isNumber(type) || Types.isDatetime(type) || Types.isUnknown(type);
    }
}
