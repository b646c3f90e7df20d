package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.definition.json.WrittenNumber;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.expression.PipelineExpression.Call;
import io.cosmosdataflow.expression.PipelineExpression.Literal;
import io.cosmosdataflow.expression.PipelineExpression.Selection;
import io.cosmosdataflow.expression.PipelineExpressionParser.CallContext;
import io.cosmosdataflow.expression.PipelineExpressionParser.ElementContext;
import io.cosmosdataflow.expression.PipelineExpressionParser.NumberContext;
import io.cosmosdataflow.expression.PipelineExpressionParser.OperandContext;
import io.cosmosdataflow.expression.PipelineExpressionParser.PrimaryContext;
import io.cosmosdataflow.expression.PipelineExpressionParser.PropertyContext;
import io.cosmosdataflow.expression.PipelineExpressionParser.SelectionContext;
import io.cosmosdataflow.expression.PipelineExpressionParser.TextContext;
import io.cosmosdataflow.expression.PipelineExpressionParser.WordContext;
import io.cosmosdataflow.expression.function.PipelineFunction;
import io.cosmosdataflow.expression.function.PipelineFunctions;
import io.cosmosdataflow.expression.function.PipelineMathFunctions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** Reads one expression of a text. The first mistake in its syntax, and all in its names, are reported. */
final class ExpressionParser {

    private final String source;
    private final int base;
    private final Positions positions;
    private final Issues issues;
    private boolean failed;

    private ExpressionParser(String source, int base, Positions positions, Issues issues) {
        this.source = source;
        this.base = base;
        this.positions = positions;
        this.issues = issues;
    }

    /**
     * @param source the expression without {@code @}
     * @param base where it starts in the text of {@code positions}
     */
    static Optional<PipelineExpression> parse(String source, int base, Positions positions, Issues issues) {
        return new ExpressionParser(source, base, positions, issues).parse();
    }

    private Optional<PipelineExpression> parse() {
        if (source.isBlank()) {
            fail(0, "The expression is empty.", "Write one, or write @@ for a text that starts with @.");
            return Optional.empty();
        }
        OptionalInt tooDeep = ExpressionDepth.exceededAt(source);
        if (tooDeep.isPresent()) {
            fail(
                    tooDeep.getAsInt(),
                    "The expression is nested deeper than " + ExpressionDepth.MOST_LEVELS + " levels.",
                    "");
            return Optional.empty();
        }
        PipelineExpressionLexer lexer = new PipelineExpressionLexer(CharStreams.fromString(source));
        PipelineExpressionParser parser = new PipelineExpressionParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException cause) {
                unexpected((Token) symbol);
            }
        });
        OperandContext operand = parser.whole().operand();
        return failed ? Optional.empty() : Optional.of(operand(operand)).filter(expression -> !failed);
    }

    private void unexpected(Token token) {
        String text = token.getText();
        int offset = offset(token);
        if (token.getType() == Token.EOF) {
            fail(offset, "The expression ends too early.", "A closing parenthesis or an argument may be missing.");
        } else if (token.getType() == PipelineExpressionLexer.UNENDED_STRING) {
            fail(offset, "The text that starts here has no closing quote.", "Write a quote inside a text twice.");
        } else if (text.equals("\"")) {
            fail(offset, "Texts are written in single quotes.", "");
        } else if ("+-*/%=<>!&|".contains(text)) {
            fail(
                    offset,
                    "'" + text + "' is not expected here: there are functions instead of operators.",
                    "Use add, sub, mul, div, concat, equals, and, or, not, ...");
        } else {
            fail(
                    offset,
                    "'" + text + "' is not expected here.",
                    "Write @{..} around an expression inside a text, and single quotes around texts in an expression.");
        }
    }

    private void fail(int offset, String message, String hint) {
        if (!failed) {
            failed = true;
            issues.error(ErrorCode.ExpressionSyntax, positions.at(base + offset), message, hint);
        }
    }

    private PipelineExpression operand(OperandContext context) {
        PipelineExpression expression = primary(context.primary());
        for (SelectionContext selection : context.selection()) {
            expression = select(expression, selection);
        }
        return expression;
    }

    private PipelineExpression select(PipelineExpression target, SelectionContext context) {
        if (context instanceof PropertyContext property) {
            Token name = property.NAME().getSymbol();
            Literal key = new Literal(base + offset(name), TextNode.valueOf(name.getText()));
            return new Selection(key.offset(), target, key, property.safe != null);
        }
        ElementContext element = (ElementContext) context;
        PipelineExpression key = operand(element.operand());
        return new Selection(key.offset(), target, key, element.safe != null);
    }

    private PipelineExpression primary(PrimaryContext context) {
        int offset = base + offset(context.getStart());
        if (context instanceof CallContext call) {
            return call(call, offset);
        }
        if (context instanceof TextContext) {
            String quoted = context.getText();
            return new Literal(
                    offset,
                    TextNode.valueOf(quoted.substring(1, quoted.length() - 1).replace("''", "'")));
        }
        if (context instanceof NumberContext) {
            return new Literal(offset, number(context));
        }
        return new Literal(offset, word((WordContext) context));
    }

    private JsonNode number(PrimaryContext context) {
        String digits = context.getText();
        Optional<BigDecimal> value = WrittenNumber.read(digits);
        if (value.isEmpty()) {
            fail(
                    offset(context.getStart()),
                    "The number that starts here is too long, or too far from 1.",
                    WrittenNumber.LIMITS);
            return NullNode.getInstance();
        }
        return PipelineMathFunctions.node(value.get(), digits.matches("[+-]?\\d+"));
    }

    private JsonNode word(WordContext context) {
        String word = context.getText();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case "null" -> NullNode.getInstance();
            default -> {
                String hint = PipelineFunctions.find(word)
                        .map(function -> "Did you mean '" + function.signature() + "'?")
                        .orElse("Write a text in single quotes: '" + word + "'.");
                fail(offset(context.getStart()), "'" + word + "' is no value.", hint);
                yield NullNode.getInstance();
            }
        };
    }

    private PipelineExpression call(CallContext context, int offset) {
        String name = context.NAME().getText();
        Optional<PipelineFunction> function = PipelineFunctions.find(name);
        List<PipelineExpression> arguments =
                context.operand().stream().map(this::operand).toList();
        if (function.isEmpty()) {
            issues.error(
                    ErrorCode.ExpressionInvalid,
                    positions.at(offset),
                    "There is no function '" + name + "'.",
                    NearestNames.hint(name, PipelineFunctions.names()));
        } else if (arguments.size() < function.get().fewest()
                || arguments.size() > function.get().most()) {
            issues.error(
                    ErrorCode.ExpressionInvalid,
                    positions.at(offset),
                    "'" + function.get().name() + "' takes " + function.get().expected() + ", not " + arguments.size()
                            + ".",
                    "Write " + function.get().signature() + ".");
            return new Call(offset, name, Optional.empty(), arguments);
        }
        return new Call(offset, name, function, arguments);
    }

    /** ANTLR counts code points. */
    private int offset(Token token) {
        return source.offsetByCodePoints(0, Math.min(token.getStartIndex(), source.codePointCount(0, source.length())));
    }
}
