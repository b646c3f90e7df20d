package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of a source of type {@code CosmosDbSqlApiSource} or, older, {@code DocumentDbCollectionSource}.
 *
 * @param query empty if the source has none
 * @param pageSize documents per request; empty (-1 in the JSON) leaves it to the service
 * @param preferredRegions in the order in which they are asked
 * @param detectDatetime whether texts that look like dates become dates on the way to a tabular sink
 * @param nestingSeparator of the older type only: joins the names of nested properties into column names on
 *     the way to a tabular sink; an empty text flattens nothing
 */
public record CosmosSourceSettings(
        Optional<String> query,
        OptionalInt pageSize,
        List<String> preferredRegions,
        boolean detectDatetime,
        Optional<String> nestingSeparator) {

    private static final int LARGEST_PAGE = 1_000;
    private static final String OLDER_TYPE = "DocumentDbCollectionSource";

    public CosmosSourceSettings {
        preferredRegions = List.copyOf(preferredRegions);
    }

    public static CosmosSourceSettings defaults() {
        return new CosmosSourceSettings(Optional.empty(), OptionalInt.empty(), List.of(), true, Optional.empty());
    }

    /**
     * Reads the settings and reports what is wrong to the issues of {@code source}. The settings that all
     * sources share and that steer Data Factory's own retries and connections have no effect here; {@code
     * additionalColumns} is the Copy activity's. The caller finishes {@code source}.
     *
     * <p>Source: Microsoft Learn, connector-azure-cosmos-db, Azure Cosmos DB for NoSQL as source.
     */
    public static CosmosSourceSettings read(Properties source) {
        boolean older = source.text("type").filter(OLDER_TYPE::equals).isPresent();
        source.ignore(
                "type",
                "additionalColumns",
                "maxConcurrentConnections",
                "sourceRetryCount",
                "sourceRetryWait",
                "queryTimeout",
                "disableMetricsCollection");
        int pageSize = source.integer("pageSize", -1, -1, LARGEST_PAGE);
        if (pageSize == 0) {
            source.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            source.spanOf("pageSize"),
                            "'pageSize' of " + source.owner() + " is 0.",
                            "Use 1 to " + LARGEST_PAGE + ", or -1 to leave it to the service.");
        }
        return new CosmosSourceSettings(
                source.text("query").filter(query -> !query.isBlank()),
                pageSize > 0 ? OptionalInt.of(pageSize) : OptionalInt.empty(),
                source.texts("preferredRegions"),
                source.flag("detectDatetime", true),
                older ? Optional.of(source.text("nestingSeparator", ".")) : Optional.empty());
    }

    /**
     * The query to run: the given one, else all columns that the dataset names, else none, which reads
     * everything.
     *
     * @param columns names from the dataset's schema or structure
     */
    Optional<String> queryFor(List<String> columns) {
        if (query.isPresent() || columns.isEmpty()) {
            return query;
        }
        return Optional.of(columns.stream()
                .map(CosmosSourceSettings::selected)
                .collect(java.util.stream.Collectors.joining(", ", "SELECT ", " FROM c")));
    }

    /** In brackets, so that no name needs to be an identifier. */
    private static String selected(String column) {
        return "c[\"" + column.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }
}
