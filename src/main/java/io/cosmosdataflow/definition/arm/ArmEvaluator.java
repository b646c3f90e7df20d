package io.cosmosdataflow.definition.arm;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.arm.ArmExpression.Call;
import io.cosmosdataflow.definition.arm.ArmExpression.Text;
import io.cosmosdataflow.definition.arm.ArmExpression.Whole;
import io.cosmosdataflow.definition.arm.ArmNames.Parameter;
import io.cosmosdataflow.definition.arm.ArmNames.Variable;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonNumber;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts values in the place of template expressions. A secret without a value is absent, with whatever holds it; what is
 * wrong is reported and {@link Unresolved}, so that nothing follows from it.
 *
 * <p>Source: Microsoft Learn, azure-resource-manager/templates/template-functions-string (concat),
 * template-functions-deployment (parameters, variables). Names of functions are the same in upper and lower case.
 */
final class ArmEvaluator {

    /** The names of a factory's own parameter, which is told by every export and needed by none of its definitions. */
    static final List<String> FACTORY_NAMES = List.of("factoryName", "workspaceName");

    private static final List<String> FUNCTIONS = List.of("concat", "parameters", "variables");

    private final ArmNames names;
    private final Issues issues;

    /** Names whose values are being evaluated. */
    private final Set<String> open = new HashSet<>();

    ArmEvaluator(ArmNames names, Issues issues) {
        this.names = names;
        this.issues = issues;
    }

    /** Empty if the value is a secret that is not there. */
    Optional<JsonValue> value(JsonValue value) {
        if (value instanceof JsonObject object) {
            return Optional.of(object(object));
        }
        if (value instanceof JsonArray array) {
            List<JsonValue> items = new ArrayList<>();
            array.items().forEach(item -> value(item).ifPresent(items::add));
            return Optional.of(new JsonArray(array.span(), items));
        }
        return value instanceof JsonText text ? text(text) : Optional.of(value);
    }

    JsonObject object(JsonObject object) {
        Map<String, Member> members = new LinkedHashMap<>();
        object.members().forEach((name, member) -> value(member.value())
                .ifPresent(value -> members.put(name, new Member(member.nameSpan(), value))));
        return new JsonObject(object.span(), members);
    }

    private Optional<JsonValue> text(JsonText json) {
        Optional<String> expression = ArmExpression.in(json.text());
        if (expression.isEmpty()) {
            return Optional.of(ArmExpression.literal(json));
        }
        try {
            return expression(ArmExpressionParser.parse(expression.get()), json.span());
        } catch (ArmExpressionParser.Fault e) {
            return wrong(
                    ErrorCode.ExpressionSyntax,
                    json.span(),
                    "The template expression cannot be read: " + e.getMessage() + ".",
                    "If it is meant as a text, write '[[' where it begins with '['.");
        }
    }

    private Optional<JsonValue> expression(ArmExpression expression, Span span) {
        if (expression instanceof Text text) {
            return Optional.of(new JsonText(span, text.text()));
        }
        if (expression instanceof Whole whole) {
            return Optional.of(new JsonNumber(span, node(whole.number())));
        }
        Call call = (Call) expression;
        return switch (call.function().toLowerCase(Locale.ROOT)) {
            case "concat" -> concat(call, span);
            case "parameters" -> parameter(name(call), span);
            case "variables" -> variable(name(call), span);
            default -> wrong(
                    ErrorCode.UnsupportedSetting,
                    span,
                    "Function '" + call.function() + "' of templates is not supported; this version has: "
                            + String.join(", ", FUNCTIONS) + ".",
                    "Write the value in its place, or make it a parameter and give it in the parameters file.");
        };
    }

