package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.Constants;
import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Dataset.DeclaredSchema;
import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.expression.scope.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A dataset and its linked service as an activity uses them: parameters bound, expressions evaluated. */
public record ResolvedDataset(Dataset dataset, LinkedService linkedService) {

    public ResolvedDataset {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(linkedService, "linkedService");
    }

    /**
     * Empty if the dataset or the linked service is missing, or the dataset has no linked service, which is reported.
     *
     * @param reference an input or output of an activity
     * @param scope of the activity
     */
    public static Optional<ResolvedDataset> of(Factory factory, Reference reference, Scope scope, Issues issues) {
        return factory.dataset(reference, issues).flatMap(dataset -> {
            JsonObject arguments = ResolvedProperties.of(reference.arguments(), scope, issues);
            Map<String, JsonNode> values = ParameterValues.ofArguments(dataset.parameters(), arguments);
            Scope inside = scope.withDataset(values);
            Dataset resolved = withSchema(dataset, inside, issues)
                    .withTypeProperties(ResolvedProperties.of(dataset.typeProperties(), inside, issues));
            return dataset.linkedService()
                    .flatMap(service -> linkedService(factory, service, inside, issues))
                    .map(service -> new ResolvedDataset(resolved, service));
        });
    }

    private static Dataset withSchema(Dataset dataset, Scope scope, Issues issues) {
        DeclaredSchema declared = dataset.declared();
        boolean written = Stream.of(declared.schema(), declared.structure())
                .flatMap(Optional::stream)
                .allMatch(Constants::plain);
        return written
                ? dataset
                : dataset.withSchema(
                        declared.schema().map(value -> ResolvedProperties.value(value, scope, issues)),
                        declared.structure().map(value -> ResolvedProperties.value(value, scope, issues)),
                        issues);
    }

    /** A linked service alone, as staging, logging and some activities name it. */
    public static Optional<LinkedService> linkedService(
            Factory factory, Reference reference, Scope scope, Issues issues) {
        return factory.linkedService(reference, issues).map(service -> {
            JsonObject arguments = ResolvedProperties.of(reference.arguments(), scope, issues);
            Map<String, JsonNode> values = ParameterValues.ofArguments(service.parameters(), arguments);
            return service.withTypeProperties(
                    ResolvedProperties.of(service.typeProperties(), scope.withLinkedService(values), issues));
        });
    }
}
