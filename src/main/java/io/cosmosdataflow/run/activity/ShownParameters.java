package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.ParameterType;
import io.cosmosdataflow.definition.Pipeline;
import java.util.Map;
import java.util.Optional;

/** The parameters of a run as its record may have them. */
final class ShownParameters {

    private static final String MASK = "***";

    private ShownParameters() {}

    /** @param secure whether none may be shown, whatever its type */
    static ObjectNode of(Pipeline pipeline, Map<String, JsonNode> parameters, boolean secure) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, value) -> {
            boolean masked = secure
                    || Optional.ofNullable(pipeline.parameters().get(name))
                            .map(ParameterDefinition::type)
                            .filter(ParameterType.SECURE_STRING::equals)
                            .isPresent();
            if (masked) {
                shown.put(name, MASK);
            } else {
                shown.set(name, value);
            }
        });
        return shown;
    }
}
