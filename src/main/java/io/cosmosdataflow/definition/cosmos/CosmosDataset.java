package io.cosmosdataflow.definition.cosmos;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A container as a dataset names it: {@code CosmosDbSqlApiCollection}, or the legacy {@code
 * DocumentDbCollection}.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db, "Dataset properties".
 *
 * @param columns what {@code structure} or {@code schema} declares, in order; empty if neither does
 */
public record CosmosDataset(String name, String container, List<DatasetColumn> columns, Span span) {

    public static final String TYPE = "CosmosDbSqlApiCollection";
    public static final String LEGACY_TYPE = "DocumentDbCollection";

    public CosmosDataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(container, "container");
        columns = List.copyOf(columns);
        Objects.requireNonNull(span, "span");
    }

    public static boolean is(Dataset dataset) {
        return dataset.type().equalsIgnoreCase(TYPE) || dataset.type().equalsIgnoreCase(LEGACY_TYPE);
    }

    /**
     * Empty if the container's name is missing, which is reported, or not known before the run.
     *
     * <p>Source: Azure Cosmos DB REST API, "Create a collection": an id must not contain {@code / \ ? #}.
     *
     * @param dataset with its expressions resolved
     */
    public static Optional<CosmosDataset> read(Dataset dataset, Issues issues) {
        Properties properties = Properties.of(dataset.typeProperties(), dataset.shown(), issues);
        String container = properties.requiredText("collectionName");
        properties.finish();
        if (container.matches("(?s).*[/\\\\?#].*")) {
            properties.notAllowed("collectionName", container, List.of("names without /, \\, ? and #"));
        }
        return container.isBlank()
                ? Optional.empty()
                : Optional.of(new CosmosDataset(
                        dataset.name(), container, dataset.declared().columns(), dataset.span()));
    }
}
