package io.cosmosdataflow.plan;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.ShownValue;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.ConstantValues;
import io.cosmosdataflow.plan.expression.ExpressionAnalyzer;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.FlowNames;
import io.cosmosdataflow.plan.expression.ScriptTypes;
import io.cosmosdataflow.plan.expression.TypeFit;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ArrayValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.Script.Parameter;
import io.cosmosdataflow.script.ScriptParser;
import io.cosmosdataflow.script.ScriptText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import scala.collection.JavaConverters;

/**
 * Values of a data flow's parameters. The pipeline gives them as expressions of the script language.
 *
 * <p>Source: Microsoft Learn, parameters-data-flow; data-flow-troubleshoot-errors (DF-Executor-InvalidType).
 */
final class ParameterBinding {

    /** Characters of a value in a message. */
    private static final int MOST_SHOWN = 60;

    private final Map<String, String> given;
    private final Map<String, Span> places;
    private final boolean running;
    private final Instant startOfRun;
    private final Issues issues;

    /**
     * @param given values by the name of the parameter
     * @param places where values are written; what is wrong with one that is written nowhere is told at its parameter
     */
    ParameterBinding(
            Map<String, String> given, Map<String, Span> places, boolean running, Instant startOfRun, Issues issues) {
        this.given = given;
        this.places = places;
        this.running = running;
        this.startOfRun = startOfRun;
        this.issues = issues;
    }

    Map<String, TypedExpression> bind(List<Parameter> parameters) {
        Map<String, TypedExpression> values = new HashMap<>();
        for (Parameter parameter : parameters) {
            if (values.put(parameter.name(), value(parameter, values)) != null) {
                issues.error(
                        ErrorCode.DuplicateName,
                        parameter.span(),
                        "There are two parameters '" + parameter.name() + "'.",
                        "Remove one of them.");
            }
        }
        given.keySet().stream()
                .filter(name -> !values.containsKey(name))
                .forEach(name -> issues.warning(
                        ErrorCode.UnknownName,
                        Span.startOf("parameters"),
                        "The data flow has no parameter '" + name + "'.",
                        NearestNames.hint(name, values.keySet())));
        return values;
    }

    private TypedExpression value(Parameter parameter, Map<String, TypedExpression> before) {
        DataType type = ScriptTypes.of(parameter.type(), issues);
        String text = given.get(parameter.name());
        if (text == null) {
            return value(parameter, type, parameter.defaultValue(), before, issues);
        }
        Issues found = new Issues();
        Optional<Expression> expression =
                ScriptParser.expression(ScriptText.of(text, "parameter " + parameter.name()), found);
        TypedExpression value = value(parameter, type, expression, before, found);
        Span place = places.getOrDefault(parameter.name(), parameter.span());
        String owner = "Parameter '" + parameter.name() + "'";
        found.all()
                .forEach(issue -> issues.add(new Issue(
                        issue.code(),
                        issue.severity(),
                        place,
                        issue.message().startsWith(owner)
                                ? issue.message()
                                : "In the value of parameter '" + parameter.name() + "': " + issue.message(),
                        issue.hint(),
                        issue.excerpt(),
                        issue.feature())));
        return value;
    }

    private TypedExpression value(
            Parameter parameter,
            DataType type,
            Optional<Expression> expression,
            Map<String, TypedExpression> before,
            Issues found) {
        if (expression.isEmpty()) {
            if (running && !given.containsKey(parameter.name())) {
                issues.error(
                        ErrorCode.InvalidParameter,
                        parameter.span(),
                        "Parameter '" + parameter.name() + "' has no value.",
                        "Give one in the pipeline, or write a default behind its type.");
            }
            return new UnknownValue("$" + parameter.name(), type);
        }
        FlowNames flow = new FlowNames(before, Map.of(), Map.of(), startOfRun, running);
        TypedExpression typed =
                new ExpressionAnalyzer(ExpressionScope.withoutColumns(flow), found).analyze(expression.get());
        if (Types.isUnknown(type)) {
            return settled(typed);
        }
        TypedExpression converted = Conversion.of(typed, type);
        return fits(parameter, typed, converted, expression.get().span(), found)
                ? settled(converted)
                : new UnknownValue("$" + parameter.name(), type);
    }

    /** Data Factory's DF-Executor-InvalidType: a value is neither NULL nor another one because its type is another. */
    private boolean fits(
            Parameter parameter, TypedExpression typed, TypedExpression converted, Span span, Issues found) {
        DataType type = converted.type();
        if (typed.type().equals(type) || ConstantValues.waits(typed)) {
            return true;
        }
        Optional<Object> value = ConstantValues.value(typed, startOfRun);
        Object after = value.isEmpty()
                ? null
                : ConstantValues.value(converted, startOfRun).orElse(null);
        boolean fits = value.isEmpty() || TypeFit.fits(value.get(), typed.type(), after, type);
        if (!fits) {
            boolean day = Types.isDatetime(type) && Types.isNumber(typed.type());
            found.error(
                    ErrorCode.InvalidParameter,
                    span,
                    "Parameter '" + parameter.name() + "' of the data flow is " + Types.name(type)
                            + ", and its value is "
                            + Types.name(typed.type()) + ": " + shown(value.get(), typed.type())
                            + " does not fit.",
                    day
                            ? "Write toDate('2026-01-31'): without quotes, 2026-01-31 is a subtraction."
                            : "A value is an expression of the script: a text has quotes, a date is"
                                    + " toDate('2026-01-31'), an array is ['a', 'b'].");
        }
        return fits;
    }

    private static String shown(Object value, DataType type) {
        String shown = ShownValue.of(value, type);
        return shown.length() <= MOST_SHOWN ? shown : shown.substring(0, MOST_SHOWN) + "...";
    }

    /** Its value, so that it can be used where only constants can. */
    private TypedExpression settled(TypedExpression typed) {
        if (typed instanceof Constant || typed instanceof ArrayValue || ConstantValues.waits(typed)) {
            return typed;
        }
        Optional<Object> value = ConstantValues.value(typed, startOfRun);
        if (value.isPresent() && value.get() instanceof scala.collection.Seq<?> items) {
            DataType element = ((ArrayType) typed.type()).elementType();
            List<TypedExpression> constants = JavaConverters.seqAsJavaList(items).stream()
                    .<TypedExpression>map(item -> new Constant(item, element))
                    .toList();
            return new ArrayValue(constants, typed.type());
        }
        boolean plain = value.isPresent() && !Types.isNested(typed.type());
        return plain ? new Constant(value.get(), typed.type()) : typed;
    }
}
