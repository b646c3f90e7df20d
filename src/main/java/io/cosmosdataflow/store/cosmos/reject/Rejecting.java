package io.cosmosdataflow.store.cosmos.reject;

import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.lost.LostRows;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What a sink with error handling does with documents that the service refuses: they are counted, and kept if
 * there is a place for them. It goes to executors as it is, and into no plan, as its configuration may hold keys.
 */
public final class Rejecting implements Serializable {

    private static final String RUN_PREFIX = "rejects";
    private static final String REPLAY_PREFIX = "replay-";
    private static final Pattern REPLAY_FILE = Pattern.compile(REPLAY_PREFIX + "(\\d{1,9})-");

    private final SinkOfRun sink;
    private final int replay;
    private final long maxErrors;
    /** Null if rejects are only counted. */
    private final RejectFolder folder;
    /** Null if nobody else wants to know. */
    private final LostRows skipped;

    private Rejecting(SinkOfRun sink, int replay, long maxErrors, RejectFolder folder, LostRows skipped) {
        this.sink = sink;
        this.replay = replay;
        this.maxErrors = maxErrors;
        this.folder = folder;
        this.skipped = skipped;
    }

    /**
     * Keeps rejects in {@code directory/<runId>/<activity>/<sink>}.
     *
     * @param directory a path or URI that Hadoop's file systems know
     * @param configuration that reaches it
     */
    public static Rejecting into(String directory, SinkOfRun sink, Configuration configuration) {
        RejectFolder folder = new RejectFolder(
                RejectPaths.folder(directory, sink).toString(), new SerializableConfiguration(configuration));
        return new Rejecting(sink, 0, Long.MAX_VALUE, folder, null);
    }

    /** Counts rejects, and keeps none. */
    public static Rejecting counted(SinkOfRun sink) {
        return new Rejecting(sink, 0, Long.MAX_VALUE, null, null);
    }

    /** @param most over all tasks; one more fails the activity. Empty for no limit. */
    public Rejecting withMaxErrors(OptionalLong most) {
        if (most.orElse(0) < 0) {
            throw new IllegalArgumentException("maxErrors is not negative: " + most);
        }
        return new Rejecting(sink, replay, most.orElse(Long.MAX_VALUE), folder, skipped);
    }

    /** For the {@code number}-th replay of the run: what it keeps takes the place of what was kept before. */
    public Rejecting withReplay(int number) {
        return new Rejecting(sink, number, maxErrors, folder, skipped);
    }

    /** @param rows are told of each document that is refused */
    public Rejecting withSkipped(LostRows rows) {
        return new Rejecting(sink, replay, maxErrors, folder, rows);
    }

    public SinkOfRun sink() {
        return sink;
    }

    /** The number of the replay; 0 for the run itself. */
    public int replay() {
        return replay;
    }

    /** {@link Long#MAX_VALUE} for no limit. */
    public long maxErrors() {
        return maxErrors;
    }

    /** Who else is told of refused documents. */
    public Optional<LostRows> skipped() {
        return Optional.ofNullable(skipped);
    }

    public boolean keeps() {
        return folder != null;
    }

    /** @throws IllegalStateException if rejects are only counted */
    public RejectFolder folder() {
        if (folder == null) {
            throw new IllegalStateException("rejects of " + sink + " are only counted");
        }
        return folder;
    }

    /** First part of the names of files; names in order are rows in order. */
    String prefix() {
        return replay == 0 ? RUN_PREFIX : String.format(Locale.ROOT, "%s%04d", REPLAY_PREFIX, replay);
    }

    /** As lines name the replay. */
    String replayId() {
        return REPLAY_PREFIX + replay;
    }

    /** The number of the replay that wrote a file of this name; 0 for the run itself. */
    static int replayOf(String fileName) {
        Matcher replay = REPLAY_FILE.matcher(fileName);
        return replay.lookingAt() ? Integer.parseInt(replay.group(1)) : 0;
    }

    @Override
    public String toString() {
        return "rejects of " + sink + (folder == null ? ", counted" : " in " + folder);
    }
}
