package io.cosmosdataflow.store.kind;

/** Throughput that stores have until this is closed. */
public interface RaisedThroughput extends AutoCloseable {

    /** For stores without a throughput of their own. */
    RaisedThroughput NONE = new RaisedThroughput() {
        @Override
        public void recreated(FlowSinkStore sink) {}

        @Override
        public void close() {}
    };

    /** What the sink writes to was made anew, and has the raised throughput. */
    void recreated(FlowSinkStore sink);

    /** Puts everything back; what cannot be put back is a remark. */
    @Override
    void close();
}
