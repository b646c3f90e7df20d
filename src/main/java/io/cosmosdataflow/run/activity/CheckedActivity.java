package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.store.Replayable;
import io.cosmosdataflow.store.kind.Opening;
import java.util.Optional;
import java.util.function.Function;

/** An activity with nothing wrong in its definition, and with the values that it has now. */
public interface CheckedActivity {

    /** What outputs have for {@code effectiveIntegrationRuntime}. */
    String RUNTIME = "cosmos-dataflow (Apache Spark)";

    /**
     * Runs one attempt.
     *
     * @return the output, in Data Factory's shape
     * @throws io.cosmosdataflow.diagnostic.JobException why it failed
     */
    ObjectNode run(ActivityContext context);

    /** Where rejects of a sink can be written again; empty if it has no such sink, or that keeps none. */
    default Optional<Function<Opening, Replayable>> replayable(String sink) {
        return Optional.empty();
    }
}
