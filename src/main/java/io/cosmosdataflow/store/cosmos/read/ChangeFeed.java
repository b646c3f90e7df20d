package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.FeedRange;
import azure_cosmos_spark.com.azure.cosmos.models.FeedResponse;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.Answers;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.client.Patience;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.provider.OpenTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The change feed of a container in its latest-version mode: documents that were inserted or updated, each in its
 * last version; no deletes. Offsets are written as the Spark connector writes those of its streams, and are good for any
 * of its versions.
 *
 * <p>They are asked of the service by the SDK, and not by the connector: it keeps the ranges of a container for a
 * minute, and asks for half of a partition that was split in that time (ContainerFeedRangesCache and
 * CosmosPartitionPlanner.createInitialOffset of version 4.11.1).
 *
 * @param pageSize documents per request; empty leaves it to the service
 */
public record ChangeFeed(ContainerAddress address, OptionalInt pageSize) {

    public ChangeFeed {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(pageSize, "pageSize");
    }

    /** The offset before the first change. */
    public String beginning() {
        return asked(container ->
                Optional.of(FeedOffset.write(rid(container), "BEGINNING", List.of(FeedState.Mark.first()))));
    }

    /** The offset behind the last change of now, which the service tells for each range of the container. */
    public String now() {
        return asked(container -> marksOfNow(container).map(marks -> FeedOffset.write(rid(container), "NOW", marks)));
    }

    /** Empty if a partition is split meanwhile: the SDK then goes on with the new ones, and has asked one of them only. */
    private static Optional<List<FeedState.Mark>> marksOfNow(CosmosAsyncContainer container) {
        List<FeedState.Mark> marks = new ArrayList<>();
        for (FeedRange range : Patience.ask(
                () -> container.getFeedRanges().timeout(Answers.LONGEST).block())) {
            FeedResponse<JsonNode> page = Patience.ask(() -> container
                    .queryChangeFeed(CosmosChangeFeedRequestOptions.createForProcessingFromNow(range), JsonNode.class)
                    .byPage(1)
                    .blockFirst());
            List<FeedState.Mark> ofRange = new FeedState(page.getContinuationToken()).marks();
            if (ofRange.size() != 1) {
                return Optional.empty();
            }
            marks.addAll(ofRange);
        }
        marks.sort(Comparator.comparing(mark -> mark.range().min()));
        return FeedState.Mark.coverAll(marks) ? Optional.of(marks) : Optional.empty();
    }

    private static String rid(CosmosAsyncContainer container) {
        return Patience.ask(() -> container.read().timeout(Answers.LONGEST).block())
                .getProperties()
                .getResourceId();
    }

    /** Whether nothing has changed between two offsets. */
    public static boolean same(String one, String other) {
        return one.equals(other)
                || FeedOffset.parse(one)
                        .position()
                        .equals(FeedOffset.parse(other).position());
    }

    /** Lazily; one column {@link io.cosmosdataflow.store.Columns#DOCUMENT}, with system properties. */
    public Dataset<Row> between(SparkSession spark, String from, String to, ReadMeter meter) {
        return OpenTables.read(spark, new DocumentsTable(new ChangesScan(this, from, to, meter)));
    }

    /** @param request is made again while its answer is empty */
    private String asked(Function<CosmosAsyncContainer, Optional<String>> request) {
        Patience patience = new Patience();
        try (ClientLease lease = CosmosClients.lease(address.account(), ClientUse.READ)) {
            while (true) {
                try {
                    Optional<String> answer = request.apply(lease.container(address));
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                } catch (RuntimeException e) {
                    patience.outlast(e);
                    continue;
                }
                if (!patience.await(Duration.ZERO)) {
                    throw JobException.of(
                            ErrorCode.CosmosReadFailed,
                            "Reading the change feed of " + address + ": its physical partitions do not come to rest."
                                    + " Run the activity again.");
                }
            }
        } catch (RuntimeException e) {
            throw ServiceFaults.reading(e, address);
        }
    }
}
