package io.cosmosdataflow.state;

/** How a pipeline or an activity stands or ended, in Data Factory's words. */
public enum RunStatus {
    InProgress,
    Succeeded,
    Failed,
    Cancelled,
    Skipped,
    Inactive
}
