package io.cosmosdataflow.definition.arm;

import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The part of the expression language of templates that exports are written in: calls, texts and whole numbers. */
sealed interface ArmExpression {

    record Text(String text) implements ArmExpression {

        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    record Whole(long number) implements ArmExpression {}

    record Call(String function, List<ArmExpression> arguments) implements ArmExpression {

        public Call {
            Objects.requireNonNull(function, "function");
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * The text of an expression without its brackets; empty for a text that stands for itself.
     *
     * <p>Source: Microsoft Learn, azure-resource-manager/templates/template-expressions: an expression begins with
     * {@code [} and ends with {@code ]}.
     */
    static Optional<String> in(String text) {
        return text.length() > 1 && bracketed(text) && text.charAt(1) != '['
                ? Optional.of(text.substring(1, text.length() - 1))
                : Optional.empty();
    }

    /** What a text that stands for itself stands for: {@code [[x]} is {@code [x]}, and {@code [[x} itself. */
    static JsonText literal(JsonText json) {
        String text = json.text();
        if (text.length() < 2 || !bracketed(text)) {
            return json;
        }
        Span span = json.span();
        return new JsonText(new Span(span.file(), span.line(), span.column() + 1), text.substring(1));
    }

    private static boolean bracketed(String text) {
        return text.startsWith("[") && text.endsWith("]");
    }
}
