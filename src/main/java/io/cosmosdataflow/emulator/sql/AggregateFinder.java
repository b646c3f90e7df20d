package io.cosmosdataflow.emulator.sql;

import java.util.List;

/** Whether an expression has an aggregate of its own; those of its subqueries do not count. */
final class AggregateFinder implements Expression.Visitor<Boolean> {
    private static final AggregateFinder FINDER = new AggregateFinder();

    private AggregateFinder() {}

    static boolean finds(Expression expression) {
        return expression.accept(FINDER);
    }

    static boolean finds(Select.Projection projection) {
        if (projection instanceof Select.SingleValue single) {
            return finds(single.expression());
        }
        return projection instanceof Select.Items items
                && items.items().stream().anyMatch(item -> finds(item.expression()));
    }

    private static boolean any(List<Expression> expressions) {
        return expressions.stream().anyMatch(AggregateFinder::finds);
    }

    @Override
    public Boolean literal(Expression.Literal literal) {
        return false;
    }

    @Override
    public Boolean parameter(Expression.Parameter parameter) {
        return false;
    }

    @Override
    public Boolean name(Expression.Name name) {
        return false;
    }

    @Override
    public Boolean member(Expression.Member member) {
        return finds(member.operand());
    }

    @Override
    public Boolean index(Expression.Index index) {
        return finds(index.operand()) || finds(index.position());
    }

    @Override
    public Boolean unary(Expression.Unary unary) {
        return finds(unary.operand());
    }

    @Override
    public Boolean binary(Expression.Binary binary) {
        return finds(binary.left()) || finds(binary.right());
    }

    @Override
    public Boolean conditional(Expression.Conditional conditional) {
        return finds(conditional.condition()) || finds(conditional.yes()) || finds(conditional.no());
    }

    @Override
    public Boolean between(Expression.Between between) {
        return finds(between.operand()) || finds(between.low()) || finds(between.high());
    }

    @Override
    public Boolean membership(Expression.Membership membership) {
        return finds(membership.operand()) || any(membership.choices());
    }

    @Override
    public Boolean like(Expression.Like like) {
        return finds(like.operand()) || finds(like.pattern());
    }

    @Override
    public Boolean call(Expression.Call call) {
        return Aggregate.find(call.name()) != null || any(call.arguments());
    }

    @Override
    public Boolean arrayLiteral(Expression.ArrayLiteral array) {
        return any(array.items());
    }

    @Override
    public Boolean objectLiteral(Expression.ObjectLiteral object) {
        return object.properties().stream().anyMatch(property -> finds(property.value()));
    }

    @Override
    public Boolean subquery(Expression.Subquery subquery) {
        return false;
    }
}
