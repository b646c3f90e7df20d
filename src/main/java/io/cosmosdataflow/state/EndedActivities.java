package io.cosmosdataflow.state;

import io.cosmosdataflow.diagnostic.JobException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Takes the activities of a run as they end. With a state directory, those of a long run go to files there, each of
 * which is written once, so that neither memory nor the record grows with the run. Not thread-safe.
 */
public final class EndedActivities {

    private static final int MOST_OF_A_PART = 1_000;
    private static final int MOST_CHARACTERS_OF_A_PART = 4_000_000;

    private final Optional<StateDirectory> state;
    private final String runId;
    private final List<Integer> parts = new ArrayList<>();
    private List<ActivityRecord> rest = new ArrayList<>();
    private int filed;
    private int due = MOST_OF_A_PART;
    private long characters;

    public EndedActivities(Optional<StateDirectory> state, String runId) {
        this.state = state;
        this.runId = runId;
    }

    public int size() {
        return filed + rest.size();
    }

    /** @throws JobException if a part cannot be written; the activity is taken nevertheless */
    public void add(ActivityRecord ended) {
        rest.add(ended);
        if (state.isPresent()) {
            characters += ended.output().toString().length();
            if (rest.size() >= due || characters >= MOST_CHARACTERS_OF_A_PART) {
                file(state.get());
            }
        }
    }

    private void file(StateDirectory directory) {
        // If it fails, the next attempt is made when as many more have ended.
        due = rest.size() + MOST_OF_A_PART;
        characters = 0;
        directory.savePart(runId, parts.size(), rest);
        parts.add(rest.size());
        filed += rest.size();
        rest = new ArrayList<>();
        due = MOST_OF_A_PART;
    }

    /** All so far, and {@code running} behind them. */
    public List<ActivityRecord> and(Collection<ActivityRecord> running) {
        List<ActivityRecord> all = new ArrayList<>(rest);
        all.addAll(running);
        return parts.isEmpty()
                ? all
                : new FiledActivities(parts, number -> state.orElseThrow().part(runId, number), all);
    }
}
