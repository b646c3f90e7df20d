package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonBoolean;
import io.cosmosdataflow.definition.json.JsonValue.JsonNull;
import io.cosmosdataflow.definition.json.JsonValue.JsonNumber;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads typed settings from a JSON object whose expressions are resolved. What is wrong goes to the
 * {@link Issues} and the default is returned, so that one look finds everything. {@code null} counts as absent, as in
 * Data Factory. {@link #finish} reports what nobody asked for.
 *
 * <p>An {@link Unresolved} value, which only the run will know, is not absent. The check reads the default in its
 * place, and reports nothing that would follow from its absence: a reader that demands one of several settings asks
 * {@link #given}, and {@link #missing} stays silent. A run has no such values ({@code ResolvedProperties}).
 */
public final class Properties {

    private final JsonObject object;
    private final String owner;
    private final Issues issues;
    private final Set<String> known = new LinkedHashSet<>();
    private final Consumer<String> asked;
    private final Optional<Set<String>> elsewhere;

    private Properties(
            JsonObject object, String owner, Issues issues, Consumer<String> asked, Optional<Set<String>> elsewhere) {
        this.object = object;
        this.owner = owner;
        this.issues = issues;
        this.asked = asked;
        this.elsewhere = elsewhere;
    }

    /**
     * @param owner what the settings belong to, for messages: {@code source of activity 'Import'}
     */
    public static Properties of(JsonObject object, String owner, Issues issues) {
        return new Properties(object, owner, issues, name -> {}, Optional.empty());
    }

    /**
     * As they are, but for {@link #finish}, to which a name is an error that neither a reader asks for nor {@code
     * elsewhere} has.
     *
     * @param elsewhere names that mean something in other places, and are left over from there
     */
    public Properties strict(Set<String> elsewhere) {
        return new Properties(object, owner, issues, asked, Optional.of(Set.copyOf(elsewhere)));
    }

    /**
     * As {@link #of}, and tells the names that are asked for, present or not, so that a reader's vocabulary can be
     * compared with its documentation.
     *
     * @param asked takes {@code store}, {@code store.} if an object is expected there, {@code columns[].} if an
     *     array of objects is, {@code store.prefix} for a name inside
     */
    static Properties heard(JsonObject object, String owner, Issues issues, Consumer<String> asked) {
        return new Properties(object, owner, issues, asked, Optional.empty());
    }

    public Span span() {
        return object.span();
    }

    /** The object itself, for settings that are read elsewhere. */
    public JsonObject json() {
        return object;
    }

    public String owner() {
        return owner;
    }

    public Issues issues() {
        return issues;
    }

    /** Where the value of {@code name} stands, else where the object starts. */
    public Span spanOf(String name) {
        return object.find(name).map(member -> member.value().span()).orElse(object.span());
    }

    /** Present, and known already. */
    public Optional<JsonValue> value(String name) {
        know(name);
        return object.find(name)
                .map(Member::value)
                .filter(value -> !(value instanceof JsonNull) && !(value instanceof Unresolved));
    }

    /** Whether the property is written at all, be it as an expression that only the run resolves. */
    public boolean present(String name) {
        know(name);
        return object.find(name)
                .map(Member::value)
                .filter(value -> !(value instanceof JsonNull))
                .isPresent();
    }

    /** Whether the value of one of these is written but only known in the run. */
    public boolean waits(String... names) {
        return Arrays.stream(names)
                .anyMatch(name -> present(name) && value(name).isEmpty());
    }

    /** Whether one of these has a value, or will have one in the run; a blank text is none. */
    public boolean given(String... names) {
        return waits(names)
                || Arrays.stream(names).anyMatch(name -> value(name)
                        .filter(value -> !(value instanceof JsonText text)
                                || !text.text().isBlank())
                        .isPresent());
    }

    /** A text; a number or boolean counts as its text, as in Data Factory. */
    public Optional<String> text(String name) {
        return value(name).flatMap(value -> {
            Optional<String> text = textOf(value);
            return text.isPresent() ? text : wrong(name, value, "a text");
        });
    }

    private static Optional<String> textOf(JsonValue value) {
        if (value instanceof JsonText text) {
            return Optional.of(text.text());
        }
        if (value instanceof JsonNumber number) {
            return Optional.of(number.text());
        }
        return value instanceof JsonBoolean flag ? Optional.of(String.valueOf(flag.value())) : Optional.empty();
    }

    /** As {@link #text}, without blanks at its ends; empty for a text of nothing else. */
    public Optional<String> filled(String name) {
        return text(name).map(String::trim).filter(text -> !text.isEmpty());
    }

    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** As {@link #text}; absent or empty is an error, and gives an empty text so that the check can go on. */
    public String requiredText(String name) {
        Optional<String> text = text(name);
        if (!present(name) || text.filter(String::isBlank).isPresent()) {
            missing(name);
        }
        return text.orElse("");
    }

    /**
     * A text in one of the forms of a secret: plain, {@code SecureString}, {@code AzureKeyVaultSecret}, or
     * from the parameters file.
     */
    public Optional<SecretSetting> secret(String name) {
        return value(name).flatMap(value -> {
            Optional<SecretSetting> secret = SecretSetting.read(value);
            if (secret.isEmpty() && !SecretSetting.unresolved(value)) {
                issues.error(
                        ErrorCode.InvalidProperty,
                        value.span(),
                        "'" + name + "' of " + owner + " must be a text, a SecureString or an AzureKeyVaultSecret, not "
                                + value.kind() + ".",
                        "");
            }
            return secret;
        });
    }

    public boolean flag(String name, boolean otherwise) {
        return value(name)
                .flatMap(value -> {
                    if (value instanceof JsonBoolean flag) {
                        return Optional.of(flag.value());
                    }
                    if (value instanceof JsonText text && text.text().matches("(?i)true|false")) {
                        return Optional.of(Boolean.parseBoolean(text.text()));
                    }
                    return wrong(name, value, "true or false");
                })
                .orElse(otherwise);
    }

    /** A whole number from {@code least} to {@code most}; digits in a text count. */
    public int integer(String name, int otherwise, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        return value(name)
                .flatMap(value -> {
                    String digits = value instanceof JsonNumber || value instanceof JsonText
                            ? value.toNode().asText().trim()
                            : "";
                    if (digits.matches("[-+]?\\d{1,20}(\\.\\d{1,20})?([eE][-+]?\\d{1,2})?")) {
                        BigDecimal number = new BigDecimal(digits);
                        if (number.stripTrailingZeros().scale() <= 0
                                && number.compareTo(BigDecimal.valueOf(least)) >= 0
                                && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                            return Optional.of(number.intValueExact());
                        }
                    }
                    return wrong(name, value, expected);
                })
                .orElse(otherwise);
    }

    /** One of the constants as their text form has them, whatever its case. */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        Map<String, E> allowed = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
            allowed.put(constant.toString().toLowerCase(Locale.ROOT), constant);
            names.add(constant.toString());
        }
        return text(name)
                .flatMap(text -> {
                    E constant = allowed.get(text.toLowerCase(Locale.ROOT));
                    return constant == null ? notAllowed(name, text, names) : Optional.of(constant);
                })
                .orElse(otherwise);
    }

    /**
     * The texts of an array; a single text counts as an array of one, a number or boolean as its text. One that the
     * run resolves makes it absent.
     */
    public List<String> texts(String name) {
        return value(name)
                .flatMap(value -> {
                    List<JsonValue> items = value instanceof JsonArray array ? array.items() : List.of(value);
                    if (items.stream().anyMatch(Unresolved.class::isInstance)) {
                        return Optional.<List<String>>empty();
                    }
                    List<String> texts = items.stream()
                            .flatMap(item -> textOf(item).stream())
                            .toList();
                    return texts.size() == items.size()
                            ? Optional.of(texts)
                            : Properties.<List<String>>none(() -> wrong(name, value, "an array of texts"));
                })
                .orElse(List.of());
    }

    public Optional<Properties> object(String name) {
        asked.accept(name + ".");
        return value(name)
                .flatMap(value -> value instanceof JsonObject inner
                        ? Optional.of(inside(name + ".", name, inner))
                        : wrong(name, value, "an object"));
    }

    public List<Properties> objects(String name) {
        asked.accept(name + "[].");
        return value(name)
                .flatMap(value -> value instanceof JsonArray array
                        ? Optional.of(array.items())
                        : Properties.<List<JsonValue>>none(() -> wrong(name, value, "an array of objects")))
                .orElse(List.of())
                .stream()
                .flatMap(item -> {
                    if (item instanceof JsonObject inner) {
                        return java.util.stream.Stream.of(inside(name + "[].", name, inner));
                    }
                    wrong(name, item, "an array of objects");
                    return java.util.stream.Stream.empty();
                })
                .toList();
    }

    /** Names that Data Factory knows and that mean nothing here; they are passed over in silence. */
    public Properties ignore(String... names) {
        Arrays.asList(names).forEach(this::know);
        return this;
    }

    /** A setting that Data Factory has and this version does not: an error where it is written. */
    public Properties unsupported(String name, String why) {
        know(name);
        object.find(name)
                .filter(member -> !(member.value() instanceof JsonNull))
                .ifPresent(member -> issues.unsupported(
                        ErrorCode.UnsupportedSetting,
                        member.nameSpan(),
                        "Setting " + name + ": " + why,
                        "'" + name + "' of " + owner + " is not supported: " + why + ".",
                        "Remove it, or run this activity in Data Factory."));
        return this;
    }

    /** Reports that it is; stays silent about one that waits for the run. */
    public void missing(String name) {
        if (waits(name)) {
            return;
        }
        issues.error(
                ErrorCode.MissingProperty, object.span(), "'" + name + "' of " + owner + " is missing.", "Set it.");
    }

    /**
     * Reports as a hint each property that nobody asked for, which is kept and has no effect; as an error where they are
     * {@link #strict}.
     */
    public void finish() {
        Set<String> lower = lower(known);
        object.members().forEach((name, member) -> {
            if (!lower.contains(name.toLowerCase(Locale.ROOT))) {
                List<String> near = NearestNames.of(name, known);
                String hint = near.isEmpty() ? "" : "Did you mean '" + near.get(0) + "'?";
                boolean wrong = elsewhere
                        .filter(names -> !lower(names).contains(name.toLowerCase(Locale.ROOT)))
                        .isPresent();
                if (wrong) {
                    String message = "'" + name + "' of " + owner + " is not known.";
                    issues.error(ErrorCode.UnknownProperty, member.nameSpan(), message, hint);
                } else {
                    String message = "'" + name + "' of " + owner + " is not known and has no effect.";
                    issues.hint(ErrorCode.UnknownProperty, member.nameSpan(), message, hint);
                }
            }
        });
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Reports a value that is none of {@code allowed}, with the nearest of them. */
    public <T> Optional<T> notAllowed(String name, String value, Collection<String> allowed) {
        List<String> near = NearestNames.of(value, allowed);
        issues.error(
                ErrorCode.InvalidProperty,
                spanOf(name),
                "'" + name + "' of " + owner + " is '" + value + "'; allowed: " + String.join(", ", allowed) + ".",
                near.isEmpty() ? "" : "Did you mean '" + near.get(0) + "'?");
        return Optional.empty();
    }

    private void know(String name) {
        known.add(name);
        asked.accept(name);
    }

    private Properties inside(String path, String name, JsonObject inner) {
        return heard(inner, name + " of " + owner, issues, below -> asked.accept(path + below));
    }

    private <T> Optional<T> wrong(String name, JsonValue value, String expected) {
        boolean scalar = value instanceof JsonText || value instanceof JsonNumber || value instanceof JsonBoolean;
        String shown = scalar ? value.toNode().toString() : value.kind();
        issues.error(
                ErrorCode.InvalidProperty,
                value.span(),
                "'" + name + "' of " + owner + " must be " + expected + ", not " + shown + ".",
                "");
        return Optional.empty();
    }

    private static <T> Optional<T> none(Runnable report) {
        report.run();
        return Optional.empty();
    }
}
