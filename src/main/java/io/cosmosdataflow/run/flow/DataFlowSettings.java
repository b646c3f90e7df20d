package io.cosmosdataflow.run.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What an ExecuteDataFlow activity says.
 *
 * @param parameters values that are known, as expressions of the script language
 * @param places where these values are written
 * @param datasetArguments by the name of the source or sink
 * @param runConcurrently whether sinks of the same order are written at the same time
 * @param continueOnError whether the other sinks go on when one fails
 * @param firstRowOnly whether a cache sink gives the output one row instead of all
 * @param checkpointKey stands for the names of pipeline and activity in the key of the checkpoint
 */
record DataFlowSettings(
        Reference dataFlow,
        Map<String, String> parameters,
        Map<String, Span> places,
        DatasetArguments datasetArguments,
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
        places = Map.copyOf(places);
        Objects.requireNonNull(datasetArguments, "datasetArguments");
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
        return dataflow.map(each -> {
            Map<String, JsonValue> parameters = parameters(each);
            DatasetArguments arguments = datasetArguments(each);
            return new DataFlowSettings(
                    Reference.read(each, Reference.DATA_FLOW),
                    mapped(parameters, value -> expression(value.toNode())),
                    mapped(parameters, JsonValue::span),
                    arguments,
                    concurrently,
                    goOn,
                    firstRowOnly,
                    checkpointKey);
        });
    }

    private static Map<String, JsonValue> parameters(Properties dataflow) {
        Map<String, JsonValue> parameters = new HashMap<>();
        members(dataflow, "parameters").forEach((name, member) -> {
            if (!(member.value() instanceof Unresolved)) {
                parameters.put(name, member.value());
            }
        });
        return parameters;
    }

    private static <T> Map<String, T> mapped(Map<String, JsonValue> values, Function<JsonValue, T> to) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, value -> to.apply(value.getValue())));
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

    /** Told at the name of the data flow where one is missing; none is where only the run knows them. */
    private static DatasetArguments datasetArguments(Properties dataflow) {
        Map<String, JsonObject> byStream = new HashMap<>();
        boolean known = dataflow.present("datasetParameters")
                == dataflow.value("datasetParameters").isPresent();
        for (Map.Entry<String, Member> member :
                members(dataflow, "datasetParameters").entrySet()) {
            if (member.getValue().value() instanceof JsonObject values) {
                byStream.put(member.getKey(), values);
            }
            known &= !(member.getValue().value() instanceof Unresolved);
        }
        return known
                ? DatasetArguments.ofActivity(byStream, dataflow.spanOf("referenceName"))
                : DatasetArguments.unknownBut(byStream);
    }

    private static Map<String, Member> members(Properties properties, String name) {
        Optional<JsonValue> value = properties.value(name);
        return value.filter(JsonObject.class::isInstance)
                .map(object -> ((JsonObject) object).members())
                .orElse(Map.of());
    }
}
