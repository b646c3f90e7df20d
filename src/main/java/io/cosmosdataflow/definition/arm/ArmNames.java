package io.cosmosdataflow.definition.arm;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonNull;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters and variables of one template; upper and lower case are the same.
 *
 * <p>Source: Microsoft Learn, azure-resource-manager/templates/syntax, data-types.
 */
final class ArmNames {

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    /**
     * @param secure whether it holds a secret
     * @param given empty if nothing is given; a secret that is empty is none
     * @param byDefault with expressions
     */
    record Parameter(String name, boolean secure, Optional<GivenValue> given, Optional<JsonValue> byDefault) {}

    /** @param value with expressions */
    record Variable(String name, JsonValue value) {}

    /** @param given by name, in lower case */
    ArmNames(Properties template, Map<String, GivenValue> given, Issues issues) {
        template.object("parameters").ifPresent(all -> all.json().members().forEach((name, member) -> {
            Optional<Properties> definition = all.object(name);
            boolean secure = definition
                    .flatMap(each -> Properties.of(each.json(), "parameter '" + name + "' of the template", issues)
                            .text("type"))
                    .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("secure"))
                    .isPresent();
            Optional<GivenValue> value = Optional.ofNullable(given.get(key(name)))
                    .filter(each ->
                            !secure || each.value().filter(ArmNames::blank).isEmpty());
            parameters.put(
                    key(name),
                    new Parameter(name, secure, value, definition.flatMap(each -> each.value("defaultValue"))));
        }));
        template.object("variables").ifPresent(all -> all.json()
                .members()
                .forEach((name, member) -> variables.put(key(name), new Variable(name, member.value()))));
    }

    private static boolean blank(JsonValue value) {
        return value instanceof JsonNull
                || value instanceof JsonText text && text.text().isBlank();
    }

    Optional<Parameter> parameter(String name) {
        return Optional.ofNullable(parameters.get(key(name)));
    }

    List<String> parameterNames() {
        return parameters.values().stream().map(Parameter::name).toList();
    }

    Optional<Variable> variable(String name) {
        return Optional.ofNullable(variables.get(key(name)));
    }

    List<String> variableNames() {
        return variables.values().stream().map(Variable::name).toList();
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
