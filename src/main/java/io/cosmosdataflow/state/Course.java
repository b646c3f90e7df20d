package io.cosmosdataflow.state;

import io.cosmosdataflow.state.ActivityRecord.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * How a run or an activity went.
 *
 * @param end while it is in progress, when this was written
 * @param error why it failed; of a run only if no activity says it: it was interrupted
 */
public record Course(RunStatus status, Instant start, Instant end, Optional<Failure> error) {

    /** Without an error. */
    public Course(RunStatus status, Instant start, Instant end) {
        this(status, start, end, Optional.empty());
    }

    /** The same beginning with another end. */
    public Course ended(RunStatus outcome, Instant at, Optional<Failure> why) {
        return new Course(outcome, start, at, why);
    }

    /** What has a course. */
    interface Taken {

        Course course();

        default RunStatus status() {
            return course().status();
        }

        default Instant start() {
            return course().start();
        }

        default Instant end() {
            return course().end();
        }

        default Optional<Failure> error() {
            return course().error();
        }
    }
}
