package io.cosmosdataflow.function;

import java.util.List;
import java.util.Objects;

/**
 * One parameter of a function.
 *
 * @param constant whether its value must be known before there is data, as the plan depends on it
 * @param repeated any number of arguments, also none
 * @param variables of a {@link ParameterKind#LAMBDA}: {@code item}, {@code index}, {@code key}, ...
 */
public record Parameter(
        String name, ParameterKind type, boolean optional, boolean constant, boolean repeated, List<String> variables) {

    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        variables = List.copyOf(variables);
    }

    /**
     * {@code name type}, {@code name? type}, {@code name! type} or {@code name?! type} for a constant, {@code name...
     * type}, or {@code name (item, index)}.
     */
    static Parameter parse(String text) {
        int blank = text.indexOf(' ');
        String name = text.substring(0, blank);
        String type = text.substring(blank + 1).strip();
        boolean constant = name.endsWith("!");
        boolean optional = name.matches(".*\\?!?");
        boolean repeated = name.endsWith("...");
        String plain = name.replaceFirst("(\\?|\\.\\.\\.)?!?$", "");
        if (type.startsWith("(")) {
            List<String> variables =
                    List.of(type.substring(1, type.length() - 1).split(",\\s*"));
            return new Parameter(plain, ParameterKind.LAMBDA, optional, constant, repeated, variables);
        }
        return new Parameter(plain, ParameterKind.of(type), optional, constant, repeated, List.of());
    }
}
