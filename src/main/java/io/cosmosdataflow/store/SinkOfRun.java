package io.cosmosdataflow.store;

import java.io.Serializable;
import java.util.Objects;

/** Whose rejects they are; for a Copy activity the sink is named like its activity. */
public record SinkOfRun(String runId, String activity, String sink) implements Serializable {

    public SinkOfRun {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(sink, "sink");
    }

    @Override
    public String toString() {
        return "sink '" + sink + "' of activity '" + activity + "' in run " + runId;
    }
}
