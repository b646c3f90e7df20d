package io.cosmosdataflow.script;

import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.script.DataFlowScriptParser.CacheCallContext;
import io.cosmosdataflow.script.DataFlowScriptParser.CallContext;
import io.cosmosdataflow.script.DataFlowScriptParser.ColumnContext;
import io.cosmosdataflow.script.DataFlowScriptParser.DoubleContext;
import io.cosmosdataflow.script.DataFlowScriptParser.ExpressionContext;
import io.cosmosdataflow.script.DataFlowScriptParser.HoleContext;
import io.cosmosdataflow.script.DataFlowScriptParser.ItemContext;
import io.cosmosdataflow.script.DataFlowScriptParser.LambdaContext;
import io.cosmosdataflow.script.DataFlowScriptParser.ListContext;
import io.cosmosdataflow.script.DataFlowScriptParser.LocalNameContext;
import io.cosmosdataflow.script.DataFlowScriptParser.NameContext;
import io.cosmosdataflow.script.DataFlowScriptParser.NumberContext;
import io.cosmosdataflow.script.DataFlowScriptParser.OperandContext;
import io.cosmosdataflow.script.DataFlowScriptParser.ParameterContext;
import io.cosmosdataflow.script.DataFlowScriptParser.ParenthesizedContext;
import io.cosmosdataflow.script.DataFlowScriptParser.PrimaryContext;
import io.cosmosdataflow.script.DataFlowScriptParser.RawContext;
import io.cosmosdataflow.script.DataFlowScriptParser.SelectionContext;
import io.cosmosdataflow.script.DataFlowScriptParser.SingleContext;
import io.cosmosdataflow.script.DataFlowScriptParser.StructContext;
import io.cosmosdataflow.script.DataFlowScriptParser.SymbolContext;
import io.cosmosdataflow.script.DataFlowScriptParser.TypeContext;
import io.cosmosdataflow.script.Expression.Binary;
import io.cosmosdataflow.script.Expression.Quote;
import io.cosmosdataflow.script.Expression.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns ANTLR's tree of an expression into the syntax tree, and binds operators by their precedence. */
final class ExpressionReader {

    private final TreeReader tree;

    ExpressionReader(TreeReader tree) {
        this.tree = tree;
    }

    Expression read(ExpressionContext context) {
        Expression expression = operators(context);
        List<TerminalNode> questions = context.QUESTION();
        for (int i = 0; i < questions.size(); i++) {
            TypeContext type = context.type(i);
            expression = new Expression.TypeAssertion(expression, tree.type(type), tree.at(context));
        }
        return expression;
    }

    /** The operators between operands, all of which bind to the left, without recursion. */
    private Expression operators(ExpressionContext context) {
        if (context.getChildCount() == 1) {
            return operand(context.operand(0));
        }
        Deque<Expression> operands = new ArrayDeque<>();
        Deque<Token> operators = new ArrayDeque<>();
        for (ParseTree child : context.children) {
            if (child instanceof OperandContext operand) {
                operands.push(operand(operand));
            } else if (child instanceof TerminalNode node
                    && node.getSymbol().getType() != DataFlowScriptParser.QUESTION) {
                Token operator = node.getSymbol();
                while (!operators.isEmpty()
                        && Precedence.of(operators.peek().getText()) >= Precedence.of(operator.getText())) {
                    bind(operands, operators.pop());
                }
                operators.push(operator);
            }
        }
        while (!operators.isEmpty()) {
            bind(operands, operators.pop());
        }
        return operands.pop();
    }

    private void bind(Deque<Expression> operands, Token operator) {
        Expression right = operands.pop();
        Expression left = operands.pop();
        operands.push(new Binary(operator.getText(), left, right, tree.at(operator)));
    }

    private Expression operand(OperandContext context) {
        Expression expression = primary(context.primary());
        for (SelectionContext selection : context.selection()) {
            Span span = tree.at(context.primary());
            expression = selection.name() != null
                    ? new Expression.Field(expression, TreeReader.name(selection.name()), span)
                    : new Expression.Element(expression, read(selection.expression()), span);
        }
        for (int i = context.getChildCount() - 1; i >= 0; i--) {
            if (context.getChild(i) instanceof TerminalNode sign) {
                expression = new Expression.Unary(sign.getText(), expression, tree.at(sign.getSymbol()));
            }
        }
        return expression;
    }

