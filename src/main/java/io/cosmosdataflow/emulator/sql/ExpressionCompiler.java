package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.sql.function.QueryFunction;
import io.cosmosdataflow.emulator.sql.function.QueryFunctions;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Literal;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import io.cosmosdataflow.emulator.sql.value.Aggregate;
import io.cosmosdataflow.emulator.sql.value.QueryEvaluator;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns scalar expressions into evaluators; names become slots of the row, parameters become constants. */
final class ExpressionCompiler implements QueryExpression.Visitor<QueryEvaluator> {
    private final SelectCompiler selects;
    private final QueryScope scope;
    private final Grouping grouping;

    /** The grouping is null where aggregates have no place. */
    ExpressionCompiler(SelectCompiler selects, QueryScope scope, Grouping grouping) {
        this.selects = selects;
        this.scope = scope;
        this.grouping = grouping;
    }

    QueryEvaluator compile(QueryExpression expression) {
        if (grouping != null && grouping.isKey(expression)) {
            return expression.accept(new ExpressionCompiler(selects, scope, null));
        }
        return expression.accept(this);
    }

    private QueryEvaluator[] compile(List<QueryExpression> expressions) {
        return expressions.stream().map(this::compile).toArray(QueryEvaluator[]::new);
    }

    @Override
    public QueryEvaluator literal(Literal literal) {
        JsonNode value = literal.value();
        return row -> value;
    }

    @Override
    public QueryEvaluator parameter(QueryExpression.Parameter parameter) {
        JsonNode value = selects.parameters().value(parameter.name());
        return row -> value;
    }

    @Override
    public QueryEvaluator name(QueryExpression.Name name) {
        int slot = scope.resolve(name);
        refuseOutsideAggregate(name);
        return row -> row[slot];
    }

    @Override
    public QueryEvaluator member(QueryExpression.Member member) {
        refuseOutsideAggregate(member);
        QueryEvaluator operand = withoutCheck(member.operand());
        String name = member.name();
        return row -> Operators.member(operand.value(row), name);
    }

    @Override
    public QueryEvaluator index(QueryExpression.Index index) {
        refuseOutsideAggregate(index);
        QueryEvaluator operand = withoutCheck(index.operand());
        QueryEvaluator position = compile(index.position());
        return row -> Operators.element(operand.value(row), position.value(row));
    }

    private void refuseOutsideAggregate(QueryExpression path) {
        if (grouping != null) {
            grouping.refuse(path);
        }
    }

    /** The whole path has been checked, so its parts need not be; what is no path is compiled as it stands. */
    private QueryEvaluator withoutCheck(QueryExpression operand) {
        boolean path = operand instanceof QueryExpression.Name
                || operand instanceof QueryExpression.Member
                || operand instanceof QueryExpression.Index;
        return path ? operand.accept(new ExpressionCompiler(selects, scope, null)) : compile(operand);
    }

    @Override
    public QueryEvaluator unary(QueryExpression.Unary unary) {
        return Operators.unary(unary.operator(), compile(unary.operand()));
    }

    @Override
    public QueryEvaluator binary(QueryExpression.Binary binary) {
        return Operators.binary(binary.operator(), compile(binary.left()), compile(binary.right()));
    }

    @Override
    public QueryEvaluator conditional(QueryExpression.Conditional conditional) {
        QueryEvaluator condition = compile(conditional.condition());
        QueryEvaluator yes = compile(conditional.yes());
        QueryEvaluator no = compile(conditional.no());
        return row -> condition.holds(row) ? yes.value(row) : no.value(row);
    }

    @Override
    public QueryEvaluator between(QueryExpression.Between between) {
        return Operators.between(
                compile(between.operand()), compile(between.low()), compile(between.high()), between.negated());
    }

    @Override
    public QueryEvaluator membership(QueryExpression.Membership membership) {
        return Operators.membership(compile(membership.operand()), compile(membership.choices()), membership.negated());
    }

    @Override
    public QueryEvaluator like(QueryExpression.Like like) {
        QueryEvaluator operand = compile(like.operand());
        QueryEvaluator pattern = compile(like.pattern());
        boolean negated = like.negated();
        boolean constant = like.pattern() instanceof Literal || like.pattern() instanceof QueryExpression.Parameter;
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
    public QueryEvaluator call(QueryExpression.Call call) {
        Aggregate aggregate = Aggregate.find(call.name());
        if (aggregate != null) {
            return aggregate(aggregate, call);
        }
        QueryFunction function = QueryFunctions.find(call);
        QueryEvaluator evaluator = function.bind(compile(call.arguments()));
        if (!function.isStatic()) {
            return evaluator;
        }
        JsonNode value = evaluator.value(null);
        return row -> value;
    }

    private QueryEvaluator aggregate(Aggregate aggregate, QueryExpression.Call call) {
        if (call.arguments().size() != 1) {
            throw QueryFunctions.wrongCount(call, 1, 1);
        }
        if (grouping == null) {
            throw new SqlException(
                    "SC2055",
                    call.start(),
                    call.end(),
                    "Cannot use aggregate '" + call.name().toUpperCase(Locale.ROOT)
                            + "' here: aggregates belong to the select list and do not nest.");
        }
        QueryEvaluator argument = new ExpressionCompiler(selects, scope, null)
                .compile(call.arguments().get(0));
        int slot = grouping.add(aggregate, argument);
        return row -> row[slot];
    }

    @Override
    public QueryEvaluator arrayLiteral(QueryExpression.ArrayLiteral array) {
        QueryEvaluator[] items = compile(array.items());
        return row -> {
            ArrayNode result = JsonNodeFactory.instance.arrayNode(items.length);
            for (QueryEvaluator item : items) {
                JsonNode value = item.value(row);
                if (value != null) {
                    result.add(value);
                }
            }
            return result;
        };
    }

    @Override
    public QueryEvaluator objectLiteral(QueryExpression.ObjectLiteral object) {
        int size = object.properties().size();
        String[] names = new String[size];
        QueryEvaluator[] values = new QueryEvaluator[size];
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
    public QueryEvaluator subquery(QueryExpression.Subquery subquery) {
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
