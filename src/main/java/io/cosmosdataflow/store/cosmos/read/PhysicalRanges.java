package io.cosmosdataflow.store.cosmos.read;

import azure_cosmos_spark.com.azure.cosmos.models.FeedRange;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import java.io.Serializable;
import java.util.List;

/**
 * The physical partitions that a read was planned over.
 *
 * <p>The SDK goes on after a split with the whole of each new partition, also where a task reads a part of the old one
 * only: what lies beside that part would come twice (DocumentProducer, createChildDocumentProducerOnSplit, of SDK
 * 4.32). So where tasks are smaller than partitions, one that has met a split gives up, and the read fails.
 *
 * @param ranges empty where every task has a whole partition, so that no split does harm
 */
record PhysicalRanges(List<String> ranges) implements Serializable {

    /** For reads that no split harms. */
    static final PhysicalRanges ANY = new PhysicalRanges(List.of());

    PhysicalRanges {
        ranges = List.copyOf(ranges);
    }

    /** @param tasks that the read has */
    static PhysicalRanges of(ContainerAddress address, int tasks) {
        List<String> now = now(address);
        return tasks > now.size() ? new PhysicalRanges(now) : ANY;
    }

    private static List<String> now(ContainerAddress address) {
        try (ClientLease lease = CosmosClients.lease(address.account(), ClientUse.READ)) {
            return lease.container(address).getFeedRanges().block().stream()
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
        if (!ranges.isEmpty() && (task.isPartitionGone() || end && !ranges.equals(now(address)))) {
            throw JobException.of(
                    ErrorCode.CosmosReadFailed,
                    "Reading " + address + ": Cosmos DB has split a physical partition of it meanwhile, after which"
                            + " documents could come twice. Run the activity again; it then sees the new partitions.");
        }
    }
}
