package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * The changes between two offsets of a feed. Partitions and readers come from one stream of the connector, which
 * is let go as soon as both are there: newer connectors hold a client and a listener for each.
 */
final class ChangesScan implements DocumentsScan {

    private static final int TASKS_OF_A_CORE = 3;

    private final ChangeFeed feed;
    private final String from;
    private final String to;
    private final ReadMeter meter;
    private InputPartition[] partitions;
    private PartitionReaderFactory readers;

    ChangesScan(ChangeFeed feed, String from, String to, ReadMeter meter) {
        this.feed = feed;
        this.from = from;
        this.to = to;
        this.meter = meter;
    }

    ReadMeter meter() {
        return meter;
    }

    @Override
    public String description() {
        ContainerAddress address = feed.address();
        return "cosmos change feed " + address.database() + "." + address.container();
    }

    @Override
    public synchronized InputPartition[] planInputPartitions() {
        plan();
        return partitions;
    }

    @Override
    public synchronized PartitionReaderFactory createReaderFactory() {
        plan();
        return new PartitionedReaderFactory(readers, feed.address(), true, meter, PhysicalRanges.ANY);
    }

    private void plan() {
        if (readers == null) {
            try {
                FeedOffset start = FeedOffset.parse(from);
                String end = FeedOffset.parse(to).asEnd(start, tasks(start));
                feed.stream(false, stream -> {
                    partitions =
                            stream.planInputPartitions(stream.deserializeOffset(from), stream.deserializeOffset(end));
                    readers = new FeedReaderFactory(new PatientReaderFactory(stream.createReaderFactory()));
                    return null;
                });
            } catch (RuntimeException e) {
                throw ServiceFaults.reading(e, feed.address());
            }
        }
    }

    /** A first run reads all documents, with every core; later ones ask each range of the container once. */
    private static int tasks(FeedOffset start) {
        return start.isBeginning()
                ? TASKS_OF_A_CORE * SparkSession.active().sparkContext().defaultParallelism()
                : 1;
    }
}
