package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.store.SinkStore;
import io.cosmosdataflow.store.kind.CopySink;
import io.cosmosdataflow.store.kind.DataShape;

/** The checked sink of a copy at its linked service. */
record BoundSink(LinkedService linkedService, CopySink sink) {

    DataShape shape() {
        return sink.shape();
    }

    SinkStore open(ActivityContext context) {
        return Located.at(linkedService, () -> sink.opener().apply(context.opening()));
    }
}
