package io.cosmosdataflow.definition;

import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.List;
import java.util.Map;

/**
 * Checks that what a resource names exists, and that references give the parameters that it declares: no
 * unknown ones, none missing, and the right types as far as they are written without expressions. Inactive activities
 * may name what does not exist: nothing of them runs.
 */
public final class ReferenceCheck {

    private final Factory factory;
    private final Issues issues;

    private ReferenceCheck(Factory factory, Issues issues) {
        this.factory = factory;
        this.issues = issues;
    }

    /** All datasets, and all pipelines with what they use. */
    public static void factory(Factory factory, Issues issues) {
        ReferenceCheck check = new ReferenceCheck(factory, issues);
        factory.datasets().all().forEach(check::dataset);
        factory.pipelines().all().forEach(pipeline -> check.activities(pipeline.activities()));
    }

    /** One pipeline, and the datasets and linked services that it uses. */
    public static void pipeline(Factory factory, Pipeline pipeline, Issues issues) {
        new ReferenceCheck(factory, issues).activities(pipeline.activities());
    }

    private void activities(List<Activity> activities) {
        for (Activity activity : activities) {
            if (!activity.execution().active()) {
                continue;
            }
            activity.references().inputs().forEach(this::datasetReference);
            activity.references().outputs().forEach(this::datasetReference);
            activity.references().dataset().ifPresent(this::datasetReference);
            activity.references().pipeline().ifPresent(this::pipelineReference);
            activity.references().linkedService().ifPresent(this::linkedServiceReference);
            activity.body().branches().forEach(branch -> activities(branch.activities()));
        }
    }

    private void datasetReference(Reference reference) {
        factory.dataset(reference, issues).ifPresent(dataset -> {
            arguments(reference, dataset.parameters(), dataset.shown());
            dataset(dataset);
        });
    }

    private void dataset(Dataset dataset) {
        dataset.linkedService().ifPresent(this::linkedServiceReference);
    }

    private void linkedServiceReference(Reference reference) {
        factory.linkedService(reference, issues)
                .ifPresent(service -> arguments(reference, service.parameters(), service.shown()));
    }

    private void pipelineReference(Reference reference) {
        factory.pipeline(reference, issues)
                .ifPresent(pipeline -> arguments(reference, pipeline.parameters(), pipeline.shown()));
    }

    private void arguments(Reference reference, Map<String, ParameterDefinition> declared, String owner) {
        JsonObject given = Constants.of(reference.arguments());
        given.members().forEach((name, member) -> argument(name, member, declared, owner));
        for (ParameterDefinition parameter : declared.values()) {
            if (parameter.defaultValue().isEmpty()
                    && given.find(parameter.name()).isEmpty()) {
                issues.error(
                        ErrorCode.InvalidParameter,
                        reference.span(),
                        "Parameter '" + parameter.name() + "' of " + owner + " has no default and is not given.",
                        "Add it to 'parameters' of the reference.");
            }
        }
    }

    private void argument(String name, Member member, Map<String, ParameterDefinition> declared, String owner) {
        declared.values().stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .findFirst()
                .ifPresentOrElse(
                        parameter -> parameter.check(member.value(), owner, issues),
                        () -> issues.error(
                                ErrorCode.InvalidParameter,
                                member.nameSpan(),
                                owner + " has no parameter '" + name + "'.",
                                NearestNames.hint(name, declared.keySet())));
    }
}
