package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A column that a dataset declares.
 *
 * @param type as written: a type of the store ({@code nvarchar}), of JSON Schema ({@code integer}), or an
 *     interim type of Data Factory ({@code Int64}); empty if nothing is written
 * @param culture of dates and numbers as texts: {@code de-de}
 * @param format .NET's, of dates as texts
 */
public record DatasetColumn(String name, String type, Optional<String> culture, Optional<String> format, Span span) {

    public DatasetColumn(String name, String type, Span span) {
        this(name, type, Optional.empty(), Optional.empty(), span);
    }

    public DatasetColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(culture, "culture");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(span, "span");
    }

    /**
     * {@code structure} wins over {@code schema} where both are written, as it is what the author typed.
     *
     * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping.
     */
    public static List<DatasetColumn> read(
            Optional<JsonValue> schema, Optional<JsonValue> structure, String owner, Issues issues) {
        List<DatasetColumn> columns =
                structure.map(value -> columns(value, true, owner, issues)).orElse(List.of());
        return columns.isEmpty()
                ? schema.map(value -> columns(value, false, owner, issues)).orElse(List.of())
                : columns;
    }

    private static List<DatasetColumn> columns(JsonValue value, boolean named, String owner, Issues issues) {
        List<DatasetColumn> columns = new ArrayList<>();
        if (value instanceof JsonArray array) {
            for (JsonValue item : array.items()) {
                if (item instanceof JsonObject column) {
                    Optional<String> otherwise = named ? Optional.empty() : Optional.of("Prop_" + columns.size());
                    column(column, otherwise, owner, issues).ifPresent(columns::add);
                }
            }
        } else if (value instanceof JsonObject object
                && object.find("properties").map(JsonValue.Member::value).orElse(null) instanceof JsonObject members) {
            members.members()
                    .forEach((name, member) ->
                            columns.add(new DatasetColumn(name, schemaType(member.value()), member.nameSpan())));
        }
        return columns;
    }

    /**
     * @param otherwise name of a column that has none: the schema of text without a header line may hold types alone
     */
    private static Optional<DatasetColumn> column(
            JsonObject column, Optional<String> otherwise, String owner, Issues issues) {
        Properties properties = Properties.of(column, "column of " + owner, issues);
        Optional<String> name = otherwise.isEmpty()
                ? Optional.of(properties.requiredText("name"))
                : properties.text("name").or(() -> otherwise);
        String type = properties.text("type", "");
        Optional<String> culture = properties.text("culture").filter(text -> !text.isBlank());
        Optional<String> format = properties.text("format").filter(text -> !text.isEmpty());
        return name.filter(text -> !text.isEmpty())
                .map(text -> new DatasetColumn(text, type, culture, format, properties.spanOf("name")));
    }

    /** A JSON Schema may allow several types: the first that is not null counts. */
    private static String schemaType(JsonValue schema) {
        JsonValue type = schema instanceof JsonObject object
                ? object.find("type").map(JsonValue.Member::value).orElse(schema)
                : schema;
        if (type instanceof JsonArray several) {
            return several.items().stream()
                    .filter(JsonText.class::isInstance)
                    .map(item -> ((JsonText) item).text())
                    .filter(text -> !text.equals("null"))
                    .findFirst()
                    .orElse("");
        }
        return type instanceof JsonText text ? text.text() : "";
    }
}
