package io.cosmosdataflow.store.cosmos.throughput;

import io.cosmosdataflow.state.PendingThroughput;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ContainerOffers;
import java.util.List;

/** Containers whose throughput is raised until this is closed. */
public final class RaisedContainers implements AutoCloseable {

    private final ThroughputChanges changes;
    private final List<ThroughputChanges.Raise> raises;

    RaisedContainers(ThroughputChanges changes, List<ThroughputChanges.Raise> raises) {
        this.changes = changes;
        this.raises = raises;
    }

    /**
     * The run has made the container anew, with its raised throughput; a later run that finds this one dead knows
     * by that whose throughput it is.
     */
    public synchronized void recreated(ContainerAddress address) {
        raises.replaceAll(raise -> {
            boolean same = ThroughputChanges.place(raise.address()).equals(ThroughputChanges.place(address));
            return same ? moved(raise) : raise;
        });
    }

    private ThroughputChanges.Raise moved(ThroughputChanges.Raise raise) {
        ContainerAddress address = raise.address();
        try (ContainerOffers offers = ContainerOffers.of(address.account())) {
            PendingThroughput record = offers.find(address.database(), address.container())
                    .map(found -> raise.record().inContainer(found.rid()))
                    .orElseGet(raise::record);
            changes.pending().save(raise.name(), record);
            return new ThroughputChanges.Raise(raise.name(), address, record);
        }
    }

    /** Puts everything back; what cannot be put back is a remark, for the rows are written. */
    @Override
    public synchronized void close() {
        for (int i = raises.size() - 1; i >= 0; i--) {
            changes.putBack(raises.get(i), false);
        }
        raises.clear();
    }
}
