package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Activity.ActivityState;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.Dependency;
import io.cosmosdataflow.definition.Dependency.DependencyCondition;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one activity of a pipeline. */
final class ActivityReader {

    private static final String DATASET = "dataset";
    private static final String PIPELINE = "pipeline";
    /** What their {@code typeProperties} name of the factory. */
    private static final Map<String, String> NAMING = Map.of(
            "Delete", DATASET,
            "ExecutePipeline", PIPELINE,
            "GetMetadata", DATASET,
            "Lookup", DATASET,
            "Validation", DATASET);

    /** Names a pool of its Synapse workspace where others name a linked service. */
    private static final String ON_A_POOL = "SqlPoolStoredProcedure";

    private final Issues issues;

    ActivityReader(Issues issues) {
        this.issues = issues;
    }

    Activity read(Properties unnamed, String pipeline) {
        JsonObject raw = unnamed.json();
        String name = unnamed.requiredText("name");
        Properties activity =
                name.isBlank() ? unnamed : Properties.of(raw, "activity '" + name + "' of " + pipeline, issues);
        activity.ignore("name", "description");
        String written = activity.requiredText("type");
        String type = PublishedTypes.ACTIVITIES.find(written).orElse(written);
        List<Dependency> dependsOn =
                activity.objects("dependsOn").stream().map(this::dependency).toList();
        ActivityPolicy policy = policy(activity);
        Optional<Properties> typeProperties = activity.object("typeProperties");
        Activity.Body body = typeProperties
                .map(each -> BranchReader.read(type, withoutReference(each, type), inside -> read(inside, pipeline)))
                .orElse(new Activity.Body(new JsonObject(raw.span(), Map.of()), List.of()));
        Activity.References references = references(activity, type, typeProperties);
        Map<String, JsonValue> userProperties = userProperties(activity);
        Activity.Execution execution = new Activity.Execution(
                dependsOn, policy, activity.choice("state", ActivityState.Active), inactiveMark(activity));
        Activity read =
                new Activity(name, type, execution, references, body, userProperties, activity.spanOf("name"), raw);
        activity.finish();
        return read;
    }

    private ActivityPolicy policy(Properties activity) {
        return activity.object("policy")
                .map(policy -> ActivityPolicy.read(Properties.of(Constants.of(policy.json()), policy.owner(), issues)))
                .orElse(ActivityPolicy.DEFAULT);
    }

    private DependencyCondition inactiveMark(Properties activity) {
        DependencyCondition mark = activity.choice("onInactiveMarkAs", DependencyCondition.Succeeded);
        if (mark == DependencyCondition.Completed) {
            activity.notAllowed("onInactiveMarkAs", mark.name(), List.of("Succeeded", "Failed", "Skipped"));
            return DependencyCondition.Succeeded;
        }
        return mark;
    }

    private Properties withoutReference(Properties typeProperties, String type) {
        return Optional.ofNullable(NAMING.get(type))
                .map(named -> Properties.of(
                        typeProperties.json().only(name -> !name.equalsIgnoreCase(named)),
                        typeProperties.owner(),
                        issues))
                .orElse(typeProperties);
    }

    private static Activity.References references(
            Properties activity, String type, Optional<Properties> typeProperties) {
        String named = NAMING.getOrDefault(type, "");
        return new Activity.References(
                references(activity, "inputs", Reference.DATASET),
                references(activity, "outputs", Reference.DATASET),
                typeProperties
                        .filter(each -> named.equals(DATASET))
                        .flatMap(each -> each.object(DATASET))
                        .map(reference -> Reference.read(reference, Reference.DATASET)),
                typeProperties.filter(each -> named.equals(PIPELINE)).flatMap(ActivityReader::pipeline),
                type.equals(ON_A_POOL)
                        ? activity.object("sqlPool").map(reference -> Reference.read(reference, Reference.SQL_POOL))
                        : activity.object("linkedServiceName")
                                .map(reference -> Reference.read(reference, Reference.LINKED_SERVICE)));
    }

    /** Its arguments stand beside the reference. */
    private static Optional<Reference> pipeline(Properties typeProperties) {
        return typeProperties
                .object(PIPELINE)
                .map(reference -> Reference.read(reference, Reference.PIPELINE))
                .map(reference -> typeProperties
                        .value("parameters")
                        .filter(JsonObject.class::isInstance)
                        .map(arguments -> reference.withArguments((JsonObject) arguments))
                        .orElse(reference));
    }

    private static List<Reference> references(Properties activity, String name, String type) {
        return activity.objects(name).stream()
                .map(reference -> Reference.read(reference, type))
                .toList();
    }

    private Dependency dependency(Properties dependency) {
        String target = dependency.requiredText("activity");
        Set<DependencyCondition> conditions = EnumSet.noneOf(DependencyCondition.class);
        List<String> written = dependency.texts("dependencyConditions");
        for (String condition : written) {
            condition(condition).ifPresentOrElse(conditions::add, () -> unknownCondition(dependency, condition));
        }
        if (written.isEmpty()) {
            conditions.add(DependencyCondition.Succeeded);
        }
        dependency.finish();
        return new Dependency(target, conditions, dependency.spanOf("activity"));
    }

    private static Optional<DependencyCondition> condition(String name) {
        return Arrays.stream(DependencyCondition.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private void unknownCondition(Properties dependency, String condition) {
        List<String> known =
                Arrays.stream(DependencyCondition.values()).map(Enum::name).toList();
        issues.error(
                ErrorCode.InvalidDependency,
                dependency.spanOf("dependencyConditions"),
                "'" + condition + "' is not a dependency condition.",
                NearestNames.hint(condition, known));
    }

    private static Map<String, JsonValue> userProperties(Properties activity) {
        Map<String, JsonValue> properties = new LinkedHashMap<>();
        for (Properties property : activity.objects("userProperties")) {
            property.value("value").ifPresent(value -> properties.put(property.requiredText("name"), value));
        }
        return properties;
    }
}
