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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** An expression with some of its parts replaced by others of the same type. */
public final class Replacement implements TypedExpression.Visitor<TypedExpression> {

    private final Function<TypedExpression, Optional<TypedExpression>> replace;

    private Replacement(Function<TypedExpression, Optional<TypedExpression>> replace) {
        this.replace = Objects.requireNonNull(replace, "replace");
    }

    /** @param replace asked for a part before it is asked for what is inside; empty: the part stays */
    public static TypedExpression in(
            TypedExpression expression, Function<TypedExpression, Optional<TypedExpression>> replace) {
        return new Replacement(replace).inside(expression);
    }

    private TypedExpression inside(TypedExpression expression) {
        return replace.apply(expression).orElseGet(() -> expression.accept(this));
    }

    private List<TypedExpression> all(List<TypedExpression> expressions) {
        return expressions.stream().map(this::inside).toList();
    }

    @Override
    public TypedExpression constant(Constant constant) {
        return constant;
    }

    @Override
    public TypedExpression column(ColumnValue column) {
        return column;
    }

    @Override
    public TypedExpression call(FunctionCall call) {
        return new FunctionCall(call.function(), all(call.arguments()), call.type());
    }

    @Override
    public TypedExpression lambda(Lambda lambda) {
        return new Lambda(lambda.variables(), inside(lambda.body()));
    }

    @Override
    public TypedExpression variable(Variable variable) {
        return variable;
    }

    @Override
    public TypedExpression field(FieldValue field) {
        return new FieldValue(inside(field.parent()), field.field(), field.type());
    }

    @Override
    public TypedExpression element(ElementValue element) {
        return new ElementValue(inside(element.parent()), inside(element.index()), element.type());
    }

    @Override
    public TypedExpression conversion(Conversion conversion) {
        return new Conversion(inside(conversion.operand()), conversion.type(), conversion.formats());
    }

    @Override
    public TypedExpression struct(StructValue struct) {
        return new StructValue(struct.names(), all(struct.values()), struct.type());
    }

    @Override
    public TypedExpression array(ArrayValue array) {
        return new ArrayValue(all(array.items()), array.type());
    }

    @Override
    public TypedExpression map(MapValue map) {
        return new MapValue(all(map.keys()), all(map.values()), map.type());
    }

    @Override
    public TypedExpression mark(MarkValue mark) {
        return mark;
    }

    @Override
    public TypedExpression cache(CacheValue cache) {
        return new CacheValue(cache.sink(), cache.kind(), all(cache.keys()), cache.type());
    }

    @Override
    public TypedExpression unknown(UnknownValue unknown) {
        return unknown;
    }
}
