package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.ParameterType;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.json.SecretForms;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a run, some of which are not to be shown.
 *
 * @param all whether none is, whatever its type
 */
record SecureParameters(Pipeline pipeline, Map<String, JsonNode> values, boolean all) {

    private static final String MASK = "***";

    /** As a record may have them. */
    ObjectNode shown() {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> {
            if (secure(name)) {
                shown.put(name, MASK);
            } else {
                shown.set(name, value);
            }
        });
        return shown;
    }

    /** Whether the text has a value in it that is not shown, be it as short as it may. */
    boolean hasSecret(String text) {
        return values.entrySet().stream()
                        .filter(parameter -> secure(parameter.getKey()))
                        .map(parameter -> parameter.getValue().asText())
                        .anyMatch(secret -> !secret.isEmpty() && text.contains(secret))
                || secrets().in(text);
    }

    /** The values of those of type SecureString. */
    SecretForms secrets() {
        return SecretForms.of(values.entrySet().stream()
                .filter(parameter -> isSecret(parameter.getKey()))
                .map(parameter -> parameter.getValue().asText())
                .toList());
    }

    private boolean secure(String parameter) {
        return all || isSecret(parameter);
    }

    private boolean isSecret(String parameter) {
        return Optional.ofNullable(pipeline.parameters().get(parameter))
                .map(ParameterDefinition::type)
                .filter(ParameterType.SECURE_STRING::equals)
                .isPresent();
    }
}
