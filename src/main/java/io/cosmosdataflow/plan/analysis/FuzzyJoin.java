package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.table.Functions;
import io.cosmosdataflow.plan.expression.Parts;
import io.cosmosdataflow.plan.expression.Replacement;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.node.Broadcast;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Join;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;

/**
 * The fuzzy side of a join: {@code fuzzyCompare(a, b, 80.0)} in its condition, whether spaces count, and a column
 * for the similarity in percent; of several comparisons, the smallest.
 *
 * <p>Source: Microsoft Learn, data-flow-join, fuzzy join.
 */
final class FuzzyJoin {

    private static final String COMPARISON = "fuzzyCompare";

    /** How alike texts are compared. */
    enum MatchType {
        exact,
        fuzzy
    }

    private FuzzyJoin() {}

    static Optional<Node> of(
            StatementContext context, Join.Type type, Optional<TypedExpression> condition, Broadcast broadcast) {
        Properties properties = context.properties();
        boolean fuzzy = properties.choice("matchType", MatchType.exact) == MatchType.fuzzy;
        boolean ignoreSpaces = properties.flag("ignoreSpaces", false);
        Optional<String> scoreColumn = properties.text("scoreColumn").filter(name -> fuzzy && !name.isBlank());
        if (fuzzy && !Set.of(Join.Type.inner, Join.Type.left, Join.Type.outer).contains(type)) {
            context.invalid(
                    properties.spanOf("joinType"),
                    "A fuzzy join is inner, left or outer, not " + type + ".",
                    "Change the join type, or write matchType: 'exact'.");
        }
        Optional<TypedExpression> matched = fuzzy && ignoreSpaces ? condition.map(FuzzyJoin::withoutSpaces) : condition;
        StreamSchema joined = context.joined();
        Optional<Output> score = scoreColumn.map(name -> score(name, matched, joined, context.name()));
        List<StreamColumn> columns = new ArrayList<>(joined.columns());
        score.ifPresent(output -> columns.add(output.column()));
        return Optional.of(new Join(
                context.shape(joined.withColumns(columns)), type, matched, context.joinedRight(), broadcast, score));
    }

    private static Output score(String name, Optional<TypedExpression> condition, StreamSchema joined, String stream) {
        Set<String> slots = new HashSet<>();
        joined.columns().forEach(column -> slots.add(column.slot()));
        StreamColumn column = new StreamColumn(
                name, StreamSchema.freeSlot(name, slots), DataTypes.DoubleType, false, List.of(stream));
        List<TypedExpression> percents = condition.stream()
                .flatMap(each -> Parts.all(each).stream())
                .filter(FuzzyJoin::compares)
                .map(each -> percent((FunctionCall) each))
                .toList();
        TypedExpression smallest = percents.size() == 1
                ? percents.get(0)
                : percents.stream()
                        .reduce((first, second) -> call("least", first, second))
                        .orElse(new Constant(null, DataTypes.DoubleType));
        return new Output(column, smallest);
    }

    private static boolean compares(TypedExpression expression) {
        return expression instanceof FunctionCall call && call.function().name().equals(COMPARISON);
    }

    /** As {@code fuzzyCompare} measures it. */
    private static TypedExpression percent(FunctionCall comparison) {
        TypedExpression first = text("lower", comparison.arguments().get(0));
        TypedExpression second = text("lower", comparison.arguments().get(1));
        return call("multiply", call("jaroWinkler", first, second), new Constant(100.0, DataTypes.DoubleType));
    }

    private static TypedExpression withoutSpaces(TypedExpression condition) {
        return Replacement.in(condition, part -> {
            if (!compares(part)) {
                return Optional.empty();
            }
            FunctionCall call = (FunctionCall) part;
            List<TypedExpression> arguments = new ArrayList<>(call.arguments());
            for (int i = 0; i < 2; i++) {
                arguments.set(i, text("replace", arguments.get(i), Constant.text(" "), Constant.text("")));
            }
            return Optional.of(new FunctionCall(call.function(), arguments, call.type()));
        });
    }

    private static TypedExpression call(String name, TypedExpression... arguments) {
        return new FunctionCall(function(name), List.of(arguments), DataTypes.DoubleType);
    }

    private static TypedExpression text(String name, TypedExpression... arguments) {
        return new FunctionCall(function(name), List.of(arguments), DataTypes.StringType);
    }

    private static Function function(String name) {
        return Functions.find(name).orElseThrow();
    }
}
