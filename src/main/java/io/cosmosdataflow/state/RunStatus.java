package io.cosmosdataflow.state;

/** How a pipeline or an activity ended, in Data Factory's words. */
public enum RunStatus {
    Succeeded,
    Failed,
    Skipped,
    Inactive
}
