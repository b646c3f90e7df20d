package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells what is written plainly from what an expression will give. */
public final class Constants {

    private Constants() {}

    /** The text of {@code {"value":"@..","type":"Expression"}}, with its own place. */
    public static Optional<JsonText> wrappedExpression(JsonValue value) {
        if (value instanceof JsonObject object
                && object.members().size() == 2
                && object.find("type").map(Member::value).orElse(null) instanceof JsonText type
                && type.text().equals("Expression")
                && object.find("value").map(Member::value).orElse(null) instanceof JsonText text) {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    /** Whether the value as a whole is written, and not given by one expression. */
    public static boolean plain(JsonValue value) {
        return wrappedExpression(value).isEmpty() && !(value instanceof JsonText text && expression(text.text()));
    }

    /** Whether Data Factory evaluates that text: it starts with {@code @} or has an {@code @{} in it. */
    public static boolean expression(String text) {
        return text.startsWith("@") || text.contains("@{");
    }

    /** Whether no part of a value, whose expressions are resolved, waits for the run. */
    public static boolean known(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.members().values().stream().allMatch(member -> known(member.value()));
        }
        if (value instanceof JsonArray array) {
            return array.items().stream().allMatch(Constants::known);
        }
        return !(value instanceof Unresolved);
    }

    /** The same object, with {@link Unresolved} in the place of every expression. */
    public static JsonObject of(JsonObject object) {
        Map<String, Member> members = new LinkedHashMap<>();
        object.members()
                .forEach((name, member) -> members.put(name, new Member(member.nameSpan(), of(member.value()))));
        return new JsonObject(object.span(), members);
    }

    private static JsonValue of(JsonValue value) {
        Optional<JsonText> wrapped = wrappedExpression(value);
        if (wrapped.isPresent()) {
            return new Unresolved(value.span(), wrapped.get().text());
        }
        if (value instanceof JsonText text && expression(text.text())) {
            return new Unresolved(value.span(), text.text());
        }
        if (value instanceof JsonArray array) {
            return new JsonArray(
                    value.span(), array.items().stream().map(Constants::of).toList());
        }
        return value instanceof JsonObject object ? of(object) : value;
    }
}
