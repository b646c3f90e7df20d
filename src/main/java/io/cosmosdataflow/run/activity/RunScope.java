package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.ParameterType;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ParameterValues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.expression.ResolvedProperties;
import io.cosmosdataflow.expression.scope.RunVariables;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.store.storage.PathGuard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** What the activities of one run, or of one check, refer to. Safe for several threads. */
public final class RunScope implements StoreScope {

    private final Factory factory;
    private final Pipeline pipeline;
    private final Optional<LocalStores> local;
    private final Stores stores;
    private final Run run;
    private final Map<String, JsonNode> parameters;
    private volatile Scope values;

    /** Which run it is: none for a check. */
    private record Run(String id, RunOptions options, RunState state) {

        static final Run NONE = new Run("", RunOptions.NONE, RunState.NONE);
    }

    private RunScope(
            Factory factory,
            Pipeline pipeline,
            Optional<LocalStores> local,
            Run run,
            Map<String, JsonNode> parameters,
            Scope values) {
        this.factory = factory;
        this.pipeline = pipeline;
        this.local = local;
        this.run = run;
        this.parameters = parameters;
        this.values = values;
        this.stores = new Stores(this);
    }

    /** Knows the defaults of parameters, and nothing that only a run knows. */
    public static RunScope forCheck(Factory factory, Pipeline pipeline, Optional<LocalStores> local) {
        return checking(factory, pipeline, local, ParameterValues.defaults(pipeline));
    }

    /** For the check before a run: knows its parameters too. What is wrong with them is found when the run begins. */
    public static RunScope forCheck(
            Factory factory, Pipeline pipeline, Optional<LocalStores> local, Map<String, String> given) {
        return checking(factory, pipeline, local, ParameterValues.known(pipeline, given, new Issues()));
    }

    private static RunScope checking(
            Factory factory, Pipeline pipeline, Optional<LocalStores> local, Map<String, JsonNode> parameters) {
        Scope values = Scope.checking(factory, pipeline, parameters);
        return new RunScope(factory, pipeline, local, Run.NONE, parameters, values);
    }

    /** For a data flow by itself: knows no parameters of a pipeline. */
    public static RunScope forDataFlow(Factory factory, DataFlow flow, Optional<LocalStores> local) {
        JsonObject nothing = new JsonObject(flow.span(), Map.of());
        Pipeline none =
                new Pipeline(flow.name(), List.of(), Map.of(), Map.of(), Optional.empty(), flow.span(), nothing);
        return forCheck(factory, none, local);
    }

    /** @throws io.cosmosdataflow.diagnostic.JobException for parameters that are missing, unknown or do not fit */
    public static RunScope forRun(
            Factory factory,
            Pipeline pipeline,
            Optional<LocalStores> local,
            Map<String, String> given,
            String runId,
            RunOptions options) {
        Issues issues = new Issues();
        Map<String, JsonNode> parameters = ParameterValues.ofTexts(pipeline, given, issues);
        issues.throwIfErrors();
        Scope values = Scope.running(factory, pipeline, parameters, RunVariables.manual(runId, Instant.now()));
        Run run = new Run(runId, options, RunState.NONE);
        return new RunScope(factory, pipeline, local, run, parameters, values);
    }

    /** A run that keeps nothing. */
    public static RunScope forRun(
            Factory factory, Pipeline pipeline, Optional<LocalStores> local, Map<String, String> given) {
        return forRun(factory, pipeline, local, given, UUID.randomUUID().toString(), RunOptions.NONE);
    }

    /** The same run with something that outlives it; to be asked for before anything runs. */
    public RunScope keeping(RunState kept) {
        return new RunScope(factory, pipeline, local, new Run(run.id(), run.options(), kept), parameters, values);
    }

    @Override
    public Factory factory() {
        return factory;
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public Optional<LocalStores> local() {
        return local;
    }

    public RunOptions options() {
        return run.options();
    }

    public RunState state() {
        return run.state();
    }

    public Stores stores() {
        return stores;
    }

    @Override
    public Optional<String> rejects() {
        return run.options().rejects();
    }

    @Override
    public OptionalLong maxErrors() {
        return run.options().maxErrors();
    }

    @Override
    public String runId() {
        return run.id();
    }

    /** The JSON with its expressions evaluated; what cannot be is reported, or waits for the run. */
    public JsonObject resolve(JsonObject json, Issues issues) {
        return ResolvedProperties.of(json, values, issues);
    }

    public Optional<ResolvedDataset> dataset(Reference reference, Issues issues) {
        Optional<ResolvedDataset> resolved = ResolvedDataset.of(factory, reference, values, issues);
        resolved.ifPresent(dataset -> checkLocalName(dataset.linkedService(), issues));
        return resolved;
    }

    /** A linked service alone, as inline sources and sinks of data flows name it. */
    @Override
    public Optional<LinkedService> linkedService(Reference reference, Issues issues) {
        Optional<LinkedService> resolved = ResolvedDataset.linkedService(factory, reference, values, issues);
        resolved.ifPresent(service -> checkLocalName(service, issues));
        return resolved;
    }

    /** In local mode the name is that of a folder or a file in the directory. */
    private void checkLocalName(LinkedService service, Issues issues) {
        if (localDirectory().isPresent()) {
            PathGuard.checkName("In local mode the name of a linked service", service.name(), service.span(), issues);
        }
    }

    /** The policy with its expressions evaluated. */
    public ActivityPolicy policy(Activity activity) {
        Issues issues = new Issues();
        ActivityPolicy policy = activity.raw()
                .find("policy")
                .map(Member::value)
                .filter(JsonObject.class::isInstance)
                .map(json -> Properties.of(resolve((JsonObject) json, issues), "policy of " + activity.shown(), issues))
                .map(ActivityPolicy::read)
                .orElse(ActivityPolicy.DEFAULT);
        issues.throwIfErrors();
        return policy;
    }

    /** From now on {@code activity('name').output} has a value. */
    public synchronized void activityEnded(ActivityRecord ended) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("output", ended.output());
        result.put("Status", ended.status().name());
        ended.error()
                .ifPresent(error ->
                        result.putObject("error").put("errorCode", error.code()).put("message", error.message()));
        values = values.withActivity(ended.name(), result);
    }

    /** For the record of the run: secure parameters as {@code ***}. */
    public ObjectNode shownParameters() {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, value) -> {
            boolean secure = Optional.ofNullable(pipeline.parameters().get(name))
                    .filter(definition -> definition.type() == ParameterType.SECURE_STRING)
                    .isPresent();
            if (secure) {
                shown.put(name, "***");
            } else {
                shown.set(name, value);
            }
        });
        return shown;
    }
}
