package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonFile;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The envelope that all files of a factory share: a name and properties. */
public record ResourceFile(String name, Span nameSpan, JsonObject properties, JsonObject raw) {

    public ResourceFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(nameSpan, "nameSpan");
        Objects.requireNonNull(properties, "properties");
        Objects.requireNonNull(raw, "raw");
    }

    /** Empty if the file cannot be used, which is reported. */
    static Optional<ResourceFile> read(Path path, Issues issues) {
        return read(path, true, issues);
    }

    /** As {@link #read} for the factory's own file, which Data Factory writes without properties if it has none. */
    static Optional<ResourceFile> readFactory(Path path, Issues issues) {
        return read(path, false, issues);
    }

    private static Optional<ResourceFile> read(Path path, boolean needsProperties, Issues issues) {
        Optional<JsonValue> value = JsonFile.read(path, issues);
        if (value.isPresent() && !(value.get() instanceof JsonObject)) {
            issues.error(
                    ErrorCode.JsonSyntax,
                    value.get().span(),
                    "The file holds " + value.get().kind() + "; an object with 'name' and 'properties' is expected.",
                    "");
        }
        return value.filter(JsonObject.class::isInstance)
                .flatMap(object -> of(path, (JsonObject) object, needsProperties, issues));
    }

    static String fileName(Path path) {
        return path.getFileName().toString().replaceFirst("(?i)\\.json$", "");
    }

    private static Optional<ResourceFile> of(Path path, JsonObject raw, boolean needsProperties, Issues issues) {
        String fileName = fileName(path);
        Properties file = Properties.of(raw, "the file", issues);
        String name = file.text("name", "");
        if (name.isBlank()) {
            file.missing("name");
            name = fileName;
        } else if (!name.equals(fileName)) {
            issues.hint(
                    ErrorCode.InvalidProperty,
                    file.spanOf("name"),
                    "The name '" + name + "' differs from the file's name '" + fileName + "'.",
                    "References use the name inside the file.");
        }
        Optional<JsonObject> properties = file.object("properties").map(Properties::json);
        if (!file.present("properties")) {
            if (needsProperties) {
                file.missing("properties");
            } else {
                properties = Optional.of(new JsonObject(raw.span(), Map.of()));
            }
        }
        file.ignore("type", "etag", "id", "apiVersion", "dependsOn", "location", "identity", "tags", "systemData")
                .finish();
        String known = name;
        return properties.map(object -> new ResourceFile(known, file.spanOf("name"), object, raw));
    }
}
