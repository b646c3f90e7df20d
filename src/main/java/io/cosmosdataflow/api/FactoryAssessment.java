package io.cosmosdataflow.api;

import io.cosmosdataflow.api.report.Assessed;
import io.cosmosdataflow.api.report.Assessment;
import io.cosmosdataflow.api.report.Need;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.Resource;
import io.cosmosdataflow.definition.load.Reach;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.flow.DataFlowCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks a factory pipeline by pipeline and data flow by data flow. */
final class FactoryAssessment {

    private final DataFactory loaded;
    private final Factory factory;
    private final boolean local;

    /** @param local whether local stores stand in, which need no drivers */
    FactoryAssessment(DataFactory loaded, Factory factory, boolean local) {
        this.loaded = loaded;
        this.factory = factory;
        this.local = local;
    }

    Assessment assess() {
        List<Assessed> pipelines = new ArrayList<>();
        for (Pipeline pipeline : factory.pipelines().all()) {
            List<Need> needs = new ArrayList<>(drivers(pipeline));
            needs.addAll(parameters(pipeline));
            pipelines.add(new Assessed(
                    pipeline.name(), loaded.pipeline(pipeline.name()).check(), needs));
        }
        List<Assessed> dataFlows = new ArrayList<>();
        for (DataFlow flow : factory.dataFlows().all()) {
            dataFlows.add(new Assessed(flow.name(), findings(flow), drivers(flow)));
        }
        pipelines.addAll(unreadable(factory.pipelines().unreadable(), loaded::pipeline));
        dataFlows.addAll(unreadable(factory.dataFlows().unreadable(), loaded::dataFlow));
        return new Assessment(factory.name(), pipelines, dataFlows, others(pipelines, dataFlows));
    }

    /** A check of Power Query leaves it to the activity to say that it does not run. */
    private List<Issue> findings(DataFlow flow) {
        Issues issues = new Issues();
        loaded.dataFlow(flow.name()).check().forEach(issues::add);
        if (flow.type().equals(DataFlowCheck.POWER_QUERY)) {
            issues.unsupported(
                    ErrorCode.UnsupportedSetting,
                    flow.span(),
                    "Data flow type " + flow.type(),
                    "Data flow '" + flow.name() + "' is of type '" + flow.type() + "', which is not supported.",
                    "Make a mapping data flow of it.");
        }
        return issues.all();
    }

    private static List<Assessed> unreadable(Set<String> names, Consumer<String> find) {
        return new TreeSet<>(names)
                .stream()
                        .map(name -> new Assessed(name, faults(name, find), List.of()))
                        .toList();
    }

    private static List<Issue> faults(String name, Consumer<String> find) {
        try {
            find.accept(name);
            return List.of();
        } catch (JobException e) {
            return e.issues();
        }
    }

    private List<Issue> others(List<Assessed> pipelines, List<Assessed> dataFlows) {
        Set<Issue> told = Stream.concat(pipelines.stream(), dataFlows.stream())
                .flatMap(each -> each.findings().stream())
                .collect(Collectors.toSet());
        return loaded.check().stream().filter(issue -> !told.contains(issue)).toList();
    }

    private List<Need> drivers(Resource resource) {
        if (local) {
            return List.of();
        }
        List<LinkedService> services = Reach.linkedServices(factory, resource);
        return Arrays.stream(SqlKind.values())
                .filter(kind ->
                        services.stream().anyMatch(each -> kind.linkedServices().contains(each.type())))
                .map(kind -> new Need(
                        Need.Kind.DRIVER,
                        "The JDBC driver of " + kind.shown() + ".",
                        "Bring it with --packages, or in COSMOS_DATAFLOW_JARS."))
                .toList();
    }

    private static List<Need> parameters(Pipeline pipeline) {
        return pipeline.parameters().values().stream()
                .filter(parameter -> parameter.defaultValue().isEmpty())
                .map(parameter -> new Need(
                        Need.Kind.PARAMETER,
                        "Parameter '" + parameter.name() + "' of type " + parameter.type() + ".",
                        "Give it with --parameter " + parameter.name() + "=VALUE."))
                .toList();
    }
}