    private Expression primary(PrimaryContext context) {
        Span span = tree.at(context);
        if (context instanceof ColumnContext column) {
            return column(column, span);
        }
        if (context instanceof CallContext call) {
            return new Expression.Call(call.getStart().getText(), tree.arguments(call.arguments()), span);
        }
        if (context instanceof SingleContext) {
            return new Text(Quoted.unescapeSingle(inside(context.getStart())), Quote.SINGLE, span);
        }
        if (context instanceof NumberContext number) {
            return new Expression.NumberLiteral(number.getText(), span);
        }
        if (context instanceof DoubleContext text) {
            return interpolation(text, span);
        }
        if (context instanceof ParenthesizedContext parentheses) {
            return new Expression.Parenthesized(read(parentheses.expression()), span);
        }
        if (context instanceof ListContext list) {
            return list(list, span);
        }
        if (context instanceof StructContext struct) {
            return new Expression.StructLiteral(tree.arguments(struct.arguments()), span);
        }
        if (context instanceof CacheCallContext call) {
            return new Expression.CacheCall(
                    TreeReader.name(call.name()),
                    call.LAMBDA().getText().substring(1),
                    call.expression().stream().map(this::read).toList(),
                    span);
        }
        return simple(context, span);
    }

    private static Expression simple(PrimaryContext context, Span span) {
        String written = context.getStart().getText();
        if (context instanceof ParameterContext) {
            return new Expression.ParameterName(Quoted.name(written.substring(1)), span);
        }
        if (context instanceof SymbolContext) {
            return new Expression.PatternSymbol(written, span);
        }
        if (context instanceof LambdaContext) {
            return new Expression.LambdaVariable(written.substring(1), span);
        }
        if (context instanceof LocalNameContext local) {
            return new Expression.LocalName(TreeReader.name(local.name()), span);
        }
        if (context instanceof RawContext) {
            return new Text(inside(context.getStart()), Quote.BACK, span);
        }
        throw new IllegalStateException(context.getClass().getSimpleName());
    }

    private static String inside(Token quoted) {
        String written = quoted.getText();
        return written.substring(1, written.length() - 1);
    }

    private static Expression column(ColumnContext context, Span span) {
        List<NameContext> names = context.name();
        String written = context.getText();
        switch (written) {
            case "true", "false" -> {
                return new Expression.BooleanLiteral(written.equals("true"), span);
            }
            case "null" -> {
                return new Expression.NullLiteral(span);
            }
            default -> {
                List<String> streams = names.size() == 1
                        ? List.of()
                        : names.subList(0, names.size() - 1).stream()
                                .map(TreeReader::name)
                                .toList();
                return new Expression.ColumnName(streams, TreeReader.name(names.get(names.size() - 1)), span);
            }
        }
    }

    private Expression interpolation(DoubleContext context, Span span) {
        List<Expression> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Span start = span;
        for (ParseTree child : context.children) {
            if (child instanceof HoleContext hole) {
                addText(parts, plain, start);
                parts.add(hole(hole));
            } else if (((TerminalNode) child).getSymbol().getType() == DataFlowScriptParser.TEXT) {
                start = plain.isEmpty() ? tree.at(((TerminalNode) child).getSymbol()) : start;
                plain.append(Quoted.unescapeDouble(child.getText()));
            }
        }
        if (parts.isEmpty()) {
            return new Text(plain.toString(), Quote.DOUBLE, span);
        }
        addText(parts, plain, start);
        return new Expression.Interpolation(parts, span);
    }

    /** A text in a hole becomes one in single quotes: those in double quotes are the parts between the holes. */
    private Expression hole(HoleContext context) {
        Expression value = read(context.expression());
        return value instanceof Text text && text.quote() == Quote.DOUBLE
                ? new Text(text.value(), Quote.SINGLE, text.span())
                : value;
    }

    private static void addText(List<Expression> parts, StringBuilder plain, Span start) {
        if (!plain.isEmpty()) {
            parts.add(new Text(plain.toString(), Quote.DOUBLE, start));
            plain.setLength(0);
        }
    }

    private Expression list(ListContext context, Span span) {
        List<ItemContext> items = context.item();
        boolean map = !items.isEmpty() && items.get(0).ENTRY() != null;
        List<Expression> values = new ArrayList<>();
        List<Expression.MapEntry> entries = new ArrayList<>();
        for (ItemContext item : items) {
            Expression first = read(item.expression(0));
            if ((item.ENTRY() != null) != map) {
                throw new Mistake(
                        item.getStart().getStartIndex(),
                        map ? "This entry of the map has no key." : "This item of the array is an entry of a map.",
                        "Write '->' between key and value of all entries, or of none.");
            }
            if (map) {
                entries.add(new Expression.MapEntry(first, read(item.expression(1))));
            } else {
                values.add(first);
            }
        }
        return map ? new Expression.MapLiteral(entries, span) : new Expression.ArrayLiteral(values, span);
    }
}
