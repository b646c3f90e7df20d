package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * The changes between two offsets of a feed. Parts and readers are ours and not the connector's: its readers lose pages
 * ({@link FeedPages}), and take the end of one range for that of another when a partition has split.
 */
final class ChangesScan implements DocumentsScan {

    private static final int TASKS_OF_A_CORE = 3;
    private static final int SERVICE_PAGE = 1_000;

    private final ChangeFeed feed;
    private final String from;
    private final String to;
    private final ReadMeter meter;

    ChangesScan(ChangeFeed feed, String from, String to, ReadMeter meter) {
        this.feed = feed;
        this.from = from;
        this.to = to;
        this.meter = meter;
    }

    @Override
    public String description() {
        ContainerAddress address = feed.address();
        return "cosmos change feed " + address.database() + "." + address.container();
    }

    @Override
    public InputPartition[] planInputPartitions() {
        FeedOffset start = FeedOffset.parse(from);
        return FeedOffset.parse(to).partsFrom(start, tasks(start)).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new FeedReaderFactory(feed.address(), feed.pageSize().orElse(SERVICE_PAGE), meter);
    }

    /** A first run reads all documents, with every core; later ones ask each range of the container once. */
    private static int tasks(FeedOffset start) {
        return start.isBeginning()
                ? TASKS_OF_A_CORE * SparkSession.active().sparkContext().defaultParallelism()
                : 1;
    }
}
