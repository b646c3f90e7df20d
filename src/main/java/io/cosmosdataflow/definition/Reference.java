package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A resource named by another: {@code {"referenceName":"..","type":"DatasetReference","parameters":{..}}}.
 *
 * @param arguments values for the parameters of the named resource; expressions in them are not resolved
 * @param span where the name stands
 */
public record Reference(String name, String type, JsonObject arguments, Span span) {

    public static final String DATASET = "DatasetReference";
    public static final String LINKED_SERVICE = "LinkedServiceReference";
    public static final String INTEGRATION_RUNTIME = "IntegrationRuntimeReference";
    /** A dedicated SQL pool of the workspace: takes the place of a linked service, and no parameters. */
    public static final String SQL_POOL = "SqlPoolReference";

    public static final String CREDENTIAL = "CredentialReference";
    public static final String PIPELINE = "PipelineReference";
    public static final String DATA_FLOW = "DataFlowReference";

    public Reference {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(span, "span");
    }

    /** @param expected the {@code type} that the reference must have; {@link #DATASET}, say */
    public static Reference read(Properties properties, String expected) {
        String name = properties.requiredText("referenceName");
        String type = properties.text("type", expected);
        if (!type.equalsIgnoreCase(expected)) {
            properties.notAllowed("type", type, List.of(expected));
        }
        Optional<Properties> given = expected.equals(SQL_POOL) ? Optional.empty() : properties.object("parameters");
        JsonObject arguments =
                given.map(Properties::json).orElse(new JsonObject(properties.spanOf("parameters"), Map.of()));
        properties.ignore("datasetParameters").finish();
        return new Reference(name, expected, arguments, properties.spanOf("referenceName"));
    }

    static Reference read(JsonObject object, String owner, String expected, Issues issues) {
        return read(Properties.of(object, owner, issues), expected);
    }

    /** With arguments that stand elsewhere. */
    public Reference withArguments(JsonObject others) {
        return new Reference(name, type, others, span);
    }

    /** {@code dataset}, {@code linked service}, ...: for messages. */
    String noun() {
        String words = type.replaceFirst("Reference$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return words.toLowerCase(Locale.ROOT);
    }
}
