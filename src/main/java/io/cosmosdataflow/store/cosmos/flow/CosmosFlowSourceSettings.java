package io.cosmosdataflow.store.cosmos.flow;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.project.Projection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a script says of a source that is a container.
 *
 * @param query empty for all documents
 * @param systemColumns whether {@code id} and what the service adds are among the drifted columns; projected columns
 *     are read in any case
 * @param pageSize documents per request; empty (-1) leaves it to the service
 * @param throughput RU/s that the container has at least while it is read
 * @param preferredRegions in the order in which they are asked
 * @param changeFeed empty if all documents are read
 */
public record CosmosFlowSourceSettings(
        Optional<String> query,
        boolean systemColumns,
        OptionalInt pageSize,
        OptionalInt throughput,
        List<String> preferredRegions,
        Optional<FirstRun> changeFeed) {

    /** What the first run of a change feed takes. */
    public enum FirstRun {
        EVERYTHING,
        NOTHING
    }

    private static final int LARGEST_PAGE = 1_000;

    /** Of other stores' sources; scripts carry them along, and they mean nothing to a container. */
    private static final String[] OF_OTHER_STORES = {
        "ignoreNoFilesFound", "wildcardPaths", "isolationLevel", "staged", "schemaName", "tableName", "batchSize"
    };

    /** What the analytical store records and the transactional one does not. */
    private static final List<String> CAPTURES =
            List.of("captureIntermediateUpdate", "captureUserDeletes", "captureTxnTTLDeletes");

    public CosmosFlowSourceSettings {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(pageSize, "pageSize");
        Objects.requireNonNull(throughput, "throughput");
        preferredRegions = List.copyOf(preferredRegions);
        Objects.requireNonNull(changeFeed, "changeFeed");
    }

    /**
     * Reads the settings and reports what is wrong. The caller finishes {@code source}. Page size and preferred
     * regions have no known spelling in scripts; they are read under the names that the Copy activity has for them.
     *
     * <p>Source: Microsoft Learn, connector-azure-cosmos-db, source transformation, whose names are understood next
     * to those of published scripts. The first run of a change feed takes nothing unless told otherwise, as in the
     * connector's configuration reference that the page names.
     */
    public static CosmosFlowSourceSettings read(Properties source, Projection projection, long limit) {
        source.ignore("store").ignore(OF_OTHER_STORES);
        boolean olap = CosmosFlowFormat.analytical(source);
        Optional<String> query = CosmosFlowFormat.read(source).query(source);
        Optional<FirstRun> changeFeed = changeFeed(source);
        changeFeed.ifPresent(feed -> checkFeed(source, query, projection, limit));
        for (String capture : CAPTURES) {
            if (source.flag(capture, false)) {
                source.unsupported(
                        capture,
                        olap
                                ? "the analytical store is not read; the change feed of the transactional store has the"
                                        + " last version of each document and no deletes"
                                : "it belongs to storeType 'olap'");
            }
        }
        return new CosmosFlowSourceSettings(
                query,
                source.flag("systemColumns", source.flag("includeSystemColumns", true)),
                pageSize(source),
                throughput(source),
                source.texts("preferredRegions"),
                changeFeed);
    }

    static OptionalInt throughput(Properties settings) {
        int throughput = settings.integer("throughput", 0, 400, Integer.MAX_VALUE);
        return throughput > 0 ? OptionalInt.of(throughput) : OptionalInt.empty();
    }

    private static OptionalInt pageSize(Properties source) {
        int pageSize = source.integer("pageSize", -1, -1, LARGEST_PAGE);
        if (pageSize == 0) {
            source.notAllowed("pageSize", "0", List.of("-1 to leave it to the service", "1 to " + LARGEST_PAGE));
        }
        return pageSize > 0 ? OptionalInt.of(pageSize) : OptionalInt.empty();
    }

    private static Optional<FirstRun> changeFeed(Properties source) {
        boolean enabled = source.flag("enableChangeFeed", source.flag("changeFeed", false));
        boolean fromTheBeginning =
                source.flag("changeFeedStartFromTheBeginning", source.flag("startFromBeginning", false));
        return enabled ? Optional.of(fromTheBeginning ? FirstRun.EVERYTHING : FirstRun.NOTHING) : Optional.empty();
    }

    private static void checkFeed(Properties source, Optional<String> query, Projection projection, long limit) {
        if (query.isPresent()) {
            invalid(
                    source,
                    "query",
                    "has a query and the change feed; a change feed cannot be queried.",
                    "Turn the query into a filter transformation.");
        }
        if (projection.allowSchemaDrift() && projection.inferDriftedColumnTypes()) {
            invalid(
                    source,
                    "inferDriftedColumnTypes",
                    "has the change feed with both allowSchemaDrift and inferDriftedColumnTypes.",
                    "Turn one of the two off.");
        }
        if (limit > 0) {
            invalid(
                    source,
                    "limit",
                    "has the change feed with a limit of rows; the changes beyond it would be lost.",
                    "Remove 'limit'.");
        }
    }

    private static void invalid(Properties source, String property, String what, String hint) {
        source.issues()
                .error(ErrorCode.InvalidProperty, source.spanOf(property), capital(source.owner()) + " " + what, hint);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
