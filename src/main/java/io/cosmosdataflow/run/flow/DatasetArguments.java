package io.cosmosdataflow.run.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.plan.DataFlowPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Values for the parameters of the datasets of a data flow, by the name of the source or sink: what an activity gives
 * as {@code datasetParameters}, or the user of a data flow by itself.
 */
public final class DatasetArguments {

    private final Map<String, JsonObject> byStream;
    private final boolean unknown;
    private final Optional<Span> activity;

    private DatasetArguments(Map<String, JsonObject> byStream, boolean unknown, Optional<Span> activity) {
        this.byStream = Map.copyOf(byStream);
        this.unknown = unknown;
        this.activity = Objects.requireNonNull(activity, "activity");
    }

    /** For a check of a data flow by itself: what is not given is unknown, and its use no mistake. */
    static DatasetArguments unknownBut(Map<String, JsonObject> given) {
        return new DatasetArguments(given, true, Optional.empty());
    }

    /** The same where there is a run: what is not given is asked for. */
    DatasetArguments required() {
        return new DatasetArguments(byStream, false, activity);
    }

    /**
     * For a data flow by itself.
     *
     * @param texts by {@code stream.parameter}; as a parameter of a pipeline is given on a command line
     * @throws JobException {@link ErrorCode#InvalidOptionValue} if there is no such stream or parameter, or the text
     *     does not fit
     */
    public static DatasetArguments ofTexts(DataFlowPlan plan, Factory factory, Map<String, String> texts) {
        Map<String, Dataset> datasets = datasets(plan, factory);
        Map<String, Map<String, Member>> byStream = new HashMap<>();
        texts.forEach((path, text) -> {
            int dot = path.lastIndexOf('.');
            String stream = dot < 0 ? path : path.substring(0, dot);
            Dataset dataset = datasets.get(stream);
            if (dataset == null) {
                throw invalid(
                        "Data flow '" + plan.name() + "' has no source or sink '" + stream + "' with a dataset.",
                        NearestNames.hint(stream, datasets.keySet()));
            }
            ParameterDefinition parameter = parameter(dataset, path.substring(dot + 1), stream);
            byStream.computeIfAbsent(stream, name -> new HashMap<>()).put(parameter.name(), value(parameter, text));
        });
        Map<String, JsonObject> given = new HashMap<>();
        byStream.forEach((stream, members) -> given.put(stream, new JsonObject(Span.startOf(stream), members)));
        return unknownBut(given);
    }

    private static Map<String, Dataset> datasets(DataFlowPlan plan, Factory factory) {
        Map<String, Dataset> datasets = new TreeMap<>();
        Stream.concat(
                        plan.sources().stream().map(node -> Map.entry(node.name(), node.binding())),
                        plan.sinks().stream().map(node -> Map.entry(node.name(), node.binding())))
                .forEach(end -> end.getValue()
                        .dataset()
                        .flatMap(named -> factory.dataset(named, new Issues()))
                        .ifPresent(dataset -> datasets.put(end.getKey(), dataset)));
        return datasets;
    }

    private static ParameterDefinition parameter(Dataset dataset, String name, String stream) {
        return dataset.parameters().values().stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "Dataset '" + dataset.name() + "' of '" + stream + "' has no parameter '" + name + "'.",
                        NearestNames.hint(name, dataset.parameters().keySet())));
    }

    /** A value is no expression, whatever it starts with. */
    private static Member value(ParameterDefinition parameter, String text) {
        try {
            JsonNode value = parameter.parse(text);
            boolean escape = value.isTextual() && value.textValue().startsWith("@");
            Span place = Span.startOf("--dataset-parameter");
            return new Member(place, JsonValue.of(escape ? TextNode.valueOf("@" + value.textValue()) : value, place));
        } catch (JobException e) {
            throw invalid(e.getMessage(), "");
        }
    }

    private static JobException invalid(String message, String hint) {
        return JobException.of(ErrorCode.InvalidOptionValue, (message + " " + hint).strip());
    }

    /** @param dataFlow where the activity names its data flow; what is missing is told there */
    static DatasetArguments ofActivity(Map<String, JsonObject> given, Span dataFlow) {
        return new DatasetArguments(given, false, Optional.of(dataFlow));
    }

    /**
     * @param named how the data flow names the dataset
     * @return the reference with the values of the stream; empty if one is missing, which is reported
     */
    Optional<Reference> of(String stream, Reference named, Dataset dataset, Issues issues) {
        JsonObject given = byStream.getOrDefault(stream, named.arguments());
        Map<String, Member> arguments = new LinkedHashMap<>(given.members());
        boolean complete = true;
        for (ParameterDefinition parameter : dataset.parameters().values()) {
            boolean absent = parameter.defaultValue().isEmpty()
                    && given.find(parameter.name()).isEmpty();
            if (absent && unknown) {
                JsonValue value = new Unresolved(named.span(), "@dataset()." + parameter.name());
                arguments.put(parameter.name(), new Member(named.span(), value));
            } else if (absent) {
                missing(stream, named, parameter, dataset, issues);
                complete = false;
            }
        }
        JsonObject all = new JsonObject(given.span(), arguments);
        return complete ? Optional.of(new Reference(named.name(), named.type(), all, named.span())) : Optional.empty();
    }

    private void missing(
            String stream, Reference named, ParameterDefinition parameter, Dataset dataset, Issues issues) {
        Span span = activity.orElse(named.span());
        issues.error(
                ErrorCode.InvalidParameter,
                span,
                "Parameter '" + parameter.name() + "' of " + dataset.shown() + ", which '" + stream
                        + "' uses, has no default and is not given.",
                activity.isPresent()
                        ? "Add it to '" + stream + "' in 'datasetParameters' of the activity's data flow."
                        : "Pass --dataset-parameter " + stream + "." + parameter.name() + "=<value>.");
    }
}
