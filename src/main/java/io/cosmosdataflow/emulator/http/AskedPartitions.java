package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.partition.KeyRange;
import io.cosmosdataflow.emulator.partition.PartitionKeyValue;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Partition;
import java.util.List;

/** The part of a container that a query or feed is asked for: physical partitions, and a range within them. */
record AskedPartitions(Container container, List<Partition> partitions, KeyRange within) {

    static AskedPartitions of(GatewayRequest request, Container container) {
        KeyRange asked = range(request, container);
        String id = request.header("x-ms-documentdb-partitionkeyrangeid");
        List<Partition> partitions;
        if (id != null) {
            partitions = List.of(
                    named(container, id.substring(id.lastIndexOf(',') + 1).trim()));
        } else {
            partitions = container.partitions().stream()
                    .filter(partition -> partition.range().overlaps(asked))
                    .toList();
        }
        if (partitions.isEmpty()) {
            throw ServiceError.badRequest("The range of effective partition keys from '" + asked.min() + "' to '"
                    + asked.max() + "' is empty.");
        }
        boolean isWhole = partitions.stream().allMatch(partition -> covers(asked, partition.range()));
        return new AskedPartitions(container, partitions, isWhole ? KeyRange.FULL : asked);
    }

    /**
     * The partitions from where a scan goes on, which may have begun in a partition that was split since.
     *
     * @throws ServiceError 410 if it has begun in one that was split, over more than one partition
     */
    List<Partition> from(Position position) {
        if (position.equals(Position.START)) {
            return partitions;
        }
        for (int i = 0; i < partitions.size(); i++) {
            Partition partition = partitions.get(i);
            if (partition.index() == position.partition()
                    || partitions.size() == 1 && partition.continues(position.partition())) {
                return partitions.subList(i, partitions.size());
            }
        }
        throw ServiceError.partitionGone();
    }

    private static KeyRange range(GatewayRequest request, Container container) {
        PartitionKeyValue key = request.partitionKey();
        if (key != null) {
            return KeyRange.of(container.definition().effective(key));
        }
        String start = request.header("x-ms-start-epk");
        String end = request.header("x-ms-end-epk");
        if (start == null && end == null) {
            return KeyRange.FULL;
        }
        String min = start == null ? "" : start;
        String max = end == null ? "FF" : end;
        return min.isEmpty() && max.equals("FF") ? KeyRange.FULL : new KeyRange(min, max);
    }

    private static Partition named(Container container, String id) {
        for (Partition partition : container.partitions()) {
            if (String.valueOf(partition.index()).equals(id)) {
                return partition;
            }
        }
        throw ServiceError.partitionGone();
    }

    private static boolean covers(KeyRange outer, KeyRange inner) {
        return outer.min().compareTo(inner.min()) <= 0
                && (outer.max().equals("FF")
                        || !inner.max().equals("FF") && inner.max().compareTo(outer.max()) <= 0);
    }
}
