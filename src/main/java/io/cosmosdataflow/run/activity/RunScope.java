package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Branch;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.SecretForms;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.ParameterValues;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.expression.ResolvedProperties;
import io.cosmosdataflow.expression.scope.RunVariables;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.store.kind.RejectsOfRun;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.store.storage.PathGuard;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the activities of one run, or of one check, refer to. Safe for several threads. */
public final class RunScope implements StoreScope {

    private final CheckedDefinitions definitions;
    private final RunIdentity run;
    private final Map<String, JsonNode> parameters;
    private final Stores stores;
    /** Who wants to know what expressions give. */
    private final Optional<Resolutions> resolutions;

    private volatile Scope values;

    /**
     * Of a check.
     *
     * @param shared stores of the pipeline that calls this one, of which local mode makes each but once; else they are
     *     made
     */
    private RunScope(
            CheckedDefinitions definitions, Map<String, JsonNode> parameters, Scope values, Optional<Stores> shared) {
        this.definitions = definitions;
        this.run = RunIdentity.NONE;
        this.parameters = parameters;
        this.resolutions = Optional.empty();
        this.values = values;
        this.stores = shared.orElseGet(() -> new Stores(this));
    }

    /** With the definitions and stores of a check. */
    private RunScope(
            RunScope checked,
            RunIdentity run,
            Map<String, JsonNode> parameters,
            Scope values,
            Optional<Resolutions> resolutions) {
        this.definitions = checked.definitions;
        this.run = run;
        this.parameters = parameters;
        this.stores = checked.stores;
        this.resolutions = resolutions;
        this.values = values;
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
        return new RunScope(
                new CheckedDefinitions(factory, pipeline, local, ActivityOutputs.NONE, List.of()),
                parameters,
                Scope.checking(factory, pipeline, parameters),
                Optional.empty());
    }

    /** For a check that takes outputs of activities as they are given. */
    public RunScope with(ActivityOutputs outputs) {
        return new RunScope(
                new CheckedDefinitions(factory(), pipeline(), local(), outputs, callers()),
                parameters,
                values,
                Optional.of(stores));
    }

    /**
     * For the check of a pipeline that this one calls.
     *
     * @param arguments for all its parameters; missing those that only the run knows
     */
    public RunScope calling(Pipeline callee, Map<String, JsonNode> arguments) {
        List<Pipeline> callers =
                Stream.concat(callers().stream(), Stream.of(pipeline())).toList();
        return new RunScope(
                new CheckedDefinitions(factory(), callee, local(), definitions.outputs(), callers),
                arguments,
                Scope.checking(factory(), callee, arguments),
                Optional.of(stores));
    }

    /** For a data flow by itself: knows no parameters of a pipeline. */
    public static RunScope forDataFlow(Factory factory, DataFlow flow, Optional<LocalStores> local) {
        JsonObject nothing = new JsonObject(flow.span(), Map.of());
        Pipeline none =
                new Pipeline(flow.name(), List.of(), Map.of(), Map.of(), Optional.empty(), flow.span(), nothing);
        return forCheck(factory, none, local);
    }

    /**
     * The scope of a run after this check, with its stores.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException for parameters that are missing, unknown or do not fit
     */
    public RunScope running(Map<String, String> given, String runId, RunOptions options) {
        Issues issues = new Issues();
        Map<String, JsonNode> known = ParameterValues.ofTexts(pipeline(), given, issues);
        issues.throwIfErrors();
        return running(known, RunVariables.manual(runId, Instant.now()), options, false);
    }

    /** The scope of a run after this check that an activity has started. */
    public RunScope called(RunVariables variables, RunOptions options, boolean secureInput) {
        return running(parameters, variables, options, secureInput);
    }

    private RunScope running(
            Map<String, JsonNode> known, RunVariables variables, RunOptions options, boolean secureInput) {
        Scope running = Scope.running(factory(), pipeline(), known, variables);
        RunIdentity of = new RunIdentity(
                variables.runId(), options, RunState.NONE, PipelineVariables.of(pipeline()), secureInput);
        return new RunScope(this, of, known, running, Optional.empty());
    }

    /** The same run with something that outlives it; to be asked for before anything runs. */
    public RunScope keeping(RunState kept) {
        RunIdentity of = new RunIdentity(run.id(), run.options(), kept, run.variables(), run.secureInput());
        return new RunScope(this, of, parameters, values, resolutions);
    }

