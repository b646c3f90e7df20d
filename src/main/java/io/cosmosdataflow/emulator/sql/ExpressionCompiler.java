package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.sql.Expression.Literal;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns scalar expressions into evaluators; names become slots of the row, parameters become constants. */
final class ExpressionCompiler implements Expression.Visitor<Evaluator> {
    /** Up to here comparing one by one is as fast as hashing. */
    private static final int FEW = 8;

    private final SelectCompiler selects;
    private final Scope scope;
    private final Grouping grouping;

    /** The grouping is null where aggregates have no place. */
    ExpressionCompiler(SelectCompiler selects, Scope scope, Grouping grouping) {
        this.selects = selects;
        this.scope = scope;
        this.grouping = grouping;
    }

    Evaluator compile(Expression expression) {
        if (grouping != null && grouping.isKey(expression)) {
            return expression.accept(new ExpressionCompiler(selects, scope, null));
        }
        return expression.accept(this);
    }

    private Evaluator[] compile(List<Expression> expressions) {
        return expressions.stream().map(this::compile).toArray(Evaluator[]::new);
    }

    @Override
    public Evaluator literal(Literal literal) {
        JsonNode value = literal.value();
        return row -> value;
    }

    @Override
    public Evaluator parameter(Expression.Parameter parameter) {
        JsonNode value = selects.parameters().value(parameter.name());
        return row -> value;
    }

    @Override
    public Evaluator name(Expression.Name name) {
        int slot = scope.resolve(name);
        refuseOutsideAggregate(name);
        return row -> row[slot];
    }

    @Override
    public Evaluator member(Expression.Member member) {
        refuseOutsideAggregate(member);
        Evaluator operand = withoutCheck(member.operand());
        String name = member.name();
        return row -> Operators.member(operand.value(row), name);
    }

    @Override
    public Evaluator index(Expression.Index index) {
        refuseOutsideAggregate(index);
        Evaluator operand = withoutCheck(index.operand());
        Evaluator position = compile(index.position());
        return row -> Operators.element(operand.value(row), position.value(row));
    }

    private void refuseOutsideAggregate(Expression path) {
        if (grouping != null) {
            grouping.refuse(path);
        }
    }

    /** The whole path has been checked, so its parts need not be; what is no path is compiled as it stands. */
    private Evaluator withoutCheck(Expression operand) {
        boolean path = operand instanceof Expression.Name
                || operand instanceof Expression.Member
                || operand instanceof Expression.Index;
        return path ? operand.accept(new ExpressionCompiler(selects, scope, null)) : compile(operand);
    }

    @Override
    public Evaluator unary(Expression.Unary unary) {
        return Operators.unary(unary.operator(), compile(unary.operand()));
    }

    @Override
    public Evaluator binary(Expression.Binary binary) {
        return Operators.binary(binary.operator(), compile(binary.left()), compile(binary.right()));
    }

    @Override
    public Evaluator conditional(Expression.Conditional conditional) {
        Evaluator condition = compile(conditional.condition());
        Evaluator yes = compile(conditional.yes());
        Evaluator no = compile(conditional.no());
        return row -> condition.holds(row) ? yes.value(row) : no.value(row);
    }

    @Override
    public Evaluator between(Expression.Between between) {
        return Operators.between(
                compile(between.operand()), compile(between.low()), compile(between.high()), between.negated());
    }

    @Override
    public Evaluator membership(Expression.Membership membership) {
        return Operators.membership(compile(membership.operand()), compile(membership.choices()), membership.negated());
    }

    @Override
    public Evaluator like(Expression.Like like) {
        Evaluator operand = compile(like.operand());
        Evaluator pattern = compile(like.pattern());
        boolean negated = like.negated();
        boolean constant = like.pattern() instanceof Literal || like.pattern() instanceof Expression.Parameter;
        JsonNode known = constant ? pattern.value(null) : null;
        Pattern compiled = known != null && known.isTextual() ? LikePattern.of(known.textValue(), like.escape()) : null;
        return row -> {
            JsonNode value = operand.value(row);
            JsonNode wanted = pattern.value(row);
            if (value == null || wanted == null || !value.isTextual() || !wanted.isTextual()) {
                return null;
            }
            Pattern regex = compiled != null ? compiled : LikePattern.of(wanted.textValue(), like.escape());
            return Values.bool(regex.matcher(value.textValue()).matches() != negated);
        };
    }

    @Override
    public Evaluator call(Expression.Call call) {
        Aggregate aggregate = Aggregate.find(call.name());
        if (aggregate != null) {
            return aggregate(aggregate, call);
        }
        Function function = Functions.find(call);
        Evaluator evaluator = function.bind(compile(call.arguments()));
        if (!function.isStatic()) {
            return evaluator;
        }
        JsonNode value = evaluator.value(null);
        return row -> value;
    }

    private Evaluator aggregate(Aggregate aggregate, Expression.Call call) {
        if (call.arguments().size() != 1) {
            throw Functions.wrongCount(call, 1, 1);
        }
        if (grouping == null) {
            throw new SqlException(
                    "SC2055",
                    call.start(),
                    call.end(),
                    "Cannot use aggregate '" + call.name().toUpperCase(Locale.ROOT)
                            + "' here: aggregates belong to the select list and do not nest.");
        }
        Evaluator argument = new ExpressionCompiler(selects, scope, null)
                .compile(call.arguments().get(0));
        int slot = grouping.add(aggregate, argument);
        return row -> row[slot];
    }

    @Override
    public Evaluator arrayLiteral(Expression.ArrayLiteral array) {
        Evaluator[] items = compile(array.items());
        return row -> {
            ArrayNode result = JsonNodeFactory.instance.arrayNode(items.length);
            for (Evaluator item : items) {
                JsonNode value = item.value(row);
                if (value != null) {
                    result.add(value);
                }
            }
            return result;
        };
    }

    @Override
    public Evaluator objectLiteral(Expression.ObjectLiteral object) {
        int size = object.properties().size();
        String[] names = new String[size];
        Evaluator[] values = new Evaluator[size];
        for (int i = 0; i < size; i++) {
            names[i] = object.properties().get(i).name();
            values[i] = compile(object.properties().get(i).value());
        }
        return row -> {
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < size; i++) {
                JsonNode value = values[i].value(row);
                if (value != null) {
                    result.set(names[i], value);
                }
            }
            return result;
        };
    }

    @Override
    public Evaluator subquery(Expression.Subquery subquery) {
        CompiledSelect select = selects.compile(subquery.select(), scope, false);
        return switch (subquery.kind()) {
            case EXISTS -> row -> Values.bool(select.run(null, row).hasNext());
            case ARRAY -> row -> {
                ArrayNode result = JsonNodeFactory.instance.arrayNode();
                select.run(null, row).forEachRemaining(result::add);
                return result;
            };
            case SCALAR -> row -> {
                Iterator<JsonNode> rows = select.run(null, row);
                JsonNode first = rows.hasNext() ? rows.next() : null;
                if (rows.hasNext()) {
                    throw new SqlException(
                            "SC2302", "Cardinality of a scalar subquery result set cannot be greater than one.");
                }
                return first;
            };
        };
    }
}