    /** As a file that has it would give it. */
    private static NumericNode node(long number) {
        return (int) number == number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    /** Of a parameter or a variable; an empty text, which none is called, where it is not one text. */
    private static String name(Call call) {
        boolean named = call.arguments().size() == 1 && call.arguments().get(0) instanceof Text;
        return named ? ((Text) call.arguments().get(0)).text() : "";
    }

    private Optional<JsonValue> parameter(String name, Span span) {
        Optional<Parameter> found = names.parameter(name);
        if (found.isEmpty()) {
            return unknown("parameter", name, names.parameterNames(), span);
        }
        Parameter parameter = found.get();
        if (parameter.given().isPresent()) {
            GivenValue given = parameter.given().get();
            issues.addAll(given.issues());
            return Optional.of(given.value()
                    .map(value -> parameter.secure() ? secret(value) : value)
                    .orElseGet(() -> new Unresolved(span, name)));
        }
        if (parameter.byDefault().isPresent()) {
            return named("parameter", parameter.name(), parameter.byDefault().get(), span);
        }
        if (parameter.secure()) {
            return Optional.empty();
        }
        if (FACTORY_NAMES.stream().anyMatch(name::equalsIgnoreCase)) {
            return Optional.of(new JsonText(span, Factory.DEFAULT_NAME));
        }
        return wrong(
                ErrorCode.ParametersFile,
                span,
                "Parameter '" + parameter.name() + "' of the template has no value.",
                "Set it in the parameters file.");
    }

    private static JsonValue secret(JsonValue value) {
        return value instanceof JsonText text ? new JsonSecret(text.span(), Secret.of(text.text())) : value;
    }

    private Optional<JsonValue> variable(String name, Span span) {
        Optional<Variable> variable = names.variable(name);
        return variable.isPresent()
                ? named("variable", variable.get().name(), variable.get().value(), span)
                : unknown("variable", name, names.variableNames(), span);
    }

    private Optional<JsonValue> named(String noun, String name, JsonValue value, Span span) {
        if (!open.add(noun + " " + name)) {
            return wrong(
                    ErrorCode.ExpressionInvalid,
                    span,
                    "The value of " + noun + " '" + name + "' of the template names itself.",
                    "Give it a value of its own.");
        }
        Optional<JsonValue> evaluated = value(value);
        open.remove(noun + " " + name);
        return evaluated;
    }

    /** Of texts and whole numbers, or of arrays. */
    private Optional<JsonValue> concat(Call call, Span span) {
        List<JsonValue> parts = new ArrayList<>();
        for (ArmExpression argument : call.arguments()) {
            Optional<JsonValue> part = expression(argument, span);
            if (part.isEmpty() || part.get() instanceof Unresolved) {
                return part;
            }
            parts.add(part.get());
        }
        if (!parts.isEmpty() && parts.stream().allMatch(JsonArray.class::isInstance)) {
            return Optional.of(new JsonArray(
                    span,
                    parts.stream()
                            .flatMap(part -> ((JsonArray) part).items().stream())
                            .toList()));
        }
        if (parts.isEmpty() || !parts.stream().allMatch(ArmEvaluator::text)) {
            return wrong(
                    ErrorCode.ExpressionInvalid,
                    span,
                    "concat takes texts, or arrays, and at least one.",
                    "Correct its arguments.");
        }
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(
                part instanceof JsonSecret known
                        ? known.secret().reveal()
                        : part.toNode().asText()));
        return Optional.of(
                parts.stream().anyMatch(JsonSecret.class::isInstance)
                        ? new JsonSecret(span, Secret.of(text.toString()))
                        : new JsonText(span, text.toString()));
    }

    private static boolean text(JsonValue value) {
        return value instanceof JsonText || value instanceof JsonSecret || value instanceof JsonNumber;
    }

    private Optional<JsonValue> unknown(String noun, String name, List<String> known, Span span) {
        return wrong(
                ErrorCode.ExpressionInvalid,
                span,
                "The template has no " + noun + " '" + name + "'.",
                NearestNames.hint(name, known));
    }

    private Optional<JsonValue> wrong(ErrorCode code, Span span, String message, String hint) {
        issues.error(code, span, message, hint);
        return Optional.of(new Unresolved(span, ""));
    }
}
