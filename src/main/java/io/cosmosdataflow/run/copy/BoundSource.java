package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.run.activity.ActivityContext;
import io.cosmosdataflow.run.activity.Located;
import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.kind.CopySource;
import io.cosmosdataflow.store.kind.DataShape;
import java.util.Set;

/** The checked source of a copy at its linked service. */
record BoundSource(LinkedService linkedService, CopySource source) {

    DataShape shape() {
        return source.shape();
    }

    /** @param named see {@link CopySource.Opener} */
    SourceStore open(ActivityContext context, Set<String> named) {
        return Located.at(linkedService, () -> source.opener().open(context.opening(), named));
    }
}
