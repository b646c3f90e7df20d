package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.FeedProgress;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.run.activity.RunState;
import io.cosmosdataflow.state.Checkpoint;
import io.cosmosdataflow.state.Checkpoint.Cause;
import io.cosmosdataflow.state.CheckpointKey;
import io.cosmosdataflow.state.Checkpoints;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.state.PendingFeeds;
import io.cosmosdataflow.state.PendingThroughputs;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.store.ThroughputState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of a run with a state directory. Safe for several threads. */
final class KeptState implements RunState {

    private static final Logger LOG = LoggerFactory.getLogger(KeptState.class);

    private final RunScope scope;
    private final StateDirectory directory;
    private final Checkpoints checkpoints;
    private final RunGroup group;
    private final RunLock lock;
    private final RunJournal journal;
    private final Optional<Rerun> rerun;
    private final RunListener listener;
    private final Map<String, Integer> attempts = new HashMap<>();
    /** Activities by the keys of their own that they have. */
    private final Map<String, String> owners = new HashMap<>();

    KeptState(
            RunScope scope,
            StateDirectory directory,
            RunGroup group,
            RunLock lock,
            RunJournal journal,
            Optional<Rerun> rerun,
            RunListener listener) {
        this.scope = scope;
        this.directory = directory;
        this.checkpoints = directory.checkpoints();
        this.group = group;
        this.lock = lock;
        this.journal = journal;
        this.rerun = rerun;
        this.listener = listener;
    }

    @Override
    public FeedProgress feeds(String path, Optional<String> customKey) {
        CheckpointKey key = new CheckpointKey(
                scope.pipeline().name(), name(path), customKey, scope.options().debugSession());
        int attempt = attempt(path, key);
        group.claim(key, scope.runId());
        Optional<Checkpoint> present = checkpoints.present(key);
        Optional<PendingFeeds> pending = checkpoints.pending(key);
        if (present.isEmpty() && pending.isEmpty() && attempt == 1) {
            sayThatItStartsAnew(key);
        }
        boolean repeats = attempt > 1
                || rerun.isPresent()
                || pending.isPresent()
                || present.filter(each -> each.cause() != Cause.RUN).isPresent();
        return new Progress(path, key, present, pending, repeats);
    }

    @Override
    public ThroughputState throughput(Consumer<String> remark) {
        // the port of the embedded account is another one in each run, and its containers are nobody else's
        PendingThroughputs pending =
                scope.local().isPresent() ? PendingThroughputs.OF_THIS_JVM : directory.pendingThroughputs();
        return new ThroughputState(pending, scope.runId(), directory::running, remark);
    }

    @Override
    public Optional<String> kept() {
        return Optional.of(directory.kept());
    }

    /** Of the activity alone, which no other of the pipeline has: a checkpoint belongs to it, whatever it is inside of. */
    private String name(String path) {
        boolean whole = scope.pipeline().find(path).isPresent();
        return whole ? path : path.substring(path.lastIndexOf(ActivityListRun.INSIDE) + 1);
    }

    /** Two activities with one key would each take what the other has taken. */
    private synchronized int attempt(String path, CheckpointKey key) {
        Optional<String> other = key.custom()
                .map(custom -> owners.putIfAbsent(custom, key.activity()))
                .filter(owner -> !owner.equals(key.activity()));
        if (other.isPresent()) {
            throw JobException.of(
                    ErrorCode.InvalidProperty,
                    "Activity '" + path + "' has the 'customizedCheckpointKey' '"
                            + key.custom().orElseThrow() + "' of another activity of pipeline '" + key.pipeline()
                            + "'. Give each of them a key of its own.");
        }
        return attempts.merge(path, 1, Integer::sum);
    }

    /** Names are part of the key, so a new name is a new start; nobody should find out by the amount of data. */
    private void sayThatItStartsAnew(CheckpointKey key) {
        List<Checkpoint> similar = key.custom().isPresent()
                ? List.of()
                : checkpoints.all().stream()
                        .filter(other -> other.key().custom().isEmpty())
                        .filter(other -> other.key().debugSession().equals(key.debugSession()))
                        .filter(other -> !other.positions().isEmpty())
                        .filter(other -> other.key().pipeline().equalsIgnoreCase(key.pipeline())
                                || other.key().activity().equalsIgnoreCase(key.activity()))
                        .filter(other -> !stillThere(other.key()))
                        .toList();
        if (similar.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        similar.forEach(other -> names.add("activity '" + other.key().activity() + "' of pipeline '"
                + other.key().pipeline() + "'"));
        String remark = "there is no checkpoint of activity '" + key.activity() + "' of pipeline '" + key.pipeline()
                + "', so its change feed starts anew; there are checkpoints of " + String.join(", ", names)
                + ". A new name of the pipeline or the activity starts anew. To go on instead, give the old name back,"
                + " or set 'customizedCheckpointKey' in 'continuationSettings' before you rename; 'checkpoint rewind'"
                + " sets this one back afterwards.";
        LOG.warn("Activity '{}': {}", key.activity(), remark);
        listener.noted(key.activity(), remark);
    }

    /** An activity that the factory still has was not renamed; it has a change feed of its own. */
    private boolean stillThere(CheckpointKey key) {
        return Stream.concat(Stream.of(scope.pipeline()), scope.factory().pipelines().all().stream())
                .filter(pipeline -> pipeline.name().equalsIgnoreCase(key.pipeline()))
                .flatMap(Pipeline::allActivities)
                .anyMatch(activity -> activity.name().equalsIgnoreCase(key.activity()));
    }

    private final class Progress implements FeedProgress {

        private final String path;
        private final CheckpointKey key;
        private final Optional<Checkpoint> present;
        private final Optional<PendingFeeds> pending;
        private final boolean repeats;
        private List<FeedRange> taken = List.of();

        Progress(
                String path,
                CheckpointKey key,
                Optional<Checkpoint> present,
                Optional<PendingFeeds> pending,
                boolean repeats) {
            this.path = path;
            this.key = key;
            this.present = present;
            this.pending = pending;
            this.repeats = repeats;
        }

        /** {@inheritDoc} What its first run began with counts, too, so that nothing is skipped if that died. */
        @Override
        public Optional<FeedPosition> start(String source) {
            return rerun.filter(earlier -> !group.hasMoved(key))
                    .flatMap(earlier -> earlier.start(path, key.custom(), source))
                    .or(() -> present.flatMap(checkpoint -> checkpoint.position(source)))
                    .or(() -> pending.flatMap(begun -> begun.start(source)));
        }

        @Override
        public boolean repeats() {
            return repeats;
        }

        @Override
        public void begin(List<FeedRange> ranges) {
            lock.requireHeld();
            journal.taking(path, key.custom(), ranges);
            checkpoints.begin(new PendingFeeds(key, scope.runId(), ranges));
            taken = List.copyOf(ranges);
        }

        @Override
        public void commit() {
            if (taken.isEmpty()) {
                throw JobException.of(ErrorCode.Internal, "A checkpoint moves that nothing was taken for: " + key);
            }
            lock.requireHeld();
            List<FeedPosition> ends = taken.stream().map(FeedRange::to).toList();
            checkpoints.move(key, present.map(Checkpoint::number).orElse(0L), scope.runId(), Cause.RUN, ends);
            checkpoints.settle(key);
            group.moved(key);
        }
    }
}
