package io.cosmosdataflow.emulator.sql.syntax;

import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.CoalescingContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.ConjunctionContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.DisjunctionContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.ExpressionContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.NegationContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.OperandContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.PredicateContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.TestContext;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Binary;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.BinaryOperator;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Literal;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.SubqueryKind;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Unary;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.UnaryOperator;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** The scalar expressions of a parse tree. */
final class QueryExpressionParser extends CosmosSqlBaseVisitor<QueryExpression> {
    private final SqlParser queries;

    QueryExpressionParser(SqlParser queries) {
        this.queries = queries;
    }

    QueryExpression expression(ExpressionContext tree) {
        QueryExpression first = coalescing(tree.coalescing());
        return tree.QUESTION() == null
                ? first
                : new QueryExpression.Conditional(
                        first, expression(tree.expression(0)), expression(tree.expression(1)));
    }

    private QueryExpression coalescing(CoalescingContext tree) {
        List<QueryExpression> parts = new ArrayList<>();
        for (DisjunctionContext each : tree.disjunction()) {
            parts.add(disjunction(each));
        }
        return chain(BinaryOperator.COALESCE, parts);
    }

    private QueryExpression disjunction(DisjunctionContext tree) {
        List<QueryExpression> parts = new ArrayList<>();
        for (ConjunctionContext each : tree.conjunction()) {
            parts.add(conjunction(each));
        }
        return chain(BinaryOperator.OR, parts);
    }

    private QueryExpression conjunction(ConjunctionContext tree) {
        List<QueryExpression> parts = new ArrayList<>();
        for (NegationContext each : tree.negation()) {
            parts.add(negation(each));
        }
        return chain(BinaryOperator.AND, parts);
    }

    private static QueryExpression chain(BinaryOperator operator, List<QueryExpression> parts) {
        QueryExpression left = parts.get(0);
        for (QueryExpression right : parts.subList(1, parts.size())) {
            left = new Binary(operator, left, right);
        }
        return left;
    }

    private QueryExpression negation(NegationContext tree) {
        return tree.NOT() == null
                ? predicate(tree.predicate())
                : new Unary(UnaryOperator.NOT, negation(tree.negation()));
    }

    private QueryExpression predicate(PredicateContext tree) {
        QueryExpression left = operand(tree.operand());
        for (TestContext test : tree.test()) {
            left = test(left, test);
        }
        return left;
    }

    private QueryExpression test(QueryExpression left, TestContext tree) {
        if (tree instanceof CosmosSqlParser.ComparisonContext comparison) {
            return new Binary(BinaryOperator.of(comparison.op.getText()), left, operand(comparison.operand()));
        }
        if (tree instanceof CosmosSqlParser.MembershipContext in) {
            return new QueryExpression.Membership(left, all(in.expression()), in.NOT() != null);
        }
        if (tree instanceof CosmosSqlParser.BetweenContext between) {
            return new QueryExpression.Between(
                    left, operand(between.operand(0)), operand(between.operand(1)), between.NOT() != null);
        }
        CosmosSqlParser.LikeContext like = (CosmosSqlParser.LikeContext) tree;
        String escape = like.STRING() == null ? null : escape(like.STRING().getSymbol());
        return new QueryExpression.Like(left, operand(like.operand()), escape, like.NOT() != null);
    }

    private static String escape(Token token) {
        String escape = Strings.unquote(token);
        if (escape.length() != 1) {
            throw new SqlException(
                    "SC1001",
                    token.getStartIndex(),
                    token.getStopIndex() + 1,
                    "Syntax error, incorrect syntax near '" + token.getText() + "'.");
        }
        return escape;
    }

    private List<QueryExpression> all(List<ExpressionContext> trees) {
        List<QueryExpression> expressions = new ArrayList<>(trees.size());
        for (ExpressionContext tree : trees) {
            expressions.add(expression(tree));
        }
        return expressions;
    }

    private QueryExpression operand(OperandContext tree) {
        return tree.accept(this);
    }

