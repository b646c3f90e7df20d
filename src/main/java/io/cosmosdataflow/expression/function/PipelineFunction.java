package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.expression.value.EvaluationFault;
import java.util.Objects;

/**
 * One function of the language.
 *
 * @param family {@code String}, {@code Collection}, {@code Logical}, {@code Conversion}, {@code Math}, {@code
 *     Date} or {@code Scope}
 * @param signature as a reader would write it: {@code substring(text, start, length?)}
 * @param fewest arguments that must be given
 * @param most arguments that may be given
 * @param lazy whether the body decides which arguments are evaluated
 * @param documentation one sentence
 */
public record PipelineFunction(
        String family,
        String name,
        String signature,
        int fewest,
        int most,
        boolean lazy,
        String documentation,
        Body body) {

    static final int ANY = Integer.MAX_VALUE;

    public PipelineFunction {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(documentation, "documentation");
        Objects.requireNonNull(body, "body");
    }

    /** Computes the value; throws an {@link EvaluationFault} that shows no data. */
    @FunctionalInterface
    public interface Body {
        JsonNode value(Arguments arguments);
    }

    /** {@code 1 argument}, {@code 2 to 3 arguments}, ... */
    public String expected() {
        String count =
                fewest == most ? String.valueOf(fewest) : most == ANY ? fewest + " or more" : fewest + " to " + most;
        return count + (count.equals("1") ? " argument" : " arguments");
    }
}
