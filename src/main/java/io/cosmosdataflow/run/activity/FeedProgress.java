package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoint of one attempt of an activity. All change feed sources of the activity move together: the new
 * positions count once {@link #commit} returns, and not before.
 */
public interface FeedProgress {

    /** Where the source goes on; empty if it has never been read under this key. */
    Optional<FeedPosition> start(String source);

    /** Whether an earlier attempt from the same start may have written some of the rows already. */
    boolean repeats();

    /**
     * Keeps what this attempt is about to take, before anything is written.
     *
     * @param ranges one for each change feed source
     */
    void begin(List<FeedRange> ranges);

    /** Every sink has what was taken: the checkpoint moves to the ends of the ranges. */
    void commit();
}
