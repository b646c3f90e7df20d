package io.cosmosdataflow.definition;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a Data Factory or Synapse workspace defines.
 *
 * @param name from {@code factory/}; {@code DataFactory} if that folder is absent
 * @param globalParameters with their values as {@link ParameterDefinition#defaultValue}
 */
public record Factory(
        String name,
        Catalog<LinkedService> linkedServices,
        Catalog<Dataset> datasets,
        Catalog<Pipeline> pipelines,
        Catalog<DataFlow> dataFlows,
        Catalog<Credential> credentials,
        Hosting hosting,
        Map<String, ParameterDefinition> globalParameters) {

    public static final String DEFAULT_NAME = "DataFactory";

    public Factory {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(linkedServices, "linkedServices");
        Objects.requireNonNull(datasets, "datasets");
        Objects.requireNonNull(pipelines, "pipelines");
        Objects.requireNonNull(dataFlows, "dataFlows");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(hosting, "hosting");
        globalParameters = Collections.unmodifiableMap(new LinkedHashMap<>(globalParameters));
    }

    /** A factory with nothing in it. */
    public static Factory empty() {
        return new Factory(
                DEFAULT_NAME,
                new Catalog<>(List.of()),
                new Catalog<>(List.of()),
                new Catalog<>(List.of()),
                new Catalog<>(List.of()),
                new Catalog<>(List.of()),
                Hosting.NONE,
                Map.of());
    }

    /** What only the service makes use of: where and when pipelines run there. */
    public record Hosting(Catalog<IntegrationRuntime> integrationRuntimes, Catalog<Trigger> triggers) {

        public static final Hosting NONE = new Hosting(new Catalog<>(List.of()), new Catalog<>(List.of()));

        public Hosting {
            Objects.requireNonNull(integrationRuntimes, "integrationRuntimes");
            Objects.requireNonNull(triggers, "triggers");
        }
    }

    /**
     * Reports {@link ErrorCode#MissingReference} where the reference stands.
     *
     * @param reference to a linked service, or to a SQL pool of the workspace
     */
    public Optional<LinkedService> linkedService(Reference reference, Issues issues) {
        if (reference.type().equals(Reference.SQL_POOL)) {
            return new SqlPool(reference).linkedService(this, issues);
        }
        return find(linkedServices, reference, "linkedService", issues);
    }

    /** Reports {@link ErrorCode#MissingReference} where the reference stands. */
    public Optional<Dataset> dataset(Reference reference, Issues issues) {
        return find(datasets, reference, "dataset", issues);
    }

    /** Reports {@link ErrorCode#MissingReference} where the reference stands. */
    public Optional<DataFlow> dataFlow(Reference reference, Issues issues) {
        return find(dataFlows, reference, "dataflow", issues);
    }

    /** Reports {@link ErrorCode#MissingReference} where the reference stands. */
    public Optional<Pipeline> pipeline(Reference reference, Issues issues) {
        return find(pipelines, reference, "pipeline", issues);
    }

    /** Reports {@link ErrorCode#MissingReference} where the reference stands. */
    public Optional<Credential> credential(Reference reference, Issues issues) {
        return find(credentials, reference, "credential", issues);
    }

    private static <R extends Resource> Optional<R> find(
            Catalog<R> catalog, Reference reference, String folder, Issues issues) {
        Optional<R> found = catalog.find(reference.name());
        if (found.isEmpty() && !reference.name().isBlank() && !catalog.unreadable(reference.name())) {
            String near = NearestNames.hint(reference.name(), catalog.names());
            issues.error(
                    ErrorCode.MissingReference,
                    reference.span(),
                    "There is no " + reference.noun() + " '" + reference.name() + "'.",
                    near.isEmpty() ? "Its file is expected in " + folder + "/." : near);
        }
        return found;
    }
}
