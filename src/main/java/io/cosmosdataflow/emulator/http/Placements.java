package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the replicas of physical partitions are, and where the gateway believes them to be: it learns of a move only
 * from a client that asks it to look again.
 */
final class Placements {

    /**
     * @param moves how often the partition was moved to come here
     * @param port 0 if replicas are not reached at all
     * @param farewell sub-status of the 410 that is answered at the former place
     */
    record Place(int moves, int port, int farewell) {}

    private record Range(String container, int partition) {}

    private final Map<Range, Place> real = new ConcurrentHashMap<>();
    private final Map<Range, Place> believed = new ConcurrentHashMap<>();
    private volatile Place usual = new Place(0, 0, 0);

    /** Of all that were not moved. */
    void usual(int port) {
        usual = new Place(0, port, 0);
    }

    /** @param container its resource id */
    void move(String container, int partition, int port, int farewell) {
        real.compute(new Range(container, partition), (range, from) -> {
            believed.putIfAbsent(range, usual);
            return new Place(from == null ? 1 : from.moves() + 1, port, farewell);
        });
    }

    /** Where databases and containers are, which do not move. */
    Place master() {
        return usual;
    }

    /** What clients are told. @param again whether to look first where they really are */
    Place told(String container, int partition, boolean again) {
        Range range = new Range(container, partition);
        if (again) {
            believed.put(range, real.getOrDefault(range, usual));
        }
        return believed.getOrDefault(range, usual);
    }

    /** @throws ServiceError 410 if the partition is no longer there */
    void admit(ReplicaPath replica) {
        replica.container().ifPresent(container -> {
            Place place = real.getOrDefault(new Range(container, replica.partition()), usual);
            if (place.moves() != replica.moves()) {
                throw ServiceError.of(410, place.farewell(), "The partition has been moved.");
            }
        });
    }
}
