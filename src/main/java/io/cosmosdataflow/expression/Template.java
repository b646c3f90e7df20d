package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.expression.value.EvaluationFault;
import io.cosmosdataflow.expression.value.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A text of a definition: plain, one expression ({@code @..}) that gives any JSON value, or a text with
 * expressions in it ({@code a @{..} b}). {@code @@} at the start and {@code @@{} anywhere stand for
 * themselves with one {@code @}.
 */
public final class Template {

    private final String text;
    private final Span span;
    private final List<Part> parts;
    private final boolean whole;
    private final boolean broken;

    /** Either plain text, or an expression. */
    private record Part(String plain, Optional<PipelineExpression> expression) {}

    private Template(String text, Span span, List<Part> parts, boolean whole, boolean broken) {
        this.text = text;
        this.span = span;
        this.parts = parts;
        this.whole = whole;
        this.broken = broken;
    }

    /**
     * Reports {@link ErrorCode#ExpressionSyntax} and {@link ErrorCode#ExpressionInvalid} at the place inside
     * the text; a template with a mistake in it evaluates to a {@link MissingNode}.
     *
     * @param span where the quote stands that opens the text
     */
    public static Template parse(String text, Span span, Issues issues) {
        Objects.requireNonNull(text, "text");
        Positions positions = new Positions(text, span);
        Issues found = new Issues();
        Template template;
        if (text.startsWith("@") && !text.startsWith("@@") && !text.startsWith("@{")) {
            Optional<PipelineExpression> expression = ExpressionParser.parse(text.substring(1), 1, positions, found);
            template = new Template(text, span, List.of(new Part("", expression)), true, found.hasErrors());
        } else {
            List<Part> parts = parts(text, positions, found);
            template = new Template(text, span, parts, false, found.hasErrors());
        }
        issues.addAll(found);
        return template;
    }

    private static List<Part> parts(String text, Positions positions, Issues issues) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int position = 0;
        if (text.startsWith("@@") && !text.startsWith("@@{")) {
            plain.append('@');
            position = 2;
        }
        while (position < text.length()) {
            if (text.startsWith("@@{", position)) {
                plain.append("@{");
                position += 3;
            } else if (text.startsWith("@{", position)) {
                int end = end(text, position + 2);
                if (end < 0) {
                    issues.error(
                            ErrorCode.ExpressionSyntax,
                            positions.at(position),
                            "The expression that starts here has no closing brace.",
                            "Write @@{ for a text with @{ in it.");
                    return parts;
                }
                parts.add(new Part(plain.toString(), Optional.empty()));
                plain.setLength(0);
                parts.add(new Part(
                        "",
                        ExpressionParser.parse(text.substring(position + 2, end), position + 2, positions, issues)));
                position = end + 1;
            } else {
                plain.append(text.charAt(position++));
            }
        }
        parts.add(new Part(plain.toString(), Optional.empty()));
        return parts;
    }

    /** The brace that closes an expression; braces inside its texts do not. */
    private static int end(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\'') {
                quoted = !quoted;
            } else if (character == '}' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there is no expression in it. */
    public boolean constant() {
        return parts.stream().allMatch(part -> part.expression().isEmpty()) && !broken;
    }

    /** Reports {@link ErrorCode#ExpressionInvalid} for names that the scope does not declare. */
    public void check(Scope scope, Issues issues) {
        NameCheck check = new NameCheck(scope, new Positions(text, span), issues);
        parts.forEach(part -> part.expression().ifPresent(check::check));
    }

    /**
     * The value; a {@link MissingNode} if only the run can know it.
     *
     * @throws JobException {@link ErrorCode#ExpressionFailed} with the expression and the reason
     */
    public JsonNode evaluate(Scope scope) {
        if (broken) {
            return MissingNode.getInstance();
        }
        Evaluator evaluator = new Evaluator(scope);
        try {
            if (whole) {
                return evaluator.value(parts.get(0).expression().orElseThrow());
            }
            StringBuilder result = new StringBuilder();
            for (Part part : parts) {
                JsonNode value = part.expression().map(evaluator::value).orElse(TextNode.valueOf(part.plain()));
                if (value.isMissingNode()) {
                    return value;
                }
                result.append(Texts.of(value));
            }
            return TextNode.valueOf(result.toString());
        } catch (EvaluationFault e) {
            throw failed(e);
        }
    }

    private JobException failed(EvaluationFault fault) {
        return JobException.of(new Issue(
                ErrorCode.ExpressionFailed,
                Severity.ERROR,
                span,
                "The expression '" + text + "' cannot be evaluated: " + fault.getMessage() + ".",
                ""));
    }
}