    /** As the activities of a list inside an activity see it: what they refer to is theirs, and what has been outside. */
    public RunScope inside(Branch branch) {
        List<String> names = branch.activities().stream().map(Activity::name).toList();
        return new RunScope(this, run, parameters, values.inside(names), Optional.empty());
    }

    /** Of a check: as an activity sees it that may run before these others of its list have ended. */
    public RunScope notAfter(Collection<String> names) {
        return new RunScope(this, run, parameters, values.notAfter(names), resolutions);
    }

    /** With a value of {@code item()}; missing while it is not known. */
    public RunScope withItem(JsonNode item) {
        return new RunScope(this, run, parameters, values.withItem(item), resolutions);
    }

    /** The same scope, which notes to {@code these} alone what expressions give. */
    public RunScope noting(Resolutions these) {
        return new RunScope(this, run, parameters, values, Optional.of(these));
    }

    @Override
    public Factory factory() {
        return definitions.factory();
    }

    public Pipeline pipeline() {
        return definitions.pipeline();
    }

    /** The output that is given for an activity of this pipeline; empty if it is to be run. */
    public Optional<ObjectNode> given(Activity activity) {
        return definitions.outputs().find(pipeline(), activity);
    }

    /** Pipelines that call this one, each called by the one before it; empty for one that starts by itself. */
    public List<Pipeline> callers() {
        return definitions.callers();
    }

    @Override
    public Optional<LocalStores> local() {
        return definitions.local();
    }

    public RunOptions options() {
        return run.options();
    }

    public RunState state() {
        return run.state();
    }

    public PipelineVariables variables() {
        return run.variables();
    }

    private Scope values() {
        return run.variables().in(values);
    }

    public Stores stores() {
        return stores;
    }

    public String runId() {
        return run.id();
    }

    /** Whether everything has a value: in a run, and not in a check before it. */
    public boolean isRun() {
        return values.running();
    }

    /** Whether this is inside a ForEach activity, whose items share what is kept for an activity. */
    public boolean hasItem() {
        return values.root(Scope.ITEM).isPresent();
    }

    /** For what this run opens. */
    public RejectsOfRun rejects() {
        return new RejectsOfRun(run.id(), run.options().rejects(), run.options().maxErrors());
    }

    /** The JSON with its expressions evaluated; what cannot be is reported, or waits for the run. */
    public JsonObject resolve(JsonObject json, Issues issues) {
        JsonObject resolved = ResolvedProperties.of(json, values(), issues);
        resolutions.ifPresent(notes -> notes.note(resolved, (now, again) -> now.resolve(json, again)));
        return resolved;
    }

    public Optional<ResolvedDataset> dataset(Reference reference, Issues issues) {
        Optional<ResolvedDataset> resolved = ResolvedDataset.of(factory(), reference, values(), issues);
        resolutions.ifPresent(notes -> notes.note(resolved, (now, again) -> now.dataset(reference, again)));
        resolved.ifPresent(dataset -> checkLocalName(dataset.linkedService(), issues));
        return resolved;
    }

    /** A linked service alone, as inline sources and sinks of data flows name it. */
    @Override
    public Optional<LinkedService> linkedService(Reference reference, Issues issues) {
        Optional<LinkedService> resolved = ResolvedDataset.linkedService(factory(), reference, values(), issues);
        resolutions.ifPresent(notes -> notes.note(resolved, (now, again) -> now.linkedService(reference, again)));
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
        return ResolvedPolicy.of(activity, this);
    }

    /** From now on {@code activity('name').output} has a value. */
    public synchronized void activityEnded(String name, ActivityRecord ended) {
        values = values.withActivity(name, ActivityResult.of(ended));
    }

    /** What is checked now holds at no other time. */
    public void noteClock() {
        resolutions.ifPresent(Resolutions::noteClock);
    }

    /** Whether the text has a value in it that is not to be shown. */
    public boolean hasSecret(String text) {
        return parameters().hasSecret(text);
    }

    /** What nobody may see in messages, records and outputs. */
    public SecretForms secrets() {
        return parameters().secrets();
    }

    /** For the record of the run: what is secure as {@code ***}. */
    public ObjectNode shownParameters() {
        return parameters().shown();
    }

    private SecureParameters parameters() {
        return new SecureParameters(pipeline(), parameters, run.secureInput());
    }
}
