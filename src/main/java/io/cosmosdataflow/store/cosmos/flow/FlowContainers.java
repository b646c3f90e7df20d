package io.cosmosdataflow.store.cosmos.flow;

import io.cosmosdataflow.store.ThroughputState;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.store.cosmos.throughput.RaisedContainers;
import io.cosmosdataflow.store.cosmos.throughput.ThroughputChanges;
import io.cosmosdataflow.store.cosmos.throughput.WantedThroughput;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.kind.RaisedThroughput;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The containers of a data flow, and the throughput that they have while it runs. */
public final class FlowContainers implements RaisedThroughput {

    private final RaisedContainers raised;

    private FlowContainers(RaisedContainers raised) {
        this.raised = raised;
    }

    /**
     * Raises what sources and sinks ask for, and puts back what dead runs have left in their accounts.
     *
     * @param sources of any kind
     * @param sinks of any kind
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CosmosThroughputFailed}, {@code CosmosNotFound}
     */
    public static RaisedThroughput raise(
            List<FlowSourceStore> sources, List<FlowSinkStore> sinks, ThroughputState state) {
        List<WantedThroughput> wanted = new ArrayList<>();
        List<CosmosAccount> accounts = new ArrayList<>();
        for (FlowSourceStore store : sources) {
            if (store instanceof CosmosFlowSource source) {
                accounts.add(source.address().account());
                want(source.address(), source.throughput(), false, wanted);
            }
        }
        for (FlowSinkStore store : sinks) {
            if (store instanceof CosmosFlowSink sink) {
                accounts.add(sink.address().account());
                want(sink.address(), sink.throughput(), sink.recreates(), wanted);
            }
        }
        ThroughputChanges changes = new ThroughputChanges(state);
        changes.restoreLeftOvers(accounts);
        return new FlowContainers(changes.raise(wanted));
    }

    private static void want(
            ContainerAddress address, OptionalInt throughput, boolean mayBeMissing, List<WantedThroughput> wanted) {
        if (throughput.isPresent()) {
            wanted.add(new WantedThroughput(address, throughput.getAsInt(), mayBeMissing));
        }
    }

    @Override
    public void recreated(FlowSinkStore sink) {
        if (sink instanceof CosmosFlowSink container) {
            raised.recreated(container.address());
        }
    }

    @Override
    public void close() {
        raised.close();
    }
}
