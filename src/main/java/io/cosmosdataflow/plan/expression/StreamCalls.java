package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.table.Functions;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.ScriptParser;
import io.cosmosdataflow.script.ScriptText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.JavaConverters;

/**
 * Functions about the stream itself: its columns by name, place or origin, and the marks of its rows.
 *
 * <p>Source: Microsoft Learn, data-flow-meta-functions.
 */
final class StreamCalls {

    private static final Set<String> SEVERAL = Set.of("columns", "byNames", "byOrigins", "originColumns");

    private static final Set<String> CONVERSIONS = Set.of(
            "toString",
            "toBoolean",
            "toByte",
            "toShort",
            "toInteger",
            "toLong",
            "toFloat",
            "toDouble",
            "toDecimal",
            "toDate",
            "toTimestamp",
            "toBinary",
            "toBase64");

    private final ExpressionAnalyzer analyzer;
    private final CallAnalysis calls;
    private final ExpressionScope scope;
    private final Issues issues;

    StreamCalls(ExpressionAnalyzer analyzer, CallAnalysis calls, ExpressionScope scope, Issues issues) {
        this.analyzer = analyzer;
        this.calls = calls;
        this.scope = scope;
        this.issues = issues;
    }

    /**
     * The values of a call that stands for several columns, each converted if the call stands in a conversion, as
     * {@code array(toString(columns()))} has a text for each column; empty for any other expression.
     */
    Optional<List<TypedExpression>> several(Expression expression) {
        if (expression instanceof Expression.Parenthesized parenthesized) {
            return several(parenthesized.expression());
        }
        if (expression instanceof Expression.TypeAssertion assertion) {
            return several(assertion.operand()).map(values -> values.stream()
                    .map(value -> analyzer.asserted(value, assertion.type()))
                    .toList());
        }
        if (!(expression instanceof Expression.Call call)
                || call.arguments().stream().anyMatch(argument -> !(argument instanceof Argument.Value))) {
            return Optional.empty();
        }
        List<Expression> arguments = call.arguments().stream()
                .map(argument -> ((Argument.Value) argument).expression())
                .toList();
        if (SEVERAL.contains(call.function())) {
            return calls.fits(Functions.find(call.function()).orElseThrow(), call.span(), arguments.size())
                    ? Optional.of(several(call.function(), call.span(), arguments))
                    : Optional.of(List.of(unknown(call.function())));
        }
        return Functions.find(call.function()).flatMap(function -> converted(function, call.span(), arguments));
    }

    /** Each value that the first argument of a conversion stands for, converted; empty for any other call. */
    Optional<List<TypedExpression>> converted(Function function, Span span, List<Expression> arguments) {
        return arguments.isEmpty() || !CONVERSIONS.contains(function.name())
                ? Optional.empty()
                : several(arguments.get(0))
                        .map(values -> calls.each(function, span, values, arguments.subList(1, arguments.size())));
    }

    /** Several values where one is expected: an array of them, unless there is only one. */
    TypedExpression oneValue(List<TypedExpression> values) {
        return together(values, false);
    }

    /** @param array whether one value is an array too, unless it is the NULL of a name that is missing */
    TypedExpression together(List<TypedExpression> values, boolean array) {
        boolean one =
                values.size() == 1 && (!array || Types.isUnknown(values.get(0).type()));
        return one ? values.get(0) : analyzer.array(values);
    }

    /** Where more columns may come with the data and none is known yet, one that stands for them all. */
    private List<TypedExpression> several(String function, Span span, List<Expression> arguments) {
        List<TypedExpression> values = arguments.stream().map(analyzer::analyze).toList();
        List<TypedExpression> found =
                switch (function) {
                    case "columns" -> values(columns(stream(values, 0)));
                    case "originColumns" -> values(scope.columns().columns().stream()
                            .filter(column ->
                                    values.isEmpty() || column.origin().equals(text(values, 0)))
                            .toList());
                    default -> byNames(names(function, span, values), stream(values, 1));
                };
        boolean waits = scope.columns().open() || values.stream().anyMatch(ConstantValues::waits);
        return found.isEmpty() && waits ? List.of(unknown(function)) : found;
    }

    /** "If there are no matches for a column, the entire output is a NULL value." */
    private List<TypedExpression> byNames(List<String> names, Optional<String> stream) {
        List<TypedExpression> found =
                names.stream().map(name -> byName(name, stream)).toList();
        return found.contains(Constant.nothing()) ? List.of(Constant.nothing()) : found;
    }

