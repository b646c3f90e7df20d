package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.JsonValue;
import io.cosmosdataflow.definition.JsonValue.JsonObject;
import io.cosmosdataflow.definition.JsonValue.Member;
import io.cosmosdataflow.definition.JsonValue.Unresolved;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What an ExecuteDataFlow activity says.
 *
 * @param parameters values that are known, as expressions of the script language
 * @param datasetParameters by the name of the source or sink
 * @param runConcurrently whether sinks of the same order are written at the same time
 * @param continueOnError whether the other sinks go on when one fails
 * @param firstRowOnly whether a cache sink gives the output one row instead of all
 * @param checkpointKey stands for the names of pipeline and activity in the key of the checkpoint
 */
record DataFlowSettings(
        Reference dataFlow,
        Map<String, String> parameters,
        Map<String, JsonObject> datasetParameters,
        boolean runConcurrently,
        boolean continueOnError,
        boolean firstRowOnly,
        Optional<String> checkpointKey) {

    /** How much the service records; the metrics are there with each of them but {@code None}. */
    enum TraceLevel {
        Fine,
        Coarse,
        None
    }

    DataFlowSettings {
        Objects.requireNonNull(dataFlow, "dataFlow");
        parameters = Map.copyOf(parameters);
        datasetParameters = Map.copyOf(datasetParameters);
        Objects.requireNonNull(checkpointKey, "checkpointKey");
    }

    /** Empty if no data flow is named, which is reported. */
    static Optional<DataFlowSettings> read(JsonObject typeProperties, String owner, Issues issues) {
        Properties properties = Properties.of(typeProperties, owner, issues);
        if (!properties.present("dataflow")) {
            properties.missing("dataflow");
        }
        Optional<Properties> dataflow = properties.object("dataflow");
        boolean concurrently = properties.flag("runConcurrently", false);
        boolean goOn = properties.flag("continueOnError", false);
        properties.choice("traceLevel", TraceLevel.Fine);
        boolean firstRowOnly = properties
                .object("cacheSinks")
                .map(cache -> cache.flag("firstRowOnly", false))
                .orElse(false);
        Optional<String> checkpointKey = properties
                .object("continuationSettings")
                .flatMap(settings -> settings.text("customizedCheckpointKey"))
                .filter(key -> !key.isBlank());
        // The cluster is the user's own; what is staged in the service needs no staging here.
        properties
                .ignore("compute", "staging", "integrationRuntime", "sourceStagingConcurrency", "linkedService")
                .finish();
        return dataflow.map(each -> new DataFlowSettings(
                Reference.read(each, Reference.DATA_FLOW),
                parameters(each),
                datasetParameters(each),
                concurrently,
                goOn,
                firstRowOnly,
                checkpointKey));
    }

    private static Map<String, String> parameters(Properties dataflow) {
        Map<String, String> parameters = new HashMap<>();
        members(dataflow, "parameters").forEach((name, member) -> {
            if (!(member.value() instanceof Unresolved)) {
                parameters.put(name, expression(member.value().toNode()));
            }
        });
        return parameters;
    }

    /** A text is an expression already; other JSON values are written as one. */
    private static String expression(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(DataFlowSettings::literal)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return literal(value);
    }

    private static String literal(JsonNode value) {
        if (value.isTextual()) {
            return "'" + value.textValue().replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
        if (value.isArray() || value.isObject()) {
            return "'" + value.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
        return value.isNull() ? "null()" : value.isBoolean() ? value.asText() + "()" : value.asText();
    }

    private static Map<String, JsonObject> datasetParameters(Properties dataflow) {
        Map<String, JsonObject> byStream = new HashMap<>();
        members(dataflow, "datasetParameters").forEach((stream, member) -> {
            if (member.value() instanceof JsonObject values) {
                byStream.put(stream, values);
            }
        });
        return byStream;
    }

    private static Map<String, Member> members(Properties properties, String name) {
        Optional<JsonValue> value = properties.value(name);
        return value.filter(JsonObject.class::isInstance)
                .map(object -> ((JsonObject) object).members())
                .orElse(Map.of());
    }
}
