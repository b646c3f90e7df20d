package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.plan.expression.TypedExpression.ArrayValue;
import io.cosmosdataflow.plan.expression.TypedExpression.CacheValue;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.expression.TypedExpression.ElementValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FieldValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.expression.TypedExpression.Lambda;
import io.cosmosdataflow.plan.expression.TypedExpression.MapValue;
import io.cosmosdataflow.plan.expression.TypedExpression.MarkValue;
import io.cosmosdataflow.plan.expression.TypedExpression.StructValue;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The expressions that an expression is made of. */
public final class Parts implements TypedExpression.Visitor<List<TypedExpression>> {

    private static final Parts PARTS = new Parts();

    private Parts() {}

    /** Whether the expression itself, or one inside it, is such. */
    public static boolean any(TypedExpression expression, Predicate<TypedExpression> wanted) {
        return wanted.test(expression) || expression.accept(PARTS).stream().anyMatch(part -> any(part, wanted));
    }

    /** The expression itself, and all inside it. */
    public static List<TypedExpression> all(TypedExpression expression) {
        List<TypedExpression> parts = new ArrayList<>();
        collect(expression, parts);
        return parts;
    }

    /** Whether there are no more of them than so many; those that stand in several places count in each. */
    static boolean atMost(TypedExpression expression, int most) {
        return left(expression, most) >= 0;
    }

    private static int left(TypedExpression expression, int most) {
        int left = most - 1;
        for (TypedExpression part : expression.accept(PARTS)) {
            if (left < 0) {
                return left;
            }
            left = left(part, left);
        }
        return left;
    }

    /** What stands immediately inside the expression. */
    public static List<TypedExpression> of(TypedExpression expression) {
        return expression.accept(PARTS);
    }

    private static void collect(TypedExpression expression, List<TypedExpression> parts) {
        parts.add(expression);
        expression.accept(PARTS).forEach(part -> collect(part, parts));
    }

    @Override
    public List<TypedExpression> constant(Constant constant) {
        return List.of();
    }

    @Override
    public List<TypedExpression> column(ColumnValue column) {
        return List.of();
    }

    @Override
    public List<TypedExpression> call(FunctionCall call) {
        return call.arguments();
    }

    @Override
    public List<TypedExpression> lambda(Lambda lambda) {
        return List.of(lambda.body());
    }

    @Override
    public List<TypedExpression> variable(Variable variable) {
        return List.of();
    }

    @Override
    public List<TypedExpression> field(FieldValue field) {
        return List.of(field.parent());
    }

    @Override
    public List<TypedExpression> element(ElementValue element) {
        return List.of(element.parent(), element.index());
    }

    @Override
    public List<TypedExpression> conversion(Conversion conversion) {
        return List.of(conversion.operand());
    }

    @Override
    public List<TypedExpression> struct(StructValue struct) {
        return struct.values();
    }

    @Override
    public List<TypedExpression> array(ArrayValue array) {
        return array.items();
    }

    @Override
    public List<TypedExpression> map(MapValue map) {
        return Stream.concat(map.keys().stream(), map.values().stream()).toList();
    }

    @Override
    public List<TypedExpression> mark(MarkValue mark) {
        return List.of();
    }

    @Override
    public List<TypedExpression> cache(CacheValue cache) {
        return cache.keys();
    }

    @Override
    public List<TypedExpression> unknown(UnknownValue unknown) {
        return List.of();
    }
}
