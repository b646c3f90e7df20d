package io.cosmosdataflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Types of pipeline parameters and variables; datasets and linked services spell them in lower case. */
public enum ParameterType {
    STRING("String"),
    INT("Int", "Integer"),
    FLOAT("Float"),
    BOOL("Bool", "Boolean"),
    ARRAY("Array"),
    OBJECT("Object"),
    SECURE_STRING("SecureString");

    private final List<String> names;

    ParameterType(String... names) {
        this.names = List.of(names);
    }

    static Optional<ParameterType> find(String name) {
        return Arrays.stream(values())
                .filter(type -> type.names.stream().anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    static List<String> allNames() {
        return Arrays.stream(values()).map(ParameterType::toString).toList();
    }

    /** Whether a value of the JSON fits; a number fits a text, as in Data Factory. */
    boolean accepts(JsonNode value) {
        return value.isNull()
                || switch (this) {
                    case STRING, SECURE_STRING -> value.isValueNode();
                    case INT -> value.isIntegralNumber();
                    case FLOAT -> value.isNumber();
                    case BOOL -> value.isBoolean();
                    case ARRAY -> value.isArray();
                    case OBJECT -> value.isContainerNode();
                };
    }

    @Override
    public String toString() {
        return names.get(0);
    }
}
