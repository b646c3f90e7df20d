package io.cosmosdataflow.expression.scope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values that an expression can refer to. Immutable: each {@code with..} gives another scope. A {@link
 * MissingNode} stands for a value that only the run will know; what is computed from it is missing too.
 */
public final class Scope {

    public static final String PIPELINE = "pipeline";
    public static final String DATASET = "dataset";
    public static final String LINKED_SERVICE = "linkedService";
    public static final String ITEM = "item";
    public static final String TRIGGER = "trigger";
    public static final String TRIGGER_BODY = "triggerBody";

    private final Map<String, JsonNode> roots;
    private final TreeMap<String, JsonNode> variables;
    private final TreeMap<String, JsonNode> activities;
    private final TreeSet<String> activityNames;
    private final Clock clock;
    private final boolean running;

    private Scope(
            Map<String, JsonNode> roots,
            TreeMap<String, JsonNode> variables,
            TreeMap<String, JsonNode> activities,
            TreeSet<String> activityNames,
            Clock clock,
            boolean running) {
        this.roots = roots;
        this.variables = variables;
        this.activities = activities;
        this.activityNames = activityNames;
        this.clock = clock;
        this.running = running;
    }

    /** Whether each value must be known: a run is on. */
    public boolean running() {
        return running;
    }

    /** Knows no values, only the functions. */
    public static Scope empty() {
        return new Scope(
                Map.of(), names(), names(), new TreeSet<>(String.CASE_INSENSITIVE_ORDER), Clock.systemUTC(), false);
    }

    /**
     * For a run: no activity has ended yet, variables have their defaults, null if there is none.
     *
     * @param parameters all parameters of the pipeline, as {@code ParameterValues} gives them
     */
    public static Scope running(
            Factory factory, Pipeline pipeline, Map<String, JsonNode> parameters, RunVariables run) {
        ObjectNode system = run.toNode().put("Pipeline", pipeline.name()).put("DataFactory", factory.name());
        Map<String, JsonNode> variables = new HashMap<>();
        pipeline.variables()
                .forEach((name, variable) -> variables.put(
                        name,
                        variable.defaultValue()
                                .map(value -> value.toNode())
                                .orElse(JsonNodeFactory.instance.nullNode())));
        Scope scope = of(factory, pipeline, parameters, system).withVariables(variables);
        return new Scope(scope.roots, scope.variables, scope.activities, scope.activityNames, scope.clock, true);
    }

    /**
     * For a check: what only a run knows is missing: variables, results of activities, times and ids.
     *
     * @param parameters those that are known; the others are missing
     */
    public static Scope checking(Factory factory, Pipeline pipeline, Map<String, JsonNode> parameters) {
        ObjectNode system = RunVariables.manual("", Instant.EPOCH).toNode();
        List<String> names = new ArrayList<>();
        system.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> system.set(name, MissingNode.getInstance()));
        system.put("Pipeline", pipeline.name()).put("DataFactory", factory.name());
        Map<String, JsonNode> all = missing(pipeline.parameters().keySet());
        all.putAll(parameters);
        Scope scope = of(factory, pipeline, all, system)
                .withVariables(missing(pipeline.variables().keySet()));
        pipeline.activities().forEach(each -> scope.activities.put(each.name(), MissingNode.getInstance()));
        return scope.with(TRIGGER, MissingNode.getInstance()).with(TRIGGER_BODY, MissingNode.getInstance());
    }

    private static Scope of(Factory factory, Pipeline pipeline, Map<String, JsonNode> parameters, ObjectNode system) {
        Map<String, JsonNode> global = new HashMap<>();
        factory.globalParameters()
                .forEach((name, parameter) ->
                        parameter.defaultValue().ifPresent(value -> global.put(name, value.toNode())));
        system.set("parameters", object(parameters));
        system.set("globalParameters", object(global));
        Scope scope = empty().with(PIPELINE, system);
        pipeline.activities().forEach(each -> scope.activityNames.add(each.name()));
        return scope;
    }

    private static Map<String, JsonNode> missing(Iterable<String> names) {
        Map<String, JsonNode> values = new HashMap<>();
        names.forEach(name -> values.put(name, MissingNode.getInstance()));
        return values;
    }

    /** All variables, by name. */
    public Scope withVariables(Map<String, JsonNode> values) {
        TreeMap<String, JsonNode> all = names();
        all.putAll(values);
        return new Scope(roots, all, activities, activityNames, clock, running);
    }

    /**
     * @param result what {@code activity('name')} gives: {@code {"output":{..},"Status":"Succeeded","error":{..}}}
     */
    public Scope withActivity(String name, JsonNode result) {
        TreeMap<String, JsonNode> all = names();
        all.putAll(activities);
        all.put(name, result);
        TreeSet<String> known = new TreeSet<>(activityNames);
        known.add(name);
        return new Scope(roots, variables, all, known, clock, running);
    }

    /** Inside an activity, whose activities have names and no results yet. */
    public Scope inside(Collection<String> names) {
        TreeSet<String> known = new TreeSet<>(activityNames);
        known.addAll(names);
        TreeMap<String, JsonNode> all = new TreeMap<>(activities);
        if (!running) {
            names.forEach(name -> all.put(name, MissingNode.getInstance()));
        }
        return new Scope(roots, variables, all, known, clock, running);
    }

    /** While checking: as an activity sees it that may run before these of the {@link #activityNames()} have ended. */
    public Scope notAfter(Collection<String> names) {
        TreeMap<String, JsonNode> ended = new TreeMap<>(activities);
        names.forEach(ended::remove);
        return new Scope(roots, variables, ended, activityNames, clock, running);
    }

    /** The item of a ForEach or Filter activity; missing while checking. */
    public Scope withItem(JsonNode item) {
        return with(ITEM, item);
    }

    /** Values of the parameters of a dataset. */
    public Scope withDataset(Map<String, JsonNode> parameters) {
        return with(DATASET, object(parameters));
    }

    /** Values of the parameters of a linked service. */
    public Scope withLinkedService(Map<String, JsonNode> parameters) {
        return with(LINKED_SERVICE, object(parameters));
    }

    /** What {@code trigger()} and {@code triggerBody()} give in a run that an event started. */
    public Scope withTrigger(JsonNode trigger, JsonNode body) {
        return with(TRIGGER, trigger).with(TRIGGER_BODY, body);
    }

    public Scope withClock(Clock other) {
        return new Scope(roots, variables, activities, activityNames, other, running);
    }

    private Scope with(String root, JsonNode value) {
        Map<String, JsonNode> all = new HashMap<>(roots);
        all.put(root, value);
        return new Scope(all, variables, activities, activityNames, clock, running);
    }

    public Optional<JsonNode> root(String name) {
        return Optional.ofNullable(roots.get(name));
    }

    public Optional<JsonNode> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    public List<String> variableNames() {
        return List.copyOf(variables.keySet());
    }

    /** Empty if there is no such activity, or it has not ended yet. */
    public Optional<JsonNode> activity(String name) {
        return Optional.ofNullable(activities.get(name));
    }

    public List<String> activityNames() {
        return List.copyOf(activityNames);
    }

    public boolean hasActivity(String name) {
        return activityNames.contains(name);
    }

    public Instant now() {
        return clock.instant();
    }

    private static ObjectNode object(Map<String, JsonNode> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        values.forEach(object::set);
        return object;
    }

    private static TreeMap<String, JsonNode> names() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }
}
