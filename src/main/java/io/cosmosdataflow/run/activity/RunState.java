package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.PendingThroughputs;
import io.cosmosdataflow.store.ThroughputState;
import java.util.Optional;
import java.util.function.Consumer;

/** What a run keeps beyond its end, and what earlier runs have left for it. */
public interface RunState {

    /** A run without a state directory. */
    RunState NONE = new RunState() {
        @Override
        public FeedProgress feeds(String activity, Optional<String> customKey) {
            throw JobException.of(
                    ErrorCode.StateRequired,
                    "Activity '" + activity + "' reads a change feed, and there is nowhere to keep its checkpoint."
                            + " Give a state directory with --state DIR; any file system of Hadoop will do.");
        }

        @Override
        public ThroughputState throughput(Consumer<String> remark) {
            return new ThroughputState(PendingThroughputs.OF_THIS_JVM, OF_THIS_JVM, runId -> true, remark);
        }
    };

    /** For the raises of runs that nobody else knows. */
    String OF_THIS_JVM = "this JVM";

    /**
     * @param customKey {@code continuationSettings.customizedCheckpointKey} of the activity
     * @throws JobException {@link ErrorCode#StateRequired} if the run has no state directory
     */
    FeedProgress feeds(String activity, Optional<String> customKey);

    /** @param remark takes what the user should see */
    ThroughputState throughput(Consumer<String> remark);

    /** URI of a directory for rows that must survive the loss of an executor; empty without a state directory. */
    default Optional<String> kept() {
        return Optional.empty();
    }
}
