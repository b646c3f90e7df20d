package io.cosmosdataflow.script;

import io.cosmosdataflow.script.Expression.ArrayLiteral;
import io.cosmosdataflow.script.Expression.Binary;
import io.cosmosdataflow.script.Expression.BooleanLiteral;
import io.cosmosdataflow.script.Expression.CacheCall;
import io.cosmosdataflow.script.Expression.Call;
import io.cosmosdataflow.script.Expression.ColumnName;
import io.cosmosdataflow.script.Expression.Element;
import io.cosmosdataflow.script.Expression.Field;
import io.cosmosdataflow.script.Expression.Interpolation;
import io.cosmosdataflow.script.Expression.LambdaVariable;
import io.cosmosdataflow.script.Expression.LocalName;
import io.cosmosdataflow.script.Expression.MapLiteral;
import io.cosmosdataflow.script.Expression.NullLiteral;
import io.cosmosdataflow.script.Expression.NumberLiteral;
import io.cosmosdataflow.script.Expression.ParameterName;
import io.cosmosdataflow.script.Expression.Parenthesized;
import io.cosmosdataflow.script.Expression.PatternSymbol;
import io.cosmosdataflow.script.Expression.Quote;
import io.cosmosdataflow.script.Expression.StructLiteral;
import io.cosmosdataflow.script.Expression.Text;
import io.cosmosdataflow.script.Expression.TypeAssertion;
import io.cosmosdataflow.script.Expression.Unary;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes an expression. Parentheses are part of the tree; where a tree that was not parsed lacks them, they
 * are added.
 */
final class ExpressionPrinter {

    /** Binds tighter than any operator between operands. */
    private static final int SIGN = 10;

    private static final int PRIMARY = 11;

    String print(Expression expression) {
        StringBuilder out = new StringBuilder();
        write(expression, out);
        return out.toString();
    }

    private static int tightness(Expression expression) {
        if (expression instanceof TypeAssertion) {
            return 0;
        }
        if (expression instanceof Binary binary) {
            return Precedence.of(binary.operator());
        }
        return expression instanceof Unary ? SIGN : PRIMARY;
    }

    private void write(Expression expression, int least, StringBuilder out) {
        if (tightness(expression) < least) {
            out.append('(');
            write(expression, out);
            out.append(')');
        } else {
            write(expression, out);
        }
    }

    private void write(Expression expression, StringBuilder out) {
        if (expression instanceof TypeAssertion assertion) {
            write(assertion.operand(), 0, out);
            out.append(" ? ").append(ScriptPrinter.print(assertion.type()));
        } else if (expression instanceof Binary binary) {
            int tightness = tightness(binary);
            write(binary.left(), tightness, out);
            out.append(' ').append(binary.operator()).append(' ');
            write(binary.right(), tightness + 1, out);
        } else if (expression instanceof Unary unary) {
            out.append(unary.operator());
            write(unary.operand(), SIGN, out);
        } else if (expression instanceof Field field) {
            write(field.parent(), PRIMARY, out);
            out.append('.').append(Quoted.name(field.name(), false));
        } else if (expression instanceof Element element) {
            write(element.parent(), PRIMARY, out);
            out.append('[');
            write(element.index(), out);
            out.append(']');
        } else if (expression instanceof Interpolation interpolation) {
            interpolation(interpolation, out);
        } else {
            out.append(primary(expression));
        }
    }

    private String primary(Expression expression) {
        if (expression instanceof Text text) {
            return text(text);
        }
        if (expression instanceof ColumnName column) {
            return column(column);
        }
        if (expression instanceof Call call) {
            return call.function() + "(" + arguments(call.arguments()) + ")";
        }
        if (expression instanceof CacheCall call) {
            return Quoted.name(call.sink(), false) + "#" + call.function() + "(" + list(call.arguments()) + ")";
        }
        if (expression instanceof Parenthesized parenthesized) {
            return "(" + print(parenthesized.expression()) + ")";
        }
        if (expression instanceof ArrayLiteral array) {
            return "[" + list(array.items()) + "]";
        }
        if (expression instanceof MapLiteral map) {
            return map.entries().stream()
                    .map(entry -> print(entry.key()) + " -> " + print(entry.value()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (expression instanceof StructLiteral struct) {
            return "@(" + arguments(struct.members()) + ")";
        }
        return word(expression);
    }

    private static String word(Expression expression) {
        if (expression instanceof NumberLiteral number) {
            return number.text();
        }
        if (expression instanceof BooleanLiteral literal) {
            return String.valueOf(literal.value());
        }
        if (expression instanceof NullLiteral) {
            return "null";
        }
        if (expression instanceof ParameterName parameter) {
            return "$" + Quoted.name(parameter.name(), false);
        }
        if (expression instanceof PatternSymbol pattern) {
            return pattern.symbol();
        }
        if (expression instanceof LambdaVariable variable) {
            return "#" + variable.name();
        }
        return ":" + Quoted.name(((LocalName) expression).name(), false);
    }

    private static String column(ColumnName column) {
        String streams = column.streams().stream()
                .map(stream -> Quoted.name(stream, false) + "@")
                .collect(Collectors.joining());
        return streams + Quoted.name(column.name(), column.streams().isEmpty());
    }

    private static String text(Text text) {
        return switch (text.quote()) {
            case SINGLE -> Quoted.single(text.value());
            case DOUBLE -> "\"" + Quoted.partOfDouble(text.value()) + "\"";
            case BACK -> "`" + text.value() + "`";
        };
    }

    private void interpolation(Interpolation interpolation, StringBuilder out) {
        out.append('"');
        for (Expression part : interpolation.parts()) {
            if (part instanceof Text text && text.quote() == Quote.DOUBLE) {
                out.append(Quoted.partOfDouble(text.value()));
            } else {
                out.append('{').append(print(part)).append('}');
            }
        }
        out.append('"');
    }

    private String arguments(List<Argument> arguments) {
        return arguments.stream()
                .map(argument -> ScriptPrinter.argument(argument, this))
                .collect(Collectors.joining(", "));
    }

    private String list(List<Expression> expressions) {
        return expressions.stream().map(this::print).collect(Collectors.joining(", "));
    }
}