    private static List<TypedExpression> values(List<StreamColumn> columns) {
        return columns.stream().<TypedExpression>map(ColumnValue::new).toList();
    }

    private List<String> names(String function, Span span, List<TypedExpression> values) {
        TypedExpression list = values.isEmpty() ? Constant.nothing() : values.get(0);
        Optional<List<TypedExpression>> items = CallAnalysis.items(list);
        if (items.isPresent()) {
            if (items.get().stream().anyMatch(item -> ConstantValues.needsData(item) && !ConstantValues.waits(item))) {
                notConstant(function, span);
            }
            return ConstantValues.values(items.get(), scope.flow().startOfRun()).stream()
                    .flatMap(Optional::stream)
                    .map(String::valueOf)
                    .toList();
        }
        Optional<Object> value = ConstantValues.value(list, scope.flow().startOfRun());
        if (value.isPresent() && value.get() instanceof scala.collection.Seq<?> texts) {
            return JavaConverters.seqAsJavaList(texts).stream()
                    .map(String::valueOf)
                    .toList();
        }
        if (!ConstantValues.waits(list)) {
            notConstant(function, span);
        }
        return List.of();
    }

    TypedExpression call(Function function, Span span, List<Expression> arguments) {
        String name = function.name();
        if (!calls.fits(function, span, arguments.size())) {
            return unknown(name);
        }
        if (SEVERAL.contains(name)) {
            return oneValue(several(name, span, arguments));
        }
        List<TypedExpression> values = arguments.stream().map(analyzer::analyze).toList();
        return switch (name) {
            case "byName", "byOrigin" -> byName(function, span, values);
            case "byPosition" -> byPosition(span, values);
            case "byPath" -> path(span, values);
            case "hasPath" -> Constant.of(hasPath(values));
            case "byItem" -> byItem(span, values);
            case "hasColumn" -> hasColumn(span, values);
            case "columnNames" -> columnNames(values);
            case "expr" -> evaluated(span, values);
            case "syntax" -> values.get(0);
            default -> new MarkCalls(scope, issues).call(name, span, values);
        };
    }

    private TypedExpression byName(Function function, Span span, List<TypedExpression> values) {
        Optional<String> name = constantText(function.name(), span, values);
        return name.map(each -> byName(each, stream(values, 1))).orElseGet(() -> unknown(function.name()));
    }

    /** A column that is not there is NULL: that is what the function is for. */
    private TypedExpression byName(String name, Optional<String> stream) {
        Optional<StreamColumn> found = stream.isPresent()
                ? scope.columns().find(stream.get(), name)
                : scope.columns().find(name);
        if (found.isPresent()) {
            return new ColumnValue(found.get());
        }
        return scope.columns().open() ? unknown(name) : Constant.nothing();
    }

    private TypedExpression byPosition(Span span, List<TypedExpression> values) {
        Optional<Object> position = values.get(0).constantValue();
        if (position.isEmpty() || !(position.get() instanceof Number)) {
            return constantOrUnknown("byPosition", span, values);
        }
        int index = ((Number) position.get()).intValue();
        List<StreamColumn> columns = scope.columns().columns();
        if (index >= 1 && index <= columns.size()) {
            return new ColumnValue(columns.get(index - 1));
        }
        return scope.columns().open() ? unknown("byPosition") : Constant.nothing();
    }

    private TypedExpression path(Span span, List<TypedExpression> values) {
        Optional<String> path = constantText("byPath", span, values);
        if (path.isEmpty()) {
            return unknown("byPath");
        }
        String[] names = path.get().split("\\.");
        TypedExpression value = byName(names[0], stream(values, 1));
        for (int i = 1; i < names.length; i++) {
            boolean hasField = new SchemaPath(value.type()).has(List.of(names[i]));
            value = hasField ? analyzer.field(value, names[i], span) : missing(value);
        }
        return value;
    }

    private static TypedExpression missing(TypedExpression parent) {
        return parent instanceof UnknownValue ? parent : Constant.nothing();
    }

    private boolean hasPath(List<TypedExpression> values) {
        String[] names = text(values, 0).split("\\.");
        Optional<StreamColumn> column = columns(stream(values, 1)).stream()
                .filter(each -> each.name().equals(names[0]))
                .findFirst();
        return column.isPresent()
                && new SchemaPath(column.get().type()).has(List.of(names).subList(1, names.length));
    }

