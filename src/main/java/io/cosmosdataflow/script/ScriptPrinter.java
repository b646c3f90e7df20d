package io.cosmosdataflow.script;

import io.cosmosdataflow.script.Script.LibraryFunction;
import io.cosmosdataflow.script.Script.Parameter;
import io.cosmosdataflow.script.Script.Statement;
import io.cosmosdataflow.script.Script.StreamReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a syntax tree as Data Factory writes it. Comments are gone; parsed again, it is the same tree apart
 * from positions.
 */
public final class ScriptPrinter {

    /** Calls whose arguments stand one a line. */
    private static final Set<String> BLOCKS = Set.of("output", "input", "mapColumn");

    /** Properties that Data Factory writes without a blank before the value. */
    private static final Set<String> TIGHT = Set.of(
            "joinType",
            "matchType",
            "negate",
            "deletable",
            "insertable",
            "updateable",
            "upsertable",
            "keys",
            "wildcardPaths",
            "partitionFileNames",
            "filePattern",
            "preSQLs",
            "postSQLs",
            "preCommands",
            "postCommands",
            "moveFiles");

    private ScriptPrinter() {}

    /** The whole script, lines separated by {@code \n}, without one at the end. */
    public static String print(Script script) {
        List<String> lines = new ArrayList<>();
        if (!script.parameters().isEmpty()) {
            lines.add(script.parameters().stream()
                    .map(ScriptPrinter::parameter)
                    .collect(Collectors.joining(",\n\t", "parameters{\n\t", "\n}")));
        }
        script.statements().forEach(statement -> lines.add(statement(statement)));
        script.functions().forEach(function -> lines.add(function(function)));
        return String.join("\n", lines);
    }

    public static String print(Expression expression) {
        return new ExpressionPrinter().print(expression);
    }

    public static String print(Argument argument) {
        return argument(argument, new ExpressionPrinter());
    }

    public static String print(ScriptType type) {
        if (type instanceof ScriptType.Simple simple) {
            return Quoted.name(simple.name(), false);
        }
        if (type instanceof ScriptType.Decimal decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof ScriptType.ArrayOf array) {
            return print(array.element()) + "[]";
        }
        if (type instanceof ScriptType.MapOf map) {
            return "[" + print(map.key()) + "," + print(map.value()) + "]";
        }
        return ((ScriptType.Struct) type)
                .fields().stream()
                        .map(field -> definition(field.name(), field.type(), field.formats()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String definition(String name, ScriptType type, List<String> formats) {
        String definition = Quoted.name(name, false) + " as " + print(type);
        return formats.stream()
                .map(format -> " " + Quoted.single(format))
                .collect(Collectors.joining("", definition, ""));
    }

    private static String parameter(Parameter parameter) {
        String value = parameter
                .defaultValue()
                .map(expression -> " (" + print(expression) + ")")
                .orElse("");
        return definition(parameter.name(), parameter.type(), List.of()) + value;
    }

    private static String function(LibraryFunction function) {
        String parameters =
                function.parameters().stream().map(ScriptPrinter::print).collect(Collectors.joining(", "));
        return Quoted.name(function.name(), false) + "(" + parameters + ") as " + print(function.result()) + " = "
                + print(function.body());
    }

    private static String statement(Statement statement) {
        String inputs = statement.inputs().stream().map(ScriptPrinter::stream).collect(Collectors.joining(", "));
        String start = inputs.isEmpty() ? "" : inputs + " ";
        ExpressionPrinter expressions = new ExpressionPrinter();
        String arguments = statement.arguments().stream()
                .map(argument -> block(argument, expressions))
                .collect(Collectors.joining(",\n\t"));
        String branches = statement.branches().stream()
                .map(branch -> Quoted.name(branch, false))
                .collect(Collectors.joining(", ", "@(", ")"));
        return start + Quoted.name(statement.transformation(), false) + "(" + arguments + ")"
                + (statement.inputs().size() > 1 ? "~> " : " ~> ")
                + Quoted.name(statement.name(), false)
                + (statement.branches().isEmpty() ? "" : branches);
    }

    private static String stream(StreamReference stream) {
        String name = Quoted.name(stream.stream(), false);
        return stream.branch()
                .map(branch -> name + "@" + Quoted.name(branch, false))
                .orElse(name);
    }

    /** An argument of a transformation. */
    private static String block(Argument argument, ExpressionPrinter expressions) {
        if (argument instanceof Argument.Value value
                && value.expression() instanceof Expression.Call call
                && BLOCKS.contains(call.function())
                && !call.arguments().isEmpty()) {
            return call.arguments().stream()
                    .map(each -> argument(each, expressions))
                    .collect(Collectors.joining(",\n\t\t", call.function() + "(\n\t\t", "\n\t)"));
        }
        return argument(argument, expressions);
    }

    static String argument(Argument argument, ExpressionPrinter expressions) {
        if (argument instanceof Argument.Property property) {
            return Quoted.name(property.name(), false)
                    + (TIGHT.contains(property.name()) ? ":" : ": ")
                    + expressions.print(property.value());
        }
        if (argument instanceof Argument.Local local) {
            return Quoted.name(local.name(), false) + " := " + expressions.print(local.value());
        }
        if (argument instanceof Argument.ColumnDefinition column) {
            return definition(column.name(), column.type(), column.formats());
        }
        if (argument instanceof Argument.Assignment assignment) {
            return expressions.print(assignment.target()) + " = " + expressions.print(assignment.value());
        }
        return expressions.print(((Argument.Value) argument).expression());
    }
}
