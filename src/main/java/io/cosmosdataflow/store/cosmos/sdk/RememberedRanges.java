package io.cosmosdataflow.store.cosmos.sdk;

import java.lang.invoke.MethodHandle;
import java.util.Optional;
import scala.collection.concurrent.TrieMap;

/**
 * The physical partitions of containers that the connector remembers for a minute, and plans reads by: after a split it
 * would plan over partitions that are no more (ContainerFeedRangesCache of connector 4.11.1).
 */
public final class RememberedRanges {

    private RememberedRanges() {}

    /** The next plan asks the service, if this connector's memory can be reached. */
    public static void forget() {
        Optional<MethodHandle> ranges = SdkEntry.REMEMBERED_RANGES.find();
        if (ranges.isEmpty()) {
            return;
        }
        try {
            ((TrieMap<?, ?>) (Object) ranges.get().invokeExact()).clear();
        } catch (Throwable e) {
            throw SdkFault.of(e);
        }
    }
}
