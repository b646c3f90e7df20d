package io.cosmosdataflow.run;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSink;
import io.cosmosdataflow.store.cosmos.flow.CosmosFlowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The throughput that the containers of a data flow have while it runs. */
final class FlowThroughput implements AutoCloseable {

    private final RaisedThroughput raised;

    private FlowThroughput(RaisedThroughput raised) {
        this.raised = raised;
    }

    /** Raises what sources and sinks ask for, and puts back what dead runs have left in their accounts. */
    static FlowThroughput raise(OpenSources sources, OpenSinks sinks, ActivityContext context) {
        List<WantedThroughput> wanted = new ArrayList<>();
        List<CosmosAccount> accounts = new ArrayList<>();
        sources.stores().forEach(store -> {
            if (store instanceof CosmosFlowSource source) {
                accounts.add(source.address().account());
                want(source.address(), source.throughput(), false, wanted);
            }
        });
        sinks.all().forEach(sink -> sink.container().ifPresent(container -> {
            accounts.add(container.address().account());
            want(container.address(), container.throughput(), container.recreates(), wanted);
        }));
        ThroughputChanges changes = context.state().throughput(context.remark());
        changes.restoreLeftOvers(accounts);
        return new FlowThroughput(changes.raise(wanted));
    }

    private static void want(
            ContainerAddress address, OptionalInt throughput, boolean mayBeMissing, List<WantedThroughput> wanted) {
        if (throughput.isPresent()) {
            wanted.add(new WantedThroughput(address, throughput.getAsInt(), mayBeMissing));
        }
    }

    /** Makes the container of a sink anew if it asks for that, which keeps its raised throughput. */
    void recreateIfAsked(OpenSink sink) {
        sink.container().filter(CosmosFlowSink::recreates).ifPresent(container -> {
            Located.at(sink.definition().linkedService().orElseThrow(), () -> {
                container.recreate();
                return null;
            });
            raised.recreated(container.address());
        });
    }

    @Override
    public void close() {
        raised.close();
    }
}