    private TypedExpression byItem(Span span, List<TypedExpression> values) {
        Optional<String> name = constantText("byItem", span, values.subList(1, values.size()));
        TypedExpression parent = values.get(0);
        if (name.isEmpty() || Types.isUnknown(parent.type())) {
            return parent instanceof Constant ? Constant.nothing() : unknown("byItem");
        }
        return new SchemaPath(parent.type()).has(List.of(name.get()))
                ? analyzer.field(parent, name.get(), span)
                : Constant.nothing();
    }

    private TypedExpression hasColumn(Span span, List<TypedExpression> values) {
        Optional<String> name = constantText("hasColumn", span, values);
        Optional<String> stream = stream(values, 1);
        boolean found = name.isPresent()
                && columns(stream).stream().anyMatch(column -> column.name().equals(name.get()));
        return !found && scope.columns().open()
                ? new UnknownValue("hasColumn", DataTypes.BooleanType)
                : Constant.of(found);
    }

    private TypedExpression columnNames(List<TypedExpression> values) {
        boolean onlyDrifted = values.size() > 1
                && values.get(1).constantValue().map(Boolean.TRUE::equals).orElse(false);
        if (scope.columns().open()) {
            return new UnknownValue("columnNames", DataTypes.createArrayType(DataTypes.StringType));
        }
        List<TypedExpression> names = columns(stream(values, 0)).stream()
                .filter(column -> !onlyDrifted || column.drifted())
                .<TypedExpression>map(column -> Constant.text(column.name()))
                .toList();
        return new TypedExpression.ArrayValue(names, DataTypes.createArrayType(DataTypes.StringType));
    }

    /** The text is an expression itself; it must be known before there is data. */
    private TypedExpression evaluated(Span span, List<TypedExpression> values) {
        Optional<String> text = constantText("expr", span, values);
        if (text.isEmpty()) {
            return unknown("expr");
        }
        Issues inside = new Issues();
        Optional<TypedExpression> value = ScriptParser.expression(ScriptText.of(text.get(), "expr"), inside)
                .map(expression -> new ExpressionAnalyzer(scope, inside).analyze(expression));
        // The service evaluates the text in the run, and takes any text before.
        Severity severity = scope.flow().running() ? Severity.ERROR : Severity.WARNING;
        inside.all()
                .forEach(issue -> issues.add(new Issue(
                        issue.code(),
                        severity,
                        span,
                        "In the text of expr(), line " + issue.span().line() + ", column "
                                + issue.span().column() + ": " + issue.message(),
                        issue.hint())));
        return value.orElseGet(() -> unknown("expr"));
    }

    private List<StreamColumn> columns(Optional<String> stream) {
        StreamSchema schema = stream.map(scope.inputs()::get).orElse(scope.columns());
        if (schema != scope.columns()) {
            return scope.columns().columns().stream()
                    .filter(column -> column.wentThrough(stream.orElse("")))
                    .toList();
        }
        return stream.isPresent()
                ? schema.columns().stream()
                        .filter(column -> column.wentThrough(stream.get()))
                        .toList()
                : schema.columns();
    }

    private static Optional<String> stream(List<TypedExpression> values, int index) {
        return Optional.of(text(values, index)).filter(name -> !name.isEmpty());
    }

    private static String text(List<TypedExpression> values, int index) {
        return index < values.size()
                ? values.get(index).constantValue().map(String::valueOf).orElse("")
                : "";
    }

    private Optional<String> constantText(String function, Span span, List<TypedExpression> values) {
        Optional<Object> value =
                ConstantValues.value(values.get(0), scope.flow().startOfRun());
        if (value.isEmpty() && !ConstantValues.waits(values.get(0))) {
            notConstant(function, span);
        }
        return value.map(String::valueOf);
    }

    private TypedExpression constantOrUnknown(String function, Span span, List<TypedExpression> values) {
        if (!(values.get(0) instanceof UnknownValue)) {
            notConstant(function, span);
        }
        return unknown(function);
    }

    private void notConstant(String function, Span span) {
        issues.error(
                ErrorCode.InvalidCall,
                span,
                "The argument of " + function + "() must be a constant or a parameter: the columns must be known before"
                        + " there is data.",
                "");
    }

    private static UnknownValue unknown(String name) {
        return new UnknownValue(name, Types.UNKNOWN);
    }
}
