package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.Checkpoint.Cause;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The checkpoints: {@code checkpoints/<key>/<number>.json}, a file for each move, of which the highest number
 * counts; and {@code pending.json} next to them while a run is between its first write and its move.
 */
public final class Checkpoints {

    /** Version 2 has a checksum. */
    private static final int VERSION = 2;

    private static final StateJson.Kind CHECKPOINT = new StateJson.Kind(
            "a checkpoint",
            VERSION,
            2,
            "Delete it to go on from the checkpoint before it in the same folder, if there is one: what came since is"
                    + " taken again. Or start anew with 'checkpoint reset', or go to where a run began with"
                    + " 'checkpoint rewind'.");
    private static final StateJson.Kind MARK = new StateJson.Kind(
            "a mark of a run",
            VERSION,
            2,
            "It says what a run that did not end well has taken. Put the checkpoint to where that run began with"
                    + " 'checkpoint rewind', or start anew with 'checkpoint reset'; either ends the mark, too.");
    private static final int KEPT = 20;
    private static final String ROOT = "checkpoints";
    private static final String PENDING = "pending.json";

    private final StateFiles files;
    private final Clock clock;

    Checkpoints(StateFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /** The one that counts; empty if the key has never had one. */
    public Optional<Checkpoint> present(CheckpointKey key) {
        return present(folder(key));
    }

    private Optional<Checkpoint> present(String folder) {
        List<String> names = numbered(folder);
        // A reader that is overtaken by twenty moves looks again.
        for (int attempt = 0; !names.isEmpty() && attempt < 3; attempt++) {
            Optional<Checkpoint> found = read(folder, names.get(names.size() - 1));
            if (found.isPresent()) {
                return found;
            }
            names = numbered(folder);
        }
        return Optional.empty();
    }

    /** Of the one that counts, also if its file is damaged; 0 if there is none. */
    public long number(CheckpointKey key) {
        List<String> names = numbered(folder(key));
        return names.isEmpty() ? 0 : number(names.get(names.size() - 1));
    }

    /** The key as the files have it that can be read; pipelines that share a custom one have each their own. */
    public Set<CheckpointKey> known(CheckpointKey key) {
        Set<CheckpointKey> keys = new LinkedHashSet<>();
        List<String> newestFirst = new ArrayList<>(numbered(folder(key)));
        Collections.reverse(newestFirst);
        newestFirst.forEach(name ->
                readable(() -> read(folder(key), name).map(Checkpoint::key)).ifPresent(keys::add));
        readable(() -> pending(key).map(PendingFeeds::key)).ifPresent(keys::add);
        return keys;
    }

    /** Whether a run has left something open, also if nobody can read what. */
    public boolean isOpen(CheckpointKey key) {
        return files.read(folder(key) + "/" + PENDING).isPresent();
    }

    private static <T> Optional<T> readable(Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (JobException e) {
            return Optional.empty();
        }
    }

    /** The last moves, the newest first. */
    public List<Checkpoint> history(CheckpointKey key) {
        List<Checkpoint> moves = new ArrayList<>();
        numbered(folder(key)).forEach(name -> read(folder(key), name).ifPresent(moves::add));
        Collections.reverse(moves);
        return List.copyOf(moves);
    }

    /** The present one of every key. */
    public List<Checkpoint> all() {
        return files.folders(ROOT).stream()
                .map(folder -> present(ROOT + "/" + folder))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Puts the next checkpoint in its place. The one before stays until it is there, so that a kill leaves either.
     * What a run has left open ends with a reset or rewind, and does not count for the runs after it.
     *
     * @param after number of the present checkpoint, 0 if there is none
     * @throws JobException {@link ErrorCode#RunInProgress} if somebody else has moved it since
     */
    public Checkpoint move(CheckpointKey key, long after, String runId, Cause cause, List<FeedPosition> positions) {
        Checkpoint next = new Checkpoint(key, after + 1, runId, clock.instant(), cause, positions);
        long newest = number(key);
        if (newest == after && cause != Cause.RUN) {
            settle(key);
        }
        if (newest != after || !files.create(folder(key) + "/" + name(after + 1), write(next))) {
            throw JobException.of(
                    ErrorCode.RunInProgress,
                    "The checkpoint of " + shown(key) + " was moved by another run while this one worked; this one"
                            + " leaves it where it is. Do not let pipelines with the same checkpoint key run at the"
                            + " same time.");
        }
        prune(folder(key));
        return next;
    }

    /** What a run has left that began to write and did not come to its end. */
    public Optional<PendingFeeds> pending(CheckpointKey key) {
        String name = folder(key) + "/" + PENDING;
        Optional<PendingFeeds> found = files.read(name)
                .map(bytes -> StateJson.read(
                        files.shown(name),
                        bytes,
                        MARK,
                        (json, version) -> new PendingFeeds(
                                StateJson.key(json),
                                StateJson.text(json, "runId"),
                                StateJson.list(json, "ranges", StateJson::range))));
        return found.filter(pending -> present(key).filter(pending::settledBy).isEmpty());
    }

    /** Says that the sinks will have rows of these ranges from now on. */
    public void begin(PendingFeeds pending) {
        ObjectNode json = StateJson.object(VERSION);
        StateJson.put(json, pending.key());
        json.put("runId", pending.runId());
        ArrayNode ranges = json.putArray("ranges");
        pending.ranges().forEach(range -> StateJson.put(ranges, range));
        files.replace(folder(pending.key()) + "/" + PENDING, StateJson.bytes(json));
    }

    /** The checkpoint has moved; nothing is left open. */
    public void settle(CheckpointKey key) {
        files.delete(folder(key) + "/" + PENDING);
    }

    private Optional<Checkpoint> read(String folder, String name) {
        String file = folder + "/" + name;
        return files.read(file)
                .map(bytes -> StateJson.read(
                        files.shown(file), bytes, CHECKPOINT, (json, version) -> checkpoint(json, number(name))));
    }

    /** @param number as the name of the file has it; another one inside is that of a file that was copied */
    private static Checkpoint checkpoint(ObjectNode json, long number) {
        if (StateJson.number(json, "number").longValue() != number) {
            throw new IllegalArgumentException("'number' is not that of the file's name");
        }
        return new Checkpoint(
                StateJson.key(json),
                number,
                StateJson.text(json, "runId"),
                StateJson.instant(json, "at"),
                Cause.valueOf(StateJson.text(json, "cause")),
                StateJson.list(json, "positions", StateJson::position));
    }

    private static byte[] write(Checkpoint checkpoint) {
        return StateJson.bytes(json(checkpoint));
    }

    /** As the file has it, for programs. */
    public static ObjectNode json(Checkpoint checkpoint) {
        ObjectNode json = StateJson.object(VERSION);
        StateJson.put(json, checkpoint.key());
        json.put("number", checkpoint.number())
                .put("runId", checkpoint.runId())
                .put("at", checkpoint.at().toString())
                .put("cause", checkpoint.cause().name());
        ArrayNode positions = json.putArray("positions");
        checkpoint.positions().forEach(position -> StateJson.put(positions, position));
        return json;
    }

    private void prune(String folder) {
        List<String> names = numbered(folder);
        names.subList(0, Math.max(0, names.size() - KEPT)).forEach(name -> files.delete(folder + "/" + name));
        files.deleteForgotten(folder, clock.instant());
    }

    private List<String> numbered(String folder) {
        return files.names(folder).stream()
                .filter(name -> name.matches("\\d{1,18}\\.json"))
                .toList();
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(0, name.length() - ".json".length()));
    }

    /** Zero padded, so that the order of names is that of numbers. */
    private static String name(long number) {
        return String.format("%012d.json", number);
    }

    private static String folder(CheckpointKey key) {
        return ROOT + "/" + FolderName.of(key);
    }

    /** For messages. */
    static String shown(CheckpointKey key) {
        String owner = key.custom()
                .map(custom -> "checkpoint key '" + custom + "'")
                .orElse("activity '" + key.activity() + "' of pipeline '" + key.pipeline() + "'");
        return owner
                + key.debugSession()
                        .map(session -> " in debug session '" + session + "'")
                        .orElse("");
    }
}