    @Override
    public QueryExpression visitMember(CosmosSqlParser.MemberContext tree) {
        return new QueryExpression.Member(
                operand(tree.operand()), tree.propertyName().getText());
    }

    @Override
    public QueryExpression visitIndex(CosmosSqlParser.IndexContext tree) {
        return new QueryExpression.Index(operand(tree.operand()), expression(tree.expression()));
    }

    @Override
    public QueryExpression visitUnary(CosmosSqlParser.UnaryContext tree) {
        QueryExpression operand = operand(tree.operand());
        if (tree.op.getType() == CosmosSqlParser.PLUS) {
            return new Unary(UnaryOperator.PLUS, operand);
        }
        if (tree.op.getType() == CosmosSqlParser.TILDE) {
            return new Unary(UnaryOperator.COMPLEMENT, operand);
        }
        boolean literal = operand instanceof Literal number
                && number.value() != null
                && number.value().isNumber()
                && !number.value().asText().startsWith("-");
        return literal
                ? new Literal(Values.number("-" + ((Literal) operand).value().asText()))
                : new Unary(UnaryOperator.MINUS, operand);
    }

    @Override
    public QueryExpression visitBinary(CosmosSqlParser.BinaryContext tree) {
        return new Binary(BinaryOperator.of(tree.op.getText()), operand(tree.operand(0)), operand(tree.operand(1)));
    }

    @Override
    public QueryExpression visitCall(CosmosSqlParser.CallContext tree) {
        return new QueryExpression.Call(
                tree.IDENTIFIER().getText(),
                all(tree.expression()),
                tree.getStart().getStartIndex(),
                tree.getStop().getStopIndex() + 1);
    }

    @Override
    public QueryExpression visitUserCall(CosmosSqlParser.UserCallContext tree) {
        throw new SqlException(
                "SC2037",
                tree.getStart().getStartIndex(),
                tree.getStop().getStopIndex() + 1,
                "User-defined function '" + tree.IDENTIFIER().getText() + "' could not be found.");
    }

    @Override
    public QueryExpression visitArraySubquery(CosmosSqlParser.ArraySubqueryContext tree) {
        return new QueryExpression.Subquery(SubqueryKind.ARRAY, queries.select(tree.select()));
    }

    @Override
    public QueryExpression visitExistsSubquery(CosmosSqlParser.ExistsSubqueryContext tree) {
        return new QueryExpression.Subquery(SubqueryKind.EXISTS, queries.select(tree.select()));
    }

    @Override
    public QueryExpression visitScalarSubquery(CosmosSqlParser.ScalarSubqueryContext tree) {
        return new QueryExpression.Subquery(SubqueryKind.SCALAR, queries.select(tree.select()));
    }

    @Override
    public QueryExpression visitParenthesis(CosmosSqlParser.ParenthesisContext tree) {
        return expression(tree.expression());
    }

    @Override
    public QueryExpression visitArrayLiteral(CosmosSqlParser.ArrayLiteralContext tree) {
        return new QueryExpression.ArrayLiteral(all(tree.expression()));
    }

    @Override
    public QueryExpression visitObjectLiteral(CosmosSqlParser.ObjectLiteralContext tree) {
        List<QueryExpression.Property> properties = new ArrayList<>();
        tree.property().forEach(each -> {
            String name = each.STRING() == null
                    ? each.propertyName().getText()
                    : Strings.unquote(each.STRING().getSymbol());
            properties.add(new QueryExpression.Property(name, expression(each.expression())));
        });
        return new QueryExpression.ObjectLiteral(properties);
    }

    @Override
    public QueryExpression visitConstant(CosmosSqlParser.ConstantContext tree) {
        return SqlParser.literal(tree.literal());
    }

    @Override
    public QueryExpression visitParameter(CosmosSqlParser.ParameterContext tree) {
        return new QueryExpression.Parameter(tree.PARAMETER().getText());
    }

    @Override
    public QueryExpression visitName(CosmosSqlParser.NameContext tree) {
        return SqlParser.name(tree.IDENTIFIER());
    }
}
