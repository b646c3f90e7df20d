package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.cosmosdataflow.expression.PipelineExpression.Call;
import io.cosmosdataflow.expression.PipelineExpression.Literal;
import io.cosmosdataflow.expression.PipelineExpression.Selection;
import io.cosmosdataflow.expression.function.Arguments;
import io.cosmosdataflow.expression.function.PipelineFunction;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.expression.value.EvaluationFault;
import io.cosmosdataflow.expression.value.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Computes the value of an expression; {@link MissingNode} if only the run can. */
final class Evaluator {

    private final Scope scope;

    Evaluator(Scope scope) {
        this.scope = scope;
    }

    JsonNode value(PipelineExpression expression) {
        if (expression instanceof Literal literal) {
            return literal.value();
        }
        return expression instanceof Call call ? call(call) : selection((Selection) expression);
    }

    private JsonNode call(Call call) {
        PipelineFunction function =
                call.function().orElseThrow(() -> new EvaluationFault("there is no function '" + call.name() + "'"));
        JsonNode[] values = new JsonNode[call.arguments().size()];
        IntFunction<JsonNode> argument = index -> {
            if (values[index] == null) {
                values[index] = value(call.arguments().get(index));
            }
            return values[index];
        };
        if (!function.lazy()) {
            for (int i = 0; i < values.length; i++) {
                if (argument.apply(i).isMissingNode()) {
                    return MissingNode.getInstance();
                }
            }
        }
        return function.body().value(new Arguments(function.name(), values.length, argument, scope));
    }

    private JsonNode selection(Selection selection) {
        JsonNode target = value(selection.target());
        JsonNode key = value(selection.key());
        if (target.isMissingNode() || key.isMissingNode()) {
            return MissingNode.getInstance();
        }
        Optional<JsonNode> found = select(target, key);
        if (found.isEmpty() && !selection.safe()) {
            throw new EvaluationFault(absent(target, key));
        }
        return found.orElse(NullNode.getInstance());
    }

    private static Optional<JsonNode> select(JsonNode target, JsonNode key) {
        if (target.isArray() && key.isIntegralNumber() && key.canConvertToInt()) {
            return Optional.ofNullable(target.get(key.intValue()));
        }
        return target.isObject() && key.isTextual() ? property(target, key.textValue()) : Optional.empty();
    }

    /** The property of that name; another spelling of upper and lower case counts if the exact one is absent. */
    static Optional<JsonNode> property(JsonNode object, String name) {
        if (object.get(name) != null) {
            return Optional.of(object.get(name));
        }
        return names(object).stream().filter(name::equalsIgnoreCase).findFirst().map(object::get);
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String absent(JsonNode target, JsonNode key) {
        if (target.isArray() && key.isIntegralNumber()) {
            return "the array has " + target.size() + " items, none at " + key + " (the first is at 0)";
        }
        String shown = key.isValueNode() ? "'" + Texts.of(key) + "'" : Texts.kind(key);
        if (target.isObject()) {
            return "there is no property " + shown + "; there are: "
                    + (target.isEmpty() ? "none" : String.join(", ", names(target)));
        }
        return "there is no property " + shown + " in " + Texts.kind(target) + "; write ?. if it may be absent";
    }
}
