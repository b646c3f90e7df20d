package io.cosmosdataflow.run;

import io.cosmosdataflow.state.ActivityRecord;

/** Hears of a run's progress; called from several threads. */
public interface RunListener {

    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /** @param attempt 1 for the first */
    default void activityStarted(String activity, String type, int attempt) {}

    /** A remark that the user should see: lost columns, a container that was made. */
    default void noted(String activity, String remark) {}

    default void activityEnded(ActivityRecord activity) {}
}
