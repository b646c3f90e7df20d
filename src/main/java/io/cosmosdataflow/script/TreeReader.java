package io.cosmosdataflow.script;

import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.script.DataFlowScriptParser.ArgumentContext;
import io.cosmosdataflow.script.DataFlowScriptParser.ArgumentsContext;
import io.cosmosdataflow.script.DataFlowScriptParser.BaseContext;
import io.cosmosdataflow.script.DataFlowScriptParser.BranchesContext;
import io.cosmosdataflow.script.DataFlowScriptParser.DecimalTypeContext;
import io.cosmosdataflow.script.DataFlowScriptParser.DefinitionContext;
import io.cosmosdataflow.script.DataFlowScriptParser.FieldContext;
import io.cosmosdataflow.script.DataFlowScriptParser.FormatContext;
import io.cosmosdataflow.script.DataFlowScriptParser.LocalContext;
import io.cosmosdataflow.script.DataFlowScriptParser.MapTypeContext;
import io.cosmosdataflow.script.DataFlowScriptParser.NameContext;
import io.cosmosdataflow.script.DataFlowScriptParser.PlainContext;
import io.cosmosdataflow.script.DataFlowScriptParser.PropertyContext;
import io.cosmosdataflow.script.DataFlowScriptParser.StreamContext;
import io.cosmosdataflow.script.DataFlowScriptParser.StructTypeContext;
import io.cosmosdataflow.script.DataFlowScriptParser.TypeContext;
import io.cosmosdataflow.script.DataFlowScriptParser.WholeFunctionContext;
import io.cosmosdataflow.script.DataFlowScriptParser.WholeParameterContext;
import io.cosmosdataflow.script.DataFlowScriptParser.WholeStatementContext;
import io.cosmosdataflow.script.Script.LibraryFunction;
import io.cosmosdataflow.script.Script.Parameter;
import io.cosmosdataflow.script.Script.Statement;
import io.cosmosdataflow.script.Script.StreamReference;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns ANTLR's tree of a statement, a parameter or a function into the syntax tree. */
final class TreeReader {

    private final ScriptText text;
    private final ExpressionReader expressions = new ExpressionReader(this);

    TreeReader(ScriptText text) {
        this.text = text;
    }

    Expression expression(DataFlowScriptParser.ExpressionContext context) {
        return expressions.read(context);
    }

    Statement statement(WholeStatementContext context) {
        return new Statement(
                context.stream().stream().map(this::stream).toList(),
                name(context.transformation),
                arguments(context.arguments()),
                name(context.output),
                branches(context.branches()),
                at(context),
                at(context.transformation),
                at(context.output));
    }

    private StreamReference stream(StreamContext context) {
        Optional<String> branch = context.name().size() > 1 ? Optional.of(name(context.name(1))) : Optional.empty();
        return new StreamReference(name(context.name(0)), branch, at(context));
    }

    private static List<String> branches(BranchesContext context) {
        return context == null
                ? List.of()
                : context.name().stream().map(TreeReader::name).toList();
    }

    Parameter parameter(WholeParameterContext context) {
        Optional<Expression> value = Optional.ofNullable(context.expression()).map(this::expression);
        return new Parameter(name(context.name()), type(context.type()), value, at(context));
    }

    LibraryFunction function(WholeFunctionContext context) {
        List<ScriptType> types = context.type().stream().map(this::type).toList();
        int last = types.size() - 1;
        return new LibraryFunction(
                name(context.name()),
                types.subList(0, last),
                types.get(last),
                expression(context.expression()),
                at(context));
    }

    List<Argument> arguments(ArgumentsContext context) {
        List<Argument> arguments = new ArrayList<>(context.argument().size());
        for (ArgumentContext each : context.argument()) {
            arguments.add(argument(each));
        }
        return arguments;
    }

    private Argument argument(ArgumentContext context) {
        Span span = at(context);
        if (context instanceof PropertyContext property) {
            return new Argument.Property(name(property.name()), expression(property.expression()), span);
        }
        if (context instanceof LocalContext local) {
            return new Argument.Local(name(local.name()), expression(local.expression()), span);
        }
        if (context instanceof DefinitionContext definition) {
            return new Argument.ColumnDefinition(
                    name(definition.name()), type(definition.type()), formats(definition.format()), span);
        }
        PlainContext plain = (PlainContext) context;
        Expression first = expression(plain.expression(0));
        return plain.expression().size() > 1
                ? new Argument.Assignment(first, expression(plain.expression(1)), span)
                : new Argument.Value(first, span);
    }

    ScriptType type(TypeContext context) {
        ScriptType type = base(context.base());
        for (int i = 0; i < context.OPEN_BRACKET().size(); i++) {
            type = new ScriptType.ArrayOf(type, type.span());
        }
        return type;
    }

    private ScriptType base(BaseContext context) {
        Span span = at(context);
        if (context instanceof StructTypeContext struct) {
            return new ScriptType.Struct(
                    struct.field().stream().map(this::field).toList(), span);
        }
        if (context instanceof MapTypeContext map) {
            return new ScriptType.MapOf(type(map.type(0)), type(map.type(1)), span);
        }
        if (context instanceof DecimalTypeContext decimal) {
            String name = name(decimal.name());
            if (!name.equals("decimal")) {
                throw new Mistake(
                        decimal.OPEN_PAREN().getSymbol().getStartIndex(),
                        "'" + name + "' has no precision and no scale.",
                        "Only decimal has: decimal(10,2).");
            }
            return new ScriptType.Decimal(digits(decimal.NUMBER(0)), digits(decimal.NUMBER(1)), span);
        }
        return new ScriptType.Simple(Quoted.name(context.getText()), span);
    }

    private static int digits(TerminalNode number) {
        String digits = number.getText();
        if (!digits.matches("[0-9]{1,9}")) {
            throw new Mistake(
                    number.getSymbol().getStartIndex(),
                    "'" + digits + "' is no precision or scale.",
                    "Write whole numbers: decimal(10,2).");
        }
        return new BigInteger(digits).intValueExact();
    }

    private ScriptType.Field field(FieldContext context) {
        return new ScriptType.Field(name(context.name()), type(context.type()), formats(context.format()), at(context));
    }

    private static List<String> formats(List<FormatContext> contexts) {
        return contexts.stream().map(TreeReader::format).toList();
    }

    private static String format(FormatContext context) {
        String written = context.getText();
        String inside = written.substring(1, written.length() - 1);
        return written.startsWith("'") ? Quoted.unescapeSingle(inside) : Quoted.unescapeDouble(inside);
    }

    static String name(NameContext context) {
        return Quoted.name(context.getStart().getText());
    }

    Span at(ParserRuleContext context) {
        return at(context.getStart());
    }

    Span at(Token token) {
        return text.at(token.getStartIndex());
    }
}
