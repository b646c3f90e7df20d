package io.cosmosdataflow.run.statement;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.SecretSetting;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonNull;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonSecret;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.kind.statement.StatementParameter.Direction;
import io.cosmosdataflow.store.type.InterimType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads parameters of statements, with values in the types that they name.
 *
 * <p>Source: Microsoft Learn, transform-data-using-stored-procedure, "Parameter data type mapping": the types are the
 * interim types; a parameter without a type has that of its value.
 */
final class ParameterReader {

    private static final String NAMED = "storedProcedureParameters";
    private static final String LISTED = "parameters";
    /** With or without the sign that a database puts before it. */
    private static final String NAME = "[@:]?[\\p{L}_#][\\p{L}\\p{N}_@#$]*";

    private final RunScope scope;

    ParameterReader(RunScope scope) {
        this.scope = scope;
    }

    /** {@code {"name": {"value": .., "type": ".."}}}; empty if one is wrong, or not known before the run. */
    Optional<List<StatementParameter>> named(Properties settings) {
        if (settings.waits(NAMED)) {
            return Optional.empty();
        }
        Optional<Properties> object = settings.object(NAMED);
        if (object.isEmpty()) {
            return settings.present(NAMED) ? Optional.empty() : Optional.of(List.of());
        }
        List<Optional<StatementParameter>> read = new ArrayList<>();
        object.get().json().members().forEach((name, member) -> read.add(named(object.get(), name, member)));
        return all(read);
    }

    /**
     * {@code [{"name": "..", "type": "..", "value": .., "direction": "..", "size": ..}]}, as scripts have them; empty as
     * {@link #named}.
     *
     * @param places whether a parameter without a name has its place in the text
     */
    Optional<List<StatementParameter>> listed(Properties block, boolean places) {
        if (block.waits(LISTED)) {
            return Optional.empty();
        }
        List<Optional<StatementParameter>> read = block.objects(LISTED).stream()
                .map(parameter -> one(parameter, places))
                .toList();
        return all(read);
    }

    private Optional<StatementParameter> one(Properties parameter, boolean places) {
        String name = parameter.filled("name").orElse("");
        boolean named = name.matches(NAME) || name.isEmpty() && places;
        if (name.isEmpty() && !places) {
            parameter.missing("name");
        } else if (!named && !parameter.waits("name")) {
            notNamed(parameter, name, parameter.spanOf("name"));
        }
        Direction direction = parameter.choice("direction", Direction.Input);
        int size = parameter.integer("size", 0, -1, Integer.MAX_VALUE);
        Optional<StatementParameter> read = read(parameter, plain(name));
        boolean known = named && !parameter.waits("name", "direction", "size");
        return read.filter(each -> known).map(each -> each.with(direction, Math.max(0, size)));
    }

    private static Optional<List<StatementParameter>> all(List<Optional<StatementParameter>> read) {
        return read.stream().allMatch(Optional::isPresent)
                ? Optional.of(read.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private Optional<StatementParameter> named(Properties parameters, String name, Member member) {
        if (!name.matches(NAME)) {
            notNamed(parameters, name, member.nameSpan());
            return Optional.empty();
        }
        JsonValue given = member.value();
        if (given instanceof JsonObject && SecretSetting.read(given).isEmpty() && !SecretSetting.unresolved(given)) {
            return read(parameters.object(name).orElseThrow(), plain(name));
        }
        return SecretSetting.unresolved(given)
                ? Optional.empty()
                : value(parameters, name, plain(name), ParameterValue.typeOf(given), given);
    }

    private static void notNamed(Properties owner, String name, Span span) {
        owner.issues()
                .error(
                        ErrorCode.InvalidProperty,
                        span,
                        "'" + name + "' of " + owner.owner() + " is no name of a parameter.",
                        "Write its name in the statement, with letters, digits and underscores.");
    }

    private static String plain(String name) {
        return name.replaceFirst("^[@:]", "");
    }

    /** Its type and its value; reports what nobody has asked for. */
    private Optional<StatementParameter> read(Properties parameter, String name) {
        Optional<InterimType> type = type(parameter);
        JsonValue value = parameter.json().find("value").map(Member::value).orElse(new JsonNull(parameter.span()));
        boolean waits = parameter.waits("value", "type");
        parameter.finish();
        return waits ? Optional.empty() : type.flatMap(each -> value(parameter, "value", name, each, value));
    }

    private static Optional<InterimType> type(Properties parameter) {
        Optional<String> written = parameter.filled("type");
        if (written.isEmpty()) {
            return parameter.waits("type")
                    ? Optional.empty()
                    : Optional.of(ParameterValue.typeOf(
                            parameter.json().find("value").map(Member::value).orElse(new JsonNull(parameter.span()))));
        }
        if (written.get().toLowerCase(Locale.ROOT).equals("object")) {
            return Optional.of(InterimType.STRING);
        }
        Optional<InterimType> type = InterimType.of(written.get());
        return type.isPresent()
                ? type
                : parameter.notAllowed(
                        "type",
                        written.get(),
                        Arrays.stream(InterimType.values())
                                .map(InterimType::shown)
                                .toList());
    }

    /**
     * @param owner what the value belongs to
     * @param property where it stands there
     */
    private Optional<StatementParameter> value(
            Properties owner, String property, String name, InterimType type, JsonValue written) {
        if (SecretSetting.unresolved(written) || written instanceof Unresolved) {
            return Optional.empty();
        }
        if (written instanceof JsonNull) {
            return Optional.of(new StatementParameter(name, type, null, false));
        }
        boolean wrapped = written instanceof JsonSecret
                || SecretSetting.read(written).isPresent() && written instanceof JsonObject;
        Optional<String> text = wrapped ? secret(written) : Optional.of(ParameterValue.text(written));
        boolean secret = wrapped || scope.hasSecret(text.orElse(""));
        Optional<Object> value = text.flatMap(each -> ParameterValue.parse(type, each));
        if (value.isEmpty()) {
            owner.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            written.span(),
                            "'" + property + "' of " + owner.owner() + " is "
                                    + (secret
                                            ? "a secret that is not in the factory, or no "
                                            : "'" + text.get() + "', which is no ")
                                    + type.shown() + ".",
                            "Correct the value, or its 'type'.");
        }
        return value.map(each -> new StatementParameter(name, type, each, secret));
    }

    private static Optional<String> secret(JsonValue written) {
        return SecretSetting.read(written)
                .filter(SecretSetting.Known.class::isInstance)
                .map(known -> ((SecretSetting.Known) known).secret().reveal());
    }
}
