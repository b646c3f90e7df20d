package io.cosmosdataflow.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a function is called: {@code substring(text string, start integral, length? integral) -> string}.
 * Optional parameters end with {@code ?}, constants with {@code !}, repeated ones with {@code ...}; a lambda names its variables in
 * parentheses: {@code filter(values array, predicate (item)) -> array}.
 *
 * @param result a type of the language, or {@code number}, {@code any}, ... if a {@link TypeRule} says which
 */
public record Signature(String name, List<Parameter> parameters, String result) {

    public Signature {
        Objects.requireNonNull(name, "name");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(result, "result");
    }

    static Signature parse(String text) {
        int open = text.indexOf('(');
        int arrow = text.lastIndexOf("->");
        int close = text.lastIndexOf(')', arrow);
        return new Signature(
                text.substring(0, open),
                parameters(text.substring(open + 1, close)),
                text.substring(arrow + 2).strip());
    }

    private static List<Parameter> parameters(String list) {
        List<Parameter> parameters = new ArrayList<>();
        int level = 0;
        int start = 0;
        for (int i = 0; i <= list.length(); i++) {
            char character = i < list.length() ? list.charAt(i) : ',';
            level += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (character == ',' && level == 0) {
                String one = list.substring(start, i).strip();
                if (!one.isEmpty()) {
                    parameters.add(Parameter.parse(one));
                }
                start = i + 1;
            }
        }
        return parameters;
    }

    public int fewest() {
        return (int) parameters.stream()
                .filter(parameter -> !parameter.optional() && !parameter.repeated())
                .count();
    }

    /** {@link Integer#MAX_VALUE} if a parameter is repeated. */
    public int most() {
        return parameters.stream().anyMatch(Parameter::repeated) ? Integer.MAX_VALUE : parameters.size();
    }

    /** The parameter that takes argument number {@code index} of {@code count}, counted from 0. */
    public Parameter parameter(int index, int count) {
        int repeated = -1;
        for (int i = 0; i < parameters.size(); i++) {
            repeated = parameters.get(i).repeated() ? i : repeated;
        }
        if (repeated < 0 || index < repeated) {
            return parameters.get(index);
        }
        int behind = parameters.size() - repeated - 1;
        int last = count - behind;
        return index < last ? parameters.get(repeated) : parameters.get(repeated + 1 + index - last);
    }

    /** {@code 1 argument}, {@code 2 to 3 arguments}, {@code 1 or more arguments}. */
    public String expected() {
        String count = fewest() == most()
                ? String.valueOf(fewest())
                : most() == Integer.MAX_VALUE ? fewest() + " or more" : fewest() + " to " + most();
        return count + (count.equals("1") ? " argument" : " arguments");
    }
}
