package io.cosmosdataflow.emulator.sql.syntax;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.CountContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.FromClauseContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.InputContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.LiteralContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.PathStepContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.ProjectionContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.SelectContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.SourceContext;
import io.cosmosdataflow.emulator.sql.syntax.CosmosSqlParser.WhereClauseContext;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.Literal;
import io.cosmosdataflow.emulator.sql.syntax.Select.Count;
import io.cosmosdataflow.emulator.sql.syntax.Select.Direction;
import io.cosmosdataflow.emulator.sql.syntax.Select.Input;
import io.cosmosdataflow.emulator.sql.syntax.Select.Projection;
import io.cosmosdataflow.emulator.sql.syntax.Select.RowLimits;
import io.cosmosdataflow.emulator.sql.syntax.Select.Source;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Text in, syntax tree out. */
public final class SqlParser {
    /** The largest number of rows that TOP, OFFSET and LIMIT take. Source: the service's plans. */
    private static final long MAX_COUNT = 0xFFFFFFFFL;

    private final QueryExpressionParser expressions = new QueryExpressionParser(this);

    public static Select query(String text) {
        return new SqlParser().select(parser(text).query().select());
    }

    /** The FROM and WHERE of a patch's condition, as a query that gives a row where the condition holds. */
    public static Select patchCondition(String text) {
        CosmosSqlParser.PatchConditionContext tree = parser(text).patchCondition();
        SqlParser parser = new SqlParser();
        return new Select(
                false,
                new Select.SingleValue(new Literal(BooleanNode.TRUE)),
                parser.inputs(tree.fromClause()),
                parser.where(tree.whereClause()),
                List.of(),
                List.of(),
                RowLimits.NONE);
    }

    private static CosmosSqlParser parser(String text) {
        SyntaxErrors errors = new SyntaxErrors(text);
        CosmosSqlLexer lexer = new CosmosSqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(errors);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        QueryDepth.check(tokens.getTokens());
        CosmosSqlParser parser = new CosmosSqlParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(errors);
        return parser;
    }

    Select select(SelectContext tree) {
        Count top = tree.topClause() == null ? null : count(tree.topClause().count(), "TOP");
        List<QueryExpression> groupBy = new ArrayList<>();
        if (tree.groupByClause() != null) {
            tree.groupByClause().expression().forEach(each -> groupBy.add(expressions.expression(each)));
        }
        List<Select.OrderKey> orderBy = new ArrayList<>();
        if (tree.orderByClause() != null) {
            tree.orderByClause()
                    .orderKey()
                    .forEach(each -> orderBy.add(
                            new Select.OrderKey(expressions.expression(each.expression()), direction(each.direction))));
        }
        Count offset = null;
        Count limit = null;
        if (tree.offsetLimitClause() != null) {
            offset = count(tree.offsetLimitClause().offset, "OFFSET");
            limit = count(tree.offsetLimitClause().limit, "LIMIT");
        }
        return new Select(
                tree.DISTINCT() != null,
                projection(tree.projection()),
                inputs(tree.fromClause()),
                where(tree.whereClause()),
                groupBy,
                orderBy,
                new RowLimits(top, offset, limit));
    }

    private static Direction direction(Token token) {
        if (token == null) {
            return Direction.UNSAID;
        }
        return token.getType() == CosmosSqlParser.ASC ? Direction.ASC : Direction.DESC;
    }

    private static Count count(CountContext tree, String clause) {
        Token token = tree.getStart();
        int start = token.getStartIndex();
        int end = token.getStopIndex() + 1;
        if (tree.PARAMETER() != null) {
            return new Count(-1, token.getText(), start, end);
        }
        if (!token.getText().chars().allMatch(Character::isDigit)) {
            throw new SqlException(
                    "SC1001", start, end, "Syntax error, incorrect syntax near '" + token.getText() + "'.");
        }
        String digits = token.getText();
        if (digits.length() > 18 || Long.parseLong(digits) > MAX_COUNT) {
            throw new SqlException(
                    "SC2062", start, end, "The " + clause + " count value exceeds the maximum allowed value.");
        }
        return new Count(Long.parseLong(digits), null, start, end);
    }

    private Projection projection(ProjectionContext tree) {
        if (tree instanceof CosmosSqlParser.EverythingContext) {
            Token star = tree.getStart();
            return new Select.Everything(star.getStartIndex(), star.getStopIndex() + 1);
        }
        if (tree instanceof CosmosSqlParser.SingleValueContext single) {
            return new Select.SingleValue(expressions.expression(single.expression()));
        }
        List<Select.Item> items = new ArrayList<>();
        ((CosmosSqlParser.ItemsContext) tree)
                .selectItem()
                .forEach(each ->
                        items.add(new Select.Item(expressions.expression(each.expression()), text(each.IDENTIFIER()))));
        return new Select.Items(items);
    }

    private QueryExpression where(WhereClauseContext tree) {
        return tree == null ? null : expressions.expression(tree.expression());
    }

    private List<Input> inputs(FromClauseContext tree) {
        List<Input> inputs = new ArrayList<>();
        if (tree != null) {
            for (InputContext each : tree.input()) {
                inputs.add(input(each));
            }
        }
        return inputs;
    }

    private Input input(InputContext tree) {
        if (tree instanceof CosmosSqlParser.IteratedInputContext iterated) {
            return new Input(source(iterated.source()), iterated.IDENTIFIER().getText(), true);
        }
        CosmosSqlParser.AliasedInputContext aliased = (CosmosSqlParser.AliasedInputContext) tree;
        return new Input(source(aliased.source()), text(aliased.IDENTIFIER()), false);
    }

    private Source source(SourceContext tree) {
        if (tree instanceof CosmosSqlParser.QuerySourceContext query) {
            return new Select.QuerySource(select(query.select()));
        }
        CosmosSqlParser.PathSourceContext path = (CosmosSqlParser.PathSourceContext) tree;
        List<Literal> steps = new ArrayList<>();
        for (PathStepContext step : path.pathStep()) {
            steps.add(step(step));
        }
        return new Select.PathSource(name(path.IDENTIFIER()), steps);
    }

    private static Literal step(PathStepContext tree) {
        if (tree.propertyName() != null) {
            return new Literal(TextNode.valueOf(tree.propertyName().getText()));
        }
        return tree.STRING() != null
                ? new Literal(TextNode.valueOf(Strings.unquote(tree.STRING().getSymbol())))
                : new Literal(Values.number(tree.NUMBER().getText()));
    }

    static QueryExpression.Name name(TerminalNode node) {
        Token token = node.getSymbol();
        return new QueryExpression.Name(token.getText(), token.getStartIndex(), token.getStopIndex() + 1);
    }

    static Literal literal(LiteralContext tree) {
        Token token = tree.getStart();
        return switch (token.getType()) {
            case CosmosSqlParser.STRING -> new Literal(TextNode.valueOf(Strings.unquote(token)));
            case CosmosSqlParser.NUMBER -> new Literal(Values.number(token.getText()));
            case CosmosSqlParser.TRUE -> new Literal(BooleanNode.TRUE);
            case CosmosSqlParser.FALSE -> new Literal(BooleanNode.FALSE);
            case CosmosSqlParser.NULL -> new Literal(NullNode.instance);
            default -> new Literal(null);
        };
    }

    private static String text(TerminalNode node) {
        return node == null ? null : node.getText();
    }
}
