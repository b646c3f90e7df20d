package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Credential;
import io.cosmosdataflow.definition.DataFlow;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Dataset.DeclaredSchema;
import io.cosmosdataflow.definition.IntegrationRuntime;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.ParameterDefinition;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.Trigger;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code properties} of a resource file. Settings of a store or a format are left as written. */
public final class ResourceReader {

    private final Issues issues;

    public ResourceReader(Issues issues) {
        this.issues = issues;
    }

    LinkedService linkedService(ResourceFile file) {
        Properties properties = properties(file, "linked service");
        properties.ignore("description", "annotations", "version");
        LinkedService read = new LinkedService(
                file.name(),
                published(PublishedTypes.LINKED_SERVICES, properties.requiredText("type")),
                typeProperties(properties),
                ParameterDefinition.readAll(properties, "parameters", "defaultValue"),
                properties
                        .object("connectVia")
                        .map(reference -> Reference.read(reference, Reference.INTEGRATION_RUNTIME)),
                file.nameSpan(),
                file.raw());
        properties.finish();
        return read;
    }

    public Dataset dataset(ResourceFile file) {
        Properties properties = properties(file, "dataset");
        properties.ignore("description", "annotations", "folder");
        String type = published(PublishedTypes.DATASETS, properties.requiredText("type"));
        boolean pool = type.equals(Dataset.SQL_POOL_TABLE);
        String place = pool ? "sqlPool" : "linkedServiceName";
        Optional<Reference> linkedService = properties
                .object(place)
                .map(reference -> Reference.read(reference, pool ? Reference.SQL_POOL : Reference.LINKED_SERVICE));
        if (!properties.present(place)) {
            properties.missing(place);
        }
        Dataset read = new Dataset(
                file.name(),
                type,
                linkedService,
                ParameterDefinition.readAll(properties, "parameters", "defaultValue"),
                DeclaredSchema.read(
                        properties.value("schema"), properties.value("structure"), properties.owner(), issues),
                typeProperties(properties),
                file.nameSpan(),
                file.raw());
        properties.finish();
        return read;
    }

    Pipeline pipeline(ResourceFile file) {
        Properties properties = properties(file, "pipeline");
        properties.ignore("description", "annotations", "folder", "policy", "lastPublishTime", "runDimensions");
        properties.ignore("start", "end", "isPaused", "pipelineMode", "hubName", "runtimeInfo", "datasets");
        ActivityReader reader = new ActivityReader(issues);
        List<Activity> activities = properties.objects("activities").stream()
                .map(activity -> reader.read(activity, properties.owner()))
                .toList();
        ActivityGraph.check(activities, issues);
        Optional<Integer> concurrency = properties.present("concurrency")
                ? Optional.of(properties.integer("concurrency", 1, 1, Integer.MAX_VALUE))
                : Optional.empty();
        Pipeline read = new Pipeline(
                file.name(),
                activities,
                ParameterDefinition.readAll(properties, "parameters", "defaultValue"),
                ParameterDefinition.readAll(properties, "variables", "defaultValue"),
                concurrency,
                file.nameSpan(),
                file.raw());
        properties.finish();
        return read;
    }

    DataFlow dataFlow(ResourceFile file) {
        Properties properties = properties(file, "data flow");
        String type = properties.text("type", "MappingDataFlow");
        JsonObject typeProperties = typeProperties(properties);
        properties.ignore("description", "annotations", "folder");
        if (!properties.present("typeProperties")) {
            properties.ignore(DataFlow.STREAMS.toArray(String[]::new));
        }
        properties.finish();
        return new DataFlow(file.name(), type, typeProperties, file.nameSpan(), file.raw());
    }

    Credential credential(ResourceFile file) {
        Properties properties = properties(file, "credential");
        return new Credential(
                file.name(), properties.requiredText("type"), typeProperties(properties), file.nameSpan(), file.raw());
    }

    IntegrationRuntime integrationRuntime(ResourceFile file) {
        Properties properties = properties(file, "integration runtime");
        return new IntegrationRuntime(
                file.name(), properties.text("type", ""), typeProperties(properties), file.nameSpan(), file.raw());
    }

    Trigger trigger(ResourceFile file) {
        Properties properties = properties(file, "trigger");
        return new Trigger(
                file.name(), properties.text("type", ""), typeProperties(properties), file.nameSpan(), file.raw());
    }

    Map<String, ParameterDefinition> globalParameters(ResourceFile file) {
        return ParameterDefinition.readAll(properties(file, "factory"), "globalParameters", "value");
    }

    /** Upper and lower case of a type are the same. */
    private static String published(PublishedTypes types, String type) {
        return types.find(type).orElse(type);
    }

    private Properties properties(ResourceFile file, String noun) {
        return Properties.of(file.properties(), noun + " '" + file.name() + "'", issues);
    }

    private static JsonObject typeProperties(Properties properties) {
        return properties
                .object("typeProperties")
                .map(Properties::json)
                .orElse(new JsonObject(properties.span(), Map.of()));
    }
}
