package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.JsonValue.JsonArray;
import io.cosmosdataflow.definition.JsonValue.JsonObject;
import io.cosmosdataflow.definition.JsonValue.JsonText;
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
 */
public record DatasetColumn(String name, String type, Span span) {

    public DatasetColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(span, "span");
    }

    /**
     * {@code structure} wins over {@code schema} where both are written, as it is what the author typed.
     *
     * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping.
     */
    static List<DatasetColumn> read(
            Optional<JsonValue> schema, Optional<JsonValue> structure, String owner, Issues issues) {
        List<DatasetColumn> columns =
                structure.map(value -> columns(value, owner, issues)).orElse(List.of());
        return columns.isEmpty()
                ? schema.map(value -> columns(value, owner, issues)).orElse(List.of())
                : columns;
    }

    private static List<DatasetColumn> columns(JsonValue value, String owner, Issues issues) {
        List<DatasetColumn> columns = new ArrayList<>();
        if (value instanceof JsonArray array) {
            for (JsonValue item : array.items()) {
                if (item instanceof JsonObject column) {
                    column(column, owner, issues).ifPresent(columns::add);
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

    private static Optional<DatasetColumn> column(JsonObject column, String owner, Issues issues) {
        Properties properties = Properties.of(column, "column of " + owner, issues);
        String name = properties.requiredText("name");
        String type = properties.text("type", "");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new DatasetColumn(name, type, properties.spanOf("name")));
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
