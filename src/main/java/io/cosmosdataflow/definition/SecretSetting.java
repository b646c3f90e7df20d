package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.Objects;
import java.util.Optional;

/** A secret as a linked service holds it: its value, or only a sign that there is one. */
public sealed interface SecretSetting {

    Span span();

    /**
     * The value; where it is not in the factory, {@link ErrorCode#UnresolvedSecret} names the parameter to set.
     */
    Optional<Secret> require(LinkedService service, String property, Issues issues);

    /** Empty if the value has none of the forms of a secret, or is not known before the run. */
    static Optional<SecretSetting> read(JsonValue value) {
        if (value instanceof JsonSecret known) {
            return Optional.of(new Known(known.span(), known.secret()));
        }
        if (value instanceof JsonText text) {
            return Optional.of(of(text));
        }
        if (value instanceof JsonObject object && type(object).equalsIgnoreCase("AzureKeyVaultSecret")) {
            return Optional.of(new Opaque(object.span(), "is kept in Azure Key Vault"));
        }
        if (value instanceof JsonObject object && type(object).equalsIgnoreCase("SecureString")) {
            Optional<JsonValue> inner = object.find("value").map(Member::value);
            if (inner.isEmpty()) {
                return Optional.of(new Opaque(object.span(), "is a SecureString without its value"));
            }
            return inner.filter(each -> each instanceof JsonText || each instanceof JsonSecret)
                    .flatMap(SecretSetting::read);
        }
        return Optional.empty();
    }

    /**
     * Reports {@link ErrorCode#UnresolvedSecret} for a secret that a linked service does not have: Data Factory has
     * encrypted it for itself, or it was taken out.
     *
     * @param service name of the linked service
     * @param what the secret, for the message: {@code account key}
     * @param parameters what to set in the parameters file: one of them, the first for the secret alone
     */
    static void reportAbsent(String service, Properties properties, String what, String... parameters) {
        boolean encrypted = properties.present("encryptedCredential");
        String place = encrypted ? "encryptedCredential" : "connectionString";
        String whole =
                parameters.length < 2 ? "" : ", or '" + service + "_" + parameters[1] + "' with everything in it,";
        properties
                .issues()
                .error(
                        ErrorCode.UnresolvedSecret,
                        properties.spanOf(place),
                        "The " + what + " of " + properties.owner()
                                + (encrypted ? " is encrypted by Data Factory" : " is not in its definition") + ".",
                        "Set '" + service + "_" + parameters[0] + "'" + whole + " in the parameters file.");
    }

    static boolean unresolved(JsonValue value) {
        return value instanceof Unresolved
                || value instanceof JsonObject object
                        && type(object).equalsIgnoreCase("SecureString")
                        && object.find("value").map(Member::value).orElse(null) instanceof Unresolved;
    }

    /** Data Factory writes asterisks where it does not give a secret away. */
    private static SecretSetting of(JsonText text) {
        return text.text().matches("\\*+")
                ? new Opaque(text.span(), "is masked with asterisks")
                : new Known(text.span(), Secret.of(text.text()));
    }

    private static String type(JsonObject object) {
        return object.find("type").map(Member::value).orElse(null) instanceof JsonText text ? text.text() : "";
    }

    record Known(Span span, Secret secret) implements SecretSetting {

        public Known {
            Objects.requireNonNull(span, "span");
            Objects.requireNonNull(secret, "secret");
        }

        @Override
        public Optional<Secret> require(LinkedService service, String property, Issues issues) {
            return Optional.of(secret);
        }
    }

    /** @param how what was done with the value: {@code is kept in Azure Key Vault} */
    record Opaque(Span span, String how) implements SecretSetting {

        public Opaque {
            Objects.requireNonNull(span, "span");
            Objects.requireNonNull(how, "how");
        }

        @Override
        public Optional<Secret> require(LinkedService service, String property, Issues issues) {
            issues.error(
                    ErrorCode.UnresolvedSecret,
                    span,
                    "'" + property + "' of " + service.shown() + " " + how + ", so its value is not in the factory.",
                    "Set '" + service.name() + "_" + property + "' in the parameters file.");
            return Optional.empty();
        }
    }
}
