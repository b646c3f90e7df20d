package io.cosmosdataflow.state;

import java.util.Objects;
import java.util.Optional;

/**
 * What a checkpoint belongs to: the activity of a pipeline, or the key that the activity names itself; renaming
 * either starts anew. Debug sessions have checkpoints of their own.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db, Azure Cosmos DB change feed;
 * control-flow-execute-data-flow-activity, {@code continuationSettings}.
 *
 * @param custom {@code continuationSettings.customizedCheckpointKey}; stands for pipeline and activity if present
 * @param debugSession empty for published runs
 */
public record CheckpointKey(String pipeline, String activity, Optional<String> custom, Optional<String> debugSession) {

    public CheckpointKey {
        Objects.requireNonNull(pipeline, "pipeline");
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(custom, "custom");
        Objects.requireNonNull(debugSession, "debugSession");
    }
}
