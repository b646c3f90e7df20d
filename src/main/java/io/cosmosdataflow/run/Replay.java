package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.definition.Pipeline;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.Failures;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.store.Replayable;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.local.LocalStores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the rejects of a run again, with their operations. What the service refuses once more takes the place of
 * what was there; so afterwards only that is there which is still rejected.
 */
public final class Replay {

    /** Finds what a sink writes to as the factory has it now. */
    @FunctionalInterface
    public interface Sinks {

        /** @throws JobException if the factory has no such sink any more, or it keeps no rejects */
        Replayable find(SinkOfRun sink);
    }

    private final SparkSession spark;
    private final String directory;
    private final Supplier<List<SinkOfRun>> rejecting;
    private final Sinks sinks;

    /**
     * @param directory that the run was given for its rejects
     * @param rejecting sinks that have some, in order
     * @param sinks is asked for all of them before anything is written
     */
    public Replay(SparkSession spark, String directory, Supplier<List<SinkOfRun>> rejecting, Sinks sinks) {
        this.spark = spark;
        this.directory = directory;
        this.rejecting = rejecting;
        this.sinks = sinks;
    }

    /**
     * For a run of a pipeline, whose sinks are looked up in the factory.
     *
     * @param directory that the run was given for its rejects
     * @param given parameters that the record does not have, since they are secure
     * @param remark takes what the user should see
     */
    public static Replay of(
            Factory factory,
            Pipeline pipeline,
            Optional<LocalStores> local,
            RunRecord run,
            String directory,
            Map<String, String> given,
            SparkSession spark,
            Consumer<String> remark) {
        SinksOfRun sinks = new SinksOfRun(factory, pipeline, local, run, given, spark, remark);
        return new Replay(spark, directory, () -> sinks.rejecting(directory), sinks);
    }

    /**
     * Replays one sink after the other. Files of a sink that could not be reached stay as they are.
     *
     * @throws JobException {@link ErrorCode#UnknownRun} if nothing is rejected; {@link ErrorCode#FileMalformed} for
     *     a line that is no reject; what a write may throw
     */
    public List<Replayable.Outcome> run() {
        Map<SinkOfRun, Replayable> found = new LinkedHashMap<>();
        rejecting.get().forEach(sink -> found.put(sink, sinks.find(sink)));
        List<Replayable.Outcome> replayed = new ArrayList<>();
        found.forEach((sink, to) -> replayed.add(replay(sink, to)));
        return replayed;
    }

    private Replayable.Outcome replay(SinkOfRun sink, Replayable to) {
        try {
            return to.replay(spark, directory, sink);
        } catch (Exception | Error e) {
            // Spark throws checked exceptions without declaring them.
            throw Failures.of(e);
        }
    }
}
