package io.cosmosdataflow.api;

import io.cosmosdataflow.api.report.Assessment;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.ReferenceCheck;
import io.cosmosdataflow.definition.load.FactoryLoader;
import io.cosmosdataflow.definition.load.Findings;
import io.cosmosdataflow.definition.load.ParametersFile;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.run.PipelineCheck;
import io.cosmosdataflow.run.activity.ActivityOutputs;
import io.cosmosdataflow.run.flow.DataFlowCheck;
import io.cosmosdataflow.store.local.LocalStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A factory, read from its Git directory or an exported template. Immutable: each {@code with} gives another one. */
public final class DataFactory {

    private final Origin origin;
    private final Factory factory;
    private final Findings found;
    private final Optional<LocalStores> local;
    private final ActivityOutputs outputs;

    /** @param issues what is wrong with the files of the values */
    private record Origin(Path place, ParametersFile values, Issues issues) {}

    private DataFactory(
            Origin origin, Factory factory, Findings found, Optional<LocalStores> local, ActivityOutputs outputs) {
        this.origin = origin;
        this.factory = factory;
        this.found = found;
        this.local = local;
        this.outputs = outputs;
    }

    /**
     * Reads what can be read; what is wrong is reported by {@link #check} and by a run.
     *
     * @param place a directory in the layout of the Git repository of Data Factory or Synapse, or an exported template: its
     *     file, or a directory with it that has none of the folders of a repository
     */
    public static DataFactory load(Path place) {
        Origin origin = new Origin(place, ParametersFile.none(), new Issues());
        return load(origin, Optional.empty(), ActivityOutputs.NONE);
    }

    private static DataFactory load(Origin origin, Optional<LocalStores> local, ActivityOutputs outputs) {
        Findings found = new Findings();
        found.add(origin.issues());
        return new DataFactory(
                origin, FactoryLoader.load(origin.place(), origin.values(), found), found, local, outputs);
    }

    /**
     * Puts the values of an environment in their places, for which the factory is read again; see {@link
     * ParametersFile}. They count before those of an earlier file.
     */
    public DataFactory withParametersFile(Path file) {
        Issues issues = new Issues();
        issues.addAll(origin.issues());
        ParametersFile values = origin.values().and(ParametersFile.load(file, issues));
        return load(new Origin(origin.place(), values, issues), local, outputs);
    }

    /** Lets local stores stand in for those of the definitions. */
    public DataFactory withLocalStores(LocalStores stores) {
        return new DataFactory(origin, factory, found, Optional.of(stores), outputs);
    }

    /**
     * Takes outputs of activities as they are given: these activities are not run, so that a pipeline runs with those
     * that only another service can run.
     *
     * @throws JobException {@link ErrorCode#InvalidOptionValue} if no pipeline has such an activity
     */
    public DataFactory withActivityOutputs(ActivityOutputs given) {
        List<String> unknown = given.unknown(factory.pipelines().all());
        if (!unknown.isEmpty()) {
            List<String> names = factory.pipelines().all().stream()
                    .flatMap(Pipeline::allActivities)
                    .map(Activity::name)
                    .distinct()
                    .toList();
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    ("An output is given for activity '" + unknown.get(0) + "', which no pipeline has. "
                                    + NearestNames.hint(unknown.get(0), names))
                            .strip());
        }
        return new DataFactory(origin, factory, found, local, given);
    }

    public List<String> pipelineNames() {
        return factory.pipelines().names();
    }

    /** All findings about the factory: every file, and every pipeline with what it uses. */
    public List<Issue> check() {
        Issues issues = new Issues();
        issues.addAll(found.all());
        ReferenceCheck.factory(factory, issues);
        for (Pipeline pipeline : factory.pipelines().all()) {
            PipelineCheck.check(factory, pipeline, local, outputs, issues);
        }
        for (DataFlow flow : factory.dataFlows().all()) {
            DataFlowCheck.check(factory, flow, local, Map.of(), issues);
        }
        return issues.all();
    }

    /** What runs, what runs once something is given, what cannot run, and why; as little work as a check. */
    public Assessment assess() {
        return new FactoryAssessment(this, factory, local.isPresent()).assess();
    }

    /**
     * @throws JobException {@link ErrorCode#UnknownPipeline} with the nearest known names
     */
    public PipelineJob pipeline(String name) {
        if (factory.pipelines().all().isEmpty()) {
            found.all().throwIfErrors();
        }
        Pipeline pipeline = factory.pipelines().find(name).orElseThrow(() -> {
            found.throwIfPipelineIsBroken(name);
            return unknown(name);
        });
        return new PipelineJob(factory, pipeline, found.reachedBy(factory, pipeline), local, outputs);
    }

    public List<String> dataFlowNames() {
        return factory.dataFlows().names();
    }

    /**
     * @throws JobException {@link ErrorCode#UnknownDataFlow} with the nearest known names
     */
    public DataFlowJob dataFlow(String name) {
        if (factory.dataFlows().all().isEmpty()) {
            found.all().throwIfErrors();
        }
        DataFlow flow = factory.dataFlows().find(name).orElseThrow(() -> {
            found.throwIfDataFlowIsBroken(name);
            String hint = NearestNames.hint(name, factory.dataFlows().names());
            return JobException.of(
                    ErrorCode.UnknownDataFlow, ("The factory has no data flow '" + name + "'. " + hint).strip());
        });
        return new DataFlowJob(factory, flow, found.reachedBy(factory, flow), local);
    }

    private JobException unknown(String name) {
        String hint = NearestNames.hint(name, factory.pipelines().names());
        String unread = found.all().hasErrors() ? " Some files could not be read; check the whole factory." : "";
        return JobException.of(
                ErrorCode.UnknownPipeline, ("The factory has no pipeline '" + name + "'. " + hint).strip() + unread);
    }
}
