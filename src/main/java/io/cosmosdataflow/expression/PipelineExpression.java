package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.expression.function.PipelineFunction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A parsed expression. {@code offset} is where it starts in the template's text. */
sealed interface PipelineExpression {

    int offset();

    record Literal(int offset, JsonNode value) implements PipelineExpression {
        public Literal {
            Objects.requireNonNull(value, "value");
        }
    }

    /** @param function empty if there is none of that name, which has been reported */
    record Call(int offset, String name, Optional<PipelineFunction> function, List<PipelineExpression> arguments)
            implements PipelineExpression {
        public Call {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(function, "function");
            arguments = List.copyOf(arguments);
        }

        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /** {@code target.key}, {@code target['key']}, {@code target[0]}; {@code safe} with a question mark. */
    record Selection(int offset, PipelineExpression target, PipelineExpression key, boolean safe)
            implements PipelineExpression {
        public Selection {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(key, "key");
        }
    }
}
