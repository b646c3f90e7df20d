package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.models.FeedRange;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.Answers;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.client.Patience;
import java.io.Serializable;
import java.util.List;

/**
 * The physical partitions that a read was planned over. A task that meets a split gives up, and the read fails, since
 * the connector's readers may give documents twice then:
 *
 * <ul>
 *   <li>the SDK goes on with the whole of each new partition, also where a task reads a part of the old one only
 *       (DocumentProducer, createChildDocumentProducerOnSplit, of SDK 4.32);
 *   <li>after a failure it goes on with the new partition that its continuation names, and begins the next ones anew,
 *       without the continuation of the old one (ParallelDocumentQueryExecutionContext, initialize).
 * </ul>
 */
record PhysicalRanges(List<String> ranges) implements Serializable {

    PhysicalRanges {
        ranges = List.copyOf(ranges);
    }

    static PhysicalRanges of(ContainerAddress address) {
        return new PhysicalRanges(now(address));
    }

    private static List<String> now(ContainerAddress address) {
        try (ClientLease lease = CosmosClients.lease(address.account(), ClientUse.READ)) {
            return Patience.ask(() -> lease.container(address)
                            .getFeedRanges()
                            .timeout(Answers.LONGEST)
                            .block())
                    .stream()
                    .map(FeedRange::toString)
                    .sorted()
                    .toList();
        }
    }

    /**
     * To be called before a document is handed on, and at the end.
     *
     * @throws JobException {@link ErrorCode#CosmosReadFailed} if the task has met a split
     */
    void requireUnmoved(ContainerAddress address, boolean end, TaskMeter task) {
        if (task.isPartitionGone() || end && !ranges.equals(now(address))) {
            throw JobException.of(
                    ErrorCode.CosmosReadFailed,
                    "Reading " + address + ": Cosmos DB has split a physical partition of it meanwhile, after which"
                            + " documents could come twice. Run the activity again; it then sees the new partitions.");
        }
    }
}
