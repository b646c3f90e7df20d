package io.cosmosdataflow.run.flow;

import io.cosmosdataflow.plan.node.Node.Sink;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kept.RowKeeping;
import io.cosmosdataflow.store.kind.FlowSinkStore;
import io.cosmosdataflow.store.kind.RaisedThroughput;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A sink of one attempt of a data flow.
 *
 * @param store empty for a cache sink
 */
record OpenSink(FlowSink definition, Optional<FlowSinkStore> store) {

    static OpenSink open(FlowSink sink, ActivityContext context) {
        return new OpenSink(
                sink,
                sink.opener()
                        .map(opener -> Located.at(sink.linkedService().orElseThrow(), () -> opener.store()
                                .apply(context.opening()))));
    }

    /** With the columns that the run knows. */
    OpenSink with(Sink node) {
        return new OpenSink(new FlowSink(node, definition.linkedService(), definition.opener()), store);
    }

    /** Makes anew what the sink writes to if it asks for that; it keeps its raised throughput. */
    void recreateIfAsked(RaisedThroughput throughput) {
        store.filter(FlowSinkStore::recreates)
                .ifPresent(each -> Located.at(definition.linkedService().orElseThrow(), () -> {
                    each.recreate();
                    throughput.recreated(each);
                    return null;
                }));
    }

    boolean asksForSourceKeys() {
        return store.filter(FlowSinkStore::asksForSourceKeys).isPresent();
    }

    void prepare() {
        store.ifPresent(each -> Located.at(definition.linkedService().orElseThrow(), () -> {
            each.prepare(definition.columns(), definition.marked());
            return null;
        }));
    }

    /**
     * @param repeats whether an earlier attempt may have written some of the rows already
     * @param keeping has what the store must not be given with other values
     * @return {@code rows}, and what else the store has counted
     */
    StoreMetrics write(Dataset<Row> stream, boolean repeats, RowKeeping keeping) {
        Dataset<Row> named = definition.named(definition.wanted(stream), asksForSourceKeys());
        FlowSinkStore to = store.orElseThrow();
        Dataset<Row> rows = keeping.repeatable(named, to.identity(List.of(named.columns())));
        return Located.at(definition.linkedService().orElseThrow(), () -> to.write(rows, repeats));
    }
}
