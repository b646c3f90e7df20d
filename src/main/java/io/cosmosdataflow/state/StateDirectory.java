package io.cosmosdataflow.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;

/**
 * The state directory: {@code runs/<runId>.json}, one file a run, and more in {@code runs/<runId>} of a long one; {@code checkpoints}, {@code locks},
 * {@code throughput} and {@code kept}. It may be read while runs write to it.
 */
public final class StateDirectory {

    private static final String RUNS = "runs";
    private static final String KEPT = "kept";
    private static final int MOST_SHOWN = 10;

    private final StateFiles files;
    private final Clock clock;
    private final Processes processes;

    /** @param directory a path or URI that Hadoop's file systems know */
    public StateDirectory(String directory, Configuration configuration) {
        this(directory, configuration, Clock.systemUTC(), Processes.ofThisMachine());
    }

    StateDirectory(String directory, Configuration configuration, Clock clock, Processes processes) {
        this.files = new StateFiles(directory, configuration);
        this.clock = clock;
        this.processes = processes;
    }

    public Checkpoints checkpoints() {
        return new Checkpoints(files, clock);
    }

    /**
     * Keeps other runs of the pipeline away until the lock is closed. The records of runs that died with the lock
     * say so from then on, also those of runs that they had called.
     *
     * @param runId of the run, or of the one at the beginning of those that call each other
     * @throws JobException {@link ErrorCode#RunInProgress} if a run has the lock and lives
     */
    public RunLock lock(String pipeline, Optional<String> debugSession, String runId) {
        RunLock lock = RunLock.take(files, pipeline, debugSession, runId, clock, processes);
        for (LockHolder holder : lock.dead()) {
            group(holder.runId()).stream()
                    .filter(run -> run.status() == RunStatus.InProgress)
                    .forEach(run -> save(run.interrupted(holder.heartbeat())));
        }
        return lock.settled();
    }

    /** A run and those that it has called, directly or through others. Looks at all records only if there may be some. */
    private List<RunRecord> group(String groupId) {
        Optional<RunRecord> first = find(groupId);
        boolean calls = first.filter(run ->
                        run.activities().stream().map(ActivityRecord::type).anyMatch(RunRecord.CALLING::equals))
                .isPresent();
        return calls
                ? runs(run -> run.groupId().equals(groupId), Integer.MAX_VALUE)
                : first.stream().toList();
    }

    /** The runs that activities of a run have called, by the paths of these; the last one of each. */
    public Map<String, RunRecord> called(String runId) {
        Map<String, RunRecord> called = new HashMap<>();
        runs(
                        run -> run.origin()
                                .caller()
                                .filter(caller -> caller.runId().equals(runId))
                                .isPresent(),
                        Integer.MAX_VALUE)
                .forEach(run ->
                        called.putIfAbsent(run.origin().caller().orElseThrow().activity(), run));
        return called;
    }

    /** The throughputs that runs have raised and not yet put back. */
    public PendingThroughputs pendingThroughputs() {
        return new PendingThroughputFiles(files);
    }

    /** For rows that activities keep while they run; it need not be there. */
    public String kept() {
        return files.shown(KEPT);
    }

    /** Whether a run goes on, as far as its lock tells. */
    public boolean running(String runId) {
        return find(runId)
                .filter(run -> run.status() == RunStatus.InProgress)
                .filter(run -> RunLock.held(
                        files, run.pipeline(), run.origin().debugSession(), run.groupId(), clock, processes))
                .isPresent();
    }

    /** @throws JobException {@link ErrorCode#StateUnavailable} */
    public void save(RunRecord run) {
        files.replace(file(run.runId()), RunRecordJson.write(run));
    }

    /** Activities that have ended, in a file of their own; see {@link EndedActivities}. */
    void savePart(String runId, int number, List<ActivityRecord> activities) {
        files.replace(partFile(runId, number), RunRecordJson.writePart(activities));
    }

    /** @throws JobException {@link ErrorCode#StateUnavailable} also if the file is not there any more */
    List<ActivityRecord> part(String runId, int number) {
        String name = partFile(runId, number);
        return files.read(name)
                .map(bytes -> RunRecordJson.readPart(files.shown(name), bytes))
                .orElseThrow(() -> JobException.of(
                        ErrorCode.StateUnavailable,
                        "The file " + files.shown(name) + ", which has activities of run " + runId
                                + ", is not there any more. Put it back, or move the record of the run away, too."));
    }

    /** The record of a run; empty if there is none. */
    public Optional<RunRecord> find(String runId) {
        // An id that a user types must not lead out of the directory.
        if (!runId.matches("[A-Za-z0-9-]+")) {
            return Optional.empty();
        }
        String name = file(runId);
        return read(name);
    }

    private Optional<RunRecord> read(String name) {
        return files.read(name).map(bytes -> RunRecordJson.read(files.shown(name), bytes, this::part));
    }

    /**
     * @param given id of a run, or so much of its beginning as tells it from others
     * @throws JobException {@link ErrorCode#UnknownRun}, {@link ErrorCode#AmbiguousRun}
     */
    public RunRecord load(String given) {
        return find(runId(given))
                .orElseThrow(() -> JobException.of(
                        ErrorCode.UnknownRun,
                        "There is no record of run '" + given + "' in " + files.shown(RUNS)
                                + ". See 'runs list' for those that there are."));
    }

    private String runId(String given) {
        List<String> begin = files.names(RUNS).stream()
                .map(name -> name.substring(0, name.length() - ".json".length()))
                .filter(id -> !given.isEmpty() && id.startsWith(given))
                .toList();
        if (begin.size() < 2 || begin.contains(given)) {
            return begin.size() == 1 ? begin.get(0) : given;
        }
        String more = begin.size() > MOST_SHOWN ? " and " + (begin.size() - MOST_SHOWN) + " more" : "";
        throw JobException.of(
                ErrorCode.AmbiguousRun,
                "The ids of " + begin.size() + " runs begin with '" + given + "': "
                        + String.join(", ", begin.subList(0, Math.min(MOST_SHOWN, begin.size()))) + more
                        + ". Give more of the id.");
    }

    /** All runs, the newest first. */
    public List<RunRecord> runs(int most) {
        return runs(run -> true, most);
    }

    /** The newest runs of those that are wanted. */
    public List<RunRecord> runs(Predicate<RunRecord> wanted, int most) {
        return files.names(RUNS).stream()
                .map(name -> RUNS + "/" + name)
                .flatMap(name -> read(name).stream())
                .filter(wanted)
                .sorted(Comparator.comparing(RunRecord::start).reversed())
                .limit(most)
                .toList();
    }

    /** As its files have it, for programs. */
    public static ObjectNode json(RunRecord run) {
        return RunRecordJson.json(run);
    }

    private static String file(String runId) {
        return RUNS + "/" + runId + ".json";
    }

    private static String partFile(String runId, int number) {
        return String.format(Locale.ROOT, "%s/%s/%06d.json", RUNS, runId, number);
    }
}
