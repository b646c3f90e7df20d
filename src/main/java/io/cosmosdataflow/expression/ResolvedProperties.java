package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.expression.scope.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates every expression in a JSON object. Values keep their places; a value that only the run will know
 * becomes {@link Unresolved}, as does one whose expression is wrong, which is reported. In a run nothing waits any
 * more: what is not known then is reported too.
 */
public final class ResolvedProperties {

    private final Scope scope;
    private final Issues issues;

    private ResolvedProperties(Scope scope, Issues issues) {
        this.scope = scope;
        this.issues = issues;
    }

    public static JsonObject of(JsonObject object, Scope scope, Issues issues) {
        return new ResolvedProperties(scope, issues).object(object);
    }

    /** As {@link #of} for a single value. */
    public static JsonValue value(JsonValue value, Scope scope, Issues issues) {
        return new ResolvedProperties(scope, issues).value(value);
    }

    private JsonObject object(JsonObject object) {
        Map<String, Member> members = new LinkedHashMap<>();
        object.members()
                .forEach((name, member) -> members.put(name, new Member(member.nameSpan(), value(member.value()))));
        return new JsonObject(object.span(), members);
    }

    private JsonValue value(JsonValue value) {
        Optional<JsonText> wrapped = Constants.wrappedExpression(value);
        if (wrapped.isPresent()) {
            return text(wrapped.get());
        }
        if (value instanceof JsonText text) {
            return text(text);
        }
        if (value instanceof JsonSecret secret) {
            return secret(secret);
        }
        if (value instanceof JsonArray array) {
            return new JsonArray(
                    array.span(), array.items().stream().map(this::value).toList());
        }
        return value instanceof JsonObject object ? object(object) : value;
    }

    private JsonValue text(JsonText text) {
        return Constants.expression(text.text()) ? evaluated(text.text(), text.span(), issues) : text;
    }

    private JsonValue evaluated(String text, Span span, Issues found) {
        Issues own = new Issues();
        Template template = Template.parse(text, span, own);
        template.check(scope, own);
        try {
            if (!own.hasErrors()) {
                JsonNode value = template.evaluate(scope);
                if (!value.isMissingNode()) {
                    return JsonValue.of(value, span);
                }
                if (scope.running()) {
                    own.error(
                            ErrorCode.ExpressionFailed,
                            span,
                            "The value of '" + text + "' is not known although the run has begun.",
                            "Give each parameter that it uses a value.");
                }
            }
        } catch (JobException e) {
            e.issues().forEach(own::add);
        }
        found.addAll(own);
        return new Unresolved(span, text);
    }

    /** A secret may hold expressions too; what is wrong with them is said without showing them. */
    private JsonValue secret(JsonSecret secret) {
        String text = secret.secret().reveal();
        if (!Constants.expression(text)) {
            return secret;
        }
        Issues hidden = new Issues();
        JsonValue value = evaluated(text, secret.span(), hidden);
        if (hidden.hasErrors()) {
            issues.error(
                    ErrorCode.ExpressionInvalid,
                    secret.span(),
                    "An expression inside this secret is wrong.",
                    "Check the names in @{..}; write @@ for an @ that starts a text.");
        }
        return value instanceof JsonText known
                ? new JsonSecret(secret.span(), Secret.of(known.text()))
                : new Unresolved(secret.span(), "***");
    }
}
