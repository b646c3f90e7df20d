package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.demand.DocumentForm;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.ScriptTypes;
import io.cosmosdataflow.plan.expression.Targets;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.node.Node;
import io.cosmosdataflow.plan.node.Node.Parse;
import io.cosmosdataflow.plan.node.Node.Project;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.node.TextFormat;
import io.cosmosdataflow.plan.node.TextFormat.Delimited;
import io.cosmosdataflow.plan.node.TextFormat.JsonLeniency;
import io.cosmosdataflow.plan.node.TextFormat.Kind;
import io.cosmosdataflow.plan.statement.StatementContext;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Documents in columns: {@code parse(new = text ? (a as string), format: 'json')} and {@code stringify(text =
 * complex ? string, format: 'json')}.
 *
 * <p>Source: Microsoft Learn, data-flow-parse, data-flow-stringify.
 */
public final class TextAnalysis {

    private TextAnalysis() {}

    /** {@code name = operand ? type}. */
    private record Typed(String name, Expression operand, DataType type, Argument argument) {}

    public static Optional<Node> parse(StatementContext context) {
        TextFormat format = format(context.properties());
        MadeColumns columns = MadeColumns.keeping(context.input(), context.name());
        List<Typed> all = assignments(context);
        List<TypedExpression> texts = new ArrayList<>();
        for (Typed typed : all) {
            if (!Types.isNested(typed.type()) && !Types.isUnknown(typed.type())) {
                context.invalid(
                        typed.argument().span(),
                        "A document is parsed into a complex type or an array, not " + Types.name(typed.type()) + ".",
                        "Write name = text ? (a as string, b as integer), for instance.");
            }
            TypedExpression text = context.analyze(typed.operand(), context.scope());
            texts.add(Conversion.of(text, DataTypes.StringType));
            columns.put(new Assigned(
                    typed.name(),
                    new Constant(null, typed.type()),
                    typed.argument().span()));
        }
        Set<String> parsed = all.stream().map(Typed::name).collect(Collectors.toSet());
        List<Output> outputs = columns.outputs().stream()
                .map(output -> index(all, output)
                        .map(i -> new Output(output.column(), texts.get(i)))
                        .orElse(output))
                .toList();
        Set<String> slots = outputs.stream()
                .map(Output::column)
                .filter(column -> parsed.contains(column.name()))
                .map(column -> column.slot())
                .collect(Collectors.toSet());
        return Optional.of(new Parse(context.shape(schema(context, columns)), outputs, slots, format));
    }

    /** Where two are given the same name, the last one stands. */
    private static Optional<Integer> index(List<Typed> all, Output output) {
        boolean made = output.value() instanceof Constant;
        for (int i = all.size() - 1; i >= 0 && made; i--) {
            if (all.get(i).name().equals(output.column().name())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    public static Optional<Node> stringify(StatementContext context) {
        String format = context.properties().text("format", "json");
        if (!format.equalsIgnoreCase("json")) {
            context.properties().unsupported("format", "'" + format + "' is not written into columns, only 'json' is");
        }
        MadeColumns columns = MadeColumns.keeping(context.input(), context.name());
        for (Typed typed : assignments(context)) {
            if (!Types.isText(typed.type())) {
                context.invalid(
                        typed.argument().span(),
                        "stringify makes text, not " + Types.name(typed.type()) + ".",
                        "Write name = column ? string.");
            }
            TypedExpression value = context.analyze(typed.operand(), context.scope());
            columns.put(new Assigned(
                    typed.name(),
                    Conversion.of(value, DataTypes.StringType),
                    typed.argument().span()));
        }
        return Optional.of(new Project(context.shape(schema(context, columns)), columns.outputs()));
    }

    private static StreamSchema schema(StatementContext context, MadeColumns columns) {
        return new StreamSchema(
                columns.columns(),
                context.input().open(),
                context.input().declared(),
                context.input().marks());
    }

    private static List<Typed> assignments(StatementContext context) {
        List<Typed> typed = new ArrayList<>();
        for (Argument argument : context.argumentsBut(Set.of())) {
            Optional<Expression.TypeAssertion> assertion = Optional.empty();
            Optional<String> name = Optional.empty();
            if (argument instanceof Argument.Assignment assignment
                    && assignment.value() instanceof Expression.TypeAssertion value) {
                assertion = Optional.of(value);
                name = Targets.name(assignment.target());
            } else if (argument instanceof Argument.Value value
                    && value.expression() instanceof Expression.TypeAssertion own) {
                assertion = Optional.of(own);
                name = Targets.lastName(own.operand());
            }
            if (assertion.isEmpty() || name.isEmpty()) {
                context.invalid(
                        argument.span(),
                        "A column of " + context.shown() + " needs a name and a type.",
                        "Write name = expression ? type.");
                continue;
            }
            DataType type = ScriptTypes.of(assertion.get().type(), context.issues());
            typed.add(new Typed(name.get(), assertion.get().operand(), type, argument));
        }
        return typed;
    }

    private static TextFormat format(Properties properties) {
        Kind kind = properties.choice("format", Kind.json);
        if (!properties.present("format")) {
            properties.missing("format");
        }
        boolean single = properties.flag("singleDocument", false);
        DocumentForm form =
                properties.choice("documentForm", single ? DocumentForm.singleDocument : DocumentForm.documentPerLine);
        properties.ignore("rowDelimiter", "multiLineRow");
        Consumer<String> none = name -> properties.choice(name, Validation.none);
        none.accept("validationMode");
        return new TextFormat(
                kind,
                form,
                new Delimited(
                        properties.flag("columnNamesAsHeader", false),
                        properties.text("columnDelimiter", ","),
                        properties.text("quoteChar", "\""),
                        properties.text("escapeChar", "\\"),
                        properties.text("nullValue")),
                properties.flag("namespaces", true),
                new JsonLeniency(
                        properties.flag("singleQuoted", false),
                        properties.flag("unquotedColumnNames", false),
                        properties.flag("hasComments", properties.flag("asComments", false)),
                        properties.flag("backslashEscape", false)));
    }

    /** XML is not compared with a schema here. */
    private enum Validation {
        none
    }
}
