package io.cosmosdataflow.plan;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.Constants;
import io.cosmosdataflow.plan.expression.ExpressionAnalyzer;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.FlowNames;
import io.cosmosdataflow.plan.expression.ScriptTypes;
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
 * <p>Source: Microsoft Learn, parameters-data-flow.
 */
final class ParameterBinding {

    private final Map<String, String> given;
    private final boolean running;
    private final Instant startOfRun;
    private final Issues issues;

    ParameterBinding(Map<String, String> given, boolean running, Instant startOfRun, Issues issues) {
        this.given = given;
        this.running = running;
        this.startOfRun = startOfRun;
        this.issues = issues;
    }

    Map<String, TypedExpression> bind(List<Parameter> parameters) {
        Map<String, TypedExpression> values = new HashMap<>();
        for (Parameter parameter : parameters) {
            values.put(parameter.name(), value(parameter, values));
        }
        given.keySet().stream()
                .filter(name -> !values.containsKey(name))
                .forEach(name -> issues.warning(
                        ErrorCode.UnknownName,
                        io.cosmosdataflow.diagnostic.Span.startOf("parameters"),
                        "The data flow has no parameter '" + name + "'.",
                        NearestNames.hint(name, values.keySet())));
        return values;
    }

    private TypedExpression value(Parameter parameter, Map<String, TypedExpression> before) {
        DataType type = ScriptTypes.of(parameter.type(), issues);
        String text = given.get(parameter.name());
        Optional<Expression> expression = text == null
                ? parameter.defaultValue()
                : ScriptParser.expression(ScriptText.of(text, "parameter " + parameter.name()), issues);
        if (expression.isEmpty()) {
            if (running && text == null) {
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
                new ExpressionAnalyzer(ExpressionScope.withoutColumns(flow), issues).analyze(expression.get());
        return settled(Types.isUnknown(type) ? typed : Conversion.of(typed, type));
    }

    /** Its value, so that it can be used where only constants can. */
    private TypedExpression settled(TypedExpression typed) {
        if (typed instanceof Constant || typed instanceof ArrayValue || Constants.waits(typed)) {
            return typed;
        }
        Optional<Object> value = Constants.value(typed, startOfRun);
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
