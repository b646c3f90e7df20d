package io.cosmosdataflow.emulator.sql.syntax;

import io.cosmosdataflow.emulator.sql.value.Aggregate;
import java.util.List;

/** Whether an expression has an aggregate of its own; those of its subqueries do not count. */
public final class AggregateFinder implements QueryExpression.Visitor<Boolean> {
    private static final AggregateFinder FINDER = new AggregateFinder();

    private AggregateFinder() {}

    public static boolean finds(QueryExpression expression) {
        return expression.accept(FINDER);
    }

    public static boolean finds(Select.Projection projection) {
        if (projection instanceof Select.SingleValue single) {
            return finds(single.expression());
        }
        return projection instanceof Select.Items items
                && items.items().stream().anyMatch(item -> finds(item.expression()));
    }

    private static boolean any(List<QueryExpression> expressions) {
        return expressions.stream().anyMatch(AggregateFinder::finds);
    }

    @Override
    public Boolean literal(QueryExpression.Literal literal) {
        return false;
    }

    @Override
    public Boolean parameter(QueryExpression.Parameter parameter) {
        return false;
    }

    @Override
    public Boolean name(QueryExpression.Name name) {
        return false;
    }

    @Override
    public Boolean member(QueryExpression.Member member) {
        return finds(member.operand());
    }

    @Override
    public Boolean index(QueryExpression.Index index) {
        return finds(index.operand()) || finds(index.position());
    }

    @Override
    public Boolean unary(QueryExpression.Unary unary) {
        return finds(unary.operand());
    }

    @Override
    public Boolean binary(QueryExpression.Binary binary) {
        return finds(binary.left()) || finds(binary.right());
    }

    @Override
    public Boolean conditional(QueryExpression.Conditional conditional) {
        return finds(conditional.condition()) || finds(conditional.yes()) || finds(conditional.no());
    }

    @Override
    public Boolean between(QueryExpression.Between between) {
        return finds(between.operand()) || finds(between.low()) || finds(between.high());
    }

    @Override
    public Boolean membership(QueryExpression.Membership membership) {
        return finds(membership.operand()) || any(membership.choices());
    }

    @Override
    public Boolean like(QueryExpression.Like like) {
        return finds(like.operand()) || finds(like.pattern());
    }

    @Override
    public Boolean call(QueryExpression.Call call) {
        return Aggregate.find(call.name()) != null || any(call.arguments());
    }

    @Override
    public Boolean arrayLiteral(QueryExpression.ArrayLiteral array) {
        return any(array.items());
    }

    @Override
    public Boolean objectLiteral(QueryExpression.ObjectLiteral object) {
        return object.properties().stream().anyMatch(property -> finds(property.value()));
    }

    @Override
    public Boolean subquery(QueryExpression.Subquery subquery) {
        return false;
    }
}
