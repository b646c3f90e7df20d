package io.cosmosdataflow.store;

import io.cosmosdataflow.diagnostic.JobException;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Where rows that a sink refused can be written again. */
public interface Replayable {

    /**
     * What became of the rejects of one sink.
     *
     * @param place where they were written to, as messages name it
     * @param written operations that the store has done now
     * @param rejected rows that are still rejected
     * @param remark why, by the ids of some; empty if there are none
     */
    record Outcome(String activity, String sink, String place, long written, long rejected, Optional<String> remark) {

        public Outcome {
            Objects.requireNonNull(activity, "activity");
            Objects.requireNonNull(sink, "sink");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(remark, "remark");
        }
    }

    /**
     * Writes the rejects of a sink again, with their operations. What is refused once more takes the place of what was
     * there.
     *
     * @param directory that the run was given for its rejects
     * @throws JobException {@code FileMalformed} for a line that is no reject; what a write may throw
     */
    Outcome replay(SparkSession spark, String directory, SinkOfRun sink);
}
