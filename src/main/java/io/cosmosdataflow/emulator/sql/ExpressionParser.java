package io.cosmosdataflow.emulator.sql;

import io.cosmosdataflow.emulator.sql.CosmosSqlParser.CoalescingContext;
import io.cosmosdataflow.emulator.sql.CosmosSqlParser.ConjunctionContext;
import io.cosmosdataflow.emulator.sql.CosmosSqlParser.DisjunctionContext;
import io.cosmosdataflow.emulator.sql.CosmosSqlParser.ExpressionContext;
import io.cosmosdataflow.emulator.sql.CosmosSqlParser.NegationContext;
import io.cosmosdataflow.emulator.sql.CosmosSqlParser.OperandContext;
import io.cosmosdataflow.emulator.sql.CosmosSqlParser.PredicateContext;
import io.cosmosdataflow.emulator.sql.CosmosSqlParser.TestContext;
import io.cosmosdataflow.emulator.sql.Expression.Binary;
import io.cosmosdataflow.emulator.sql.Expression.BinaryOperator;
import io.cosmosdataflow.emulator.sql.Expression.Literal;
import io.cosmosdataflow.emulator.sql.Expression.SubqueryKind;
import io.cosmosdataflow.emulator.sql.Expression.Unary;
import io.cosmosdataflow.emulator.sql.Expression.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** The scalar expressions of a parse tree. */
final class ExpressionParser extends CosmosSqlBaseVisitor<Expression> {
    private final SqlParser queries;

    ExpressionParser(SqlParser queries) {
        this.queries = queries;
    }

    Expression expression(ExpressionContext tree) {
        Expression first = coalescing(tree.coalescing());
        return tree.QUESTION() == null
                ? first
                : new Expression.Conditional(first, expression(tree.expression(0)), expression(tree.expression(1)));
    }

    private Expression coalescing(CoalescingContext tree) {
        List<Expression> parts = new ArrayList<>();
        for (DisjunctionContext each : tree.disjunction()) {
            parts.add(disjunction(each));
        }
        return chain(BinaryOperator.COALESCE, parts);
    }

    private Expression disjunction(DisjunctionContext tree) {
        List<Expression> parts = new ArrayList<>();
        for (ConjunctionContext each : tree.conjunction()) {
            parts.add(conjunction(each));
        }
        return chain(BinaryOperator.OR, parts);
    }

    private Expression conjunction(ConjunctionContext tree) {
        List<Expression> parts = new ArrayList<>();
        for (NegationContext each : tree.negation()) {
            parts.add(negation(each));
        }
        return chain(BinaryOperator.AND, parts);
    }

    private static Expression chain(BinaryOperator operator, List<Expression> parts) {
        Expression left = parts.get(0);
        for (Expression right : parts.subList(1, parts.size())) {
            left = new Binary(operator, left, right);
        }
        return left;
    }

    private Expression negation(NegationContext tree) {
        return tree.NOT() == null
                ? predicate(tree.predicate())
                : new Unary(UnaryOperator.NOT, negation(tree.negation()));
    }

    private Expression predicate(PredicateContext tree) {
        Expression left = operand(tree.operand());
        for (TestContext test : tree.test()) {
            left = test(left, test);
        }
        return left;
    }

    private Expression test(Expression left, TestContext tree) {
        if (tree instanceof CosmosSqlParser.ComparisonContext comparison) {
            return new Binary(BinaryOperator.of(comparison.op.getText()), left, operand(comparison.operand()));
        }
        if (tree instanceof CosmosSqlParser.MembershipContext in) {
            return new Expression.Membership(left, all(in.expression()), in.NOT() != null);
        }
        if (tree instanceof CosmosSqlParser.BetweenContext between) {
            return new Expression.Between(
                    left, operand(between.operand(0)), operand(between.operand(1)), between.NOT() != null);
        }
        CosmosSqlParser.LikeContext like = (CosmosSqlParser.LikeContext) tree;
        String escape = like.STRING() == null ? null : escape(like.STRING().getSymbol());
        return new Expression.Like(left, operand(like.operand()), escape, like.NOT() != null);
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

    private List<Expression> all(List<ExpressionContext> trees) {
        List<Expression> expressions = new ArrayList<>(trees.size());
        for (ExpressionContext tree : trees) {
            expressions.add(expression(tree));
        }
        return expressions;
    }

    private Expression operand(OperandContext tree) {
        return tree.accept(this);
    }

    @Override
    public Expression visitMember(CosmosSqlParser.MemberContext tree) {
        return new Expression.Member(
                operand(tree.operand()), tree.propertyName().getText());
    }

    @Override
    public Expression visitIndex(CosmosSqlParser.IndexContext tree) {
        return new Expression.Index(operand(tree.operand()), expression(tree.expression()));
    }

    @Override
    public Expression visitUnary(CosmosSqlParser.UnaryContext tree) {
        Expression operand = operand(tree.operand());
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
    public Expression visitBinary(CosmosSqlParser.BinaryContext tree) {
        return new Binary(BinaryOperator.of(tree.op.getText()), operand(tree.operand(0)), operand(tree.operand(1)));
    }

    @Override
    public Expression visitCall(CosmosSqlParser.CallContext tree) {
        return new Expression.Call(
                tree.IDENTIFIER().getText(),
                all(tree.expression()),
                tree.getStart().getStartIndex(),
                tree.getStop().getStopIndex() + 1);
    }

    @Override
    public Expression visitUserCall(CosmosSqlParser.UserCallContext tree) {
        throw new SqlException(
                "SC2037",
                tree.getStart().getStartIndex(),
                tree.getStop().getStopIndex() + 1,
                "User-defined function '" + tree.IDENTIFIER().getText() + "' could not be found.");
    }

    @Override
    public Expression visitArraySubquery(CosmosSqlParser.ArraySubqueryContext tree) {
        return new Expression.Subquery(SubqueryKind.ARRAY, queries.select(tree.select()));
    }

    @Override
    public Expression visitExistsSubquery(CosmosSqlParser.ExistsSubqueryContext tree) {
        return new Expression.Subquery(SubqueryKind.EXISTS, queries.select(tree.select()));
    }

    @Override
    public Expression visitScalarSubquery(CosmosSqlParser.ScalarSubqueryContext tree) {
        return new Expression.Subquery(SubqueryKind.SCALAR, queries.select(tree.select()));
    }

    @Override
    public Expression visitParenthesis(CosmosSqlParser.ParenthesisContext tree) {
        return expression(tree.expression());
    }

    @Override
    public Expression visitArrayLiteral(CosmosSqlParser.ArrayLiteralContext tree) {
        return new Expression.ArrayLiteral(all(tree.expression()));
    }

    @Override
    public Expression visitObjectLiteral(CosmosSqlParser.ObjectLiteralContext tree) {
        List<Expression.Property> properties = new ArrayList<>();
        tree.property().forEach(each -> {
            String name = each.STRING() == null
                    ? each.propertyName().getText()
                    : Strings.unquote(each.STRING().getSymbol());
            properties.add(new Expression.Property(name, expression(each.expression())));
        });
        return new Expression.ObjectLiteral(properties);
    }

    @Override
    public Expression visitConstant(CosmosSqlParser.ConstantContext tree) {
        return SqlParser.literal(tree.literal());
    }

    @Override
    public Expression visitParameter(CosmosSqlParser.ParameterContext tree) {
        return new Expression.Parameter(tree.PARAMETER().getText());
    }

    @Override
    public Expression visitName(CosmosSqlParser.NameContext tree) {
        return SqlParser.name(tree.IDENTIFIER());
    }
}
