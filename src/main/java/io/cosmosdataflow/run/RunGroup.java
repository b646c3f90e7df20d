package io.cosmosdataflow.run;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.CheckpointKey;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.StateDirectory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run that somebody has started, with all runs that it calls: Data Factory's group. Runs of a pipeline that a group
 * calls at the same time share its lock, and none of them takes the changes of another. Safe for several threads.
 */
final class RunGroup {

    private final String id;
    private final Optional<StateDirectory> state;
    private final Optional<String> debugSession;
    private final Map<String, Held> locks = new HashMap<>();
    private final Map<String, String> feeds = new HashMap<>();
    private final Set<String> moved = new HashSet<>();

    /** A lock, and how many runs need it. */
    private record Held(RunLock lock, int runs) {}

    /** @param id of the run that somebody has started */
    RunGroup(String id, RunOptions options) {
        this.id = id;
        this.state = options.state();
        this.debugSession = options.debugSession();
    }

    String id() {
        return id;
    }

    /**
     * The lock of a pipeline, for a run that {@link #unlock gives} it back.
     *
     * @throws JobException {@link ErrorCode#RunInProgress} if a run has it that is not of this group
     */
    synchronized RunLock lock(String pipeline) {
        Held held = Optional.ofNullable(locks.get(key(pipeline)))
                .map(other -> new Held(other.lock(), other.runs() + 1))
                .orElseGet(() -> new Held(state.orElseThrow().lock(pipeline, debugSession, id), 1));
        locks.put(key(pipeline), held);
        return held.lock();
    }

    synchronized void unlock(String pipeline) {
        Held held = locks.remove(key(pipeline));
        if (held.runs() > 1) {
            locks.put(key(pipeline), new Held(held.lock(), held.runs() - 1));
        } else {
            held.lock().close();
        }
    }

    /**
     * From now on the checkpoint is the run's until it {@link #release ends}.
     *
     * @throws JobException {@link ErrorCode#InvalidProperty} if it is that of a run at the same time
     */
    synchronized void claim(CheckpointKey feed, String runId) {
        String owner = feeds.putIfAbsent(key(feed), runId);
        if (owner != null && !owner.equals(runId)) {
            throw JobException.of(
                    ErrorCode.InvalidProperty,
                    "Activity '" + feed.activity() + "' of pipeline '" + feed.pipeline()
                            + "' reads a change feed, and so does run " + owner
                            + ", which was called at the same time and has the same checkpoint. Call them one after the"
                            + " other ('isSequential'), or give each a 'customizedCheckpointKey' in"
                            + " 'continuationSettings', by a parameter of the pipeline.");
        }
    }

    synchronized void release(String runId) {
        feeds.values().removeIf(runId::equals);
    }

    /** A run of the group has moved the checkpoint. */
    synchronized void moved(CheckpointKey feed) {
        moved.add(key(feed));
    }

    /** Whether one has: a second one, or a second time in a loop, goes on from there, also in a rerun. */
    synchronized boolean hasMoved(CheckpointKey feed) {
        return moved.contains(key(feed));
    }

    /** As a checkpoint is kept: a key of its own stands for pipeline and activity. */
    private static String key(CheckpointKey feed) {
        return feed.custom()
                .map(custom -> "key " + custom)
                .orElseGet(() -> key(feed.pipeline()) + ActivityListRun.INSIDE + key(feed.activity()));
    }

    private static String key(String pipeline) {
        return pipeline.toLowerCase(Locale.ROOT);
    }
}
