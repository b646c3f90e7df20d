package io.cosmosdataflow.store.cosmos.client;

/** What a client is for: it decides who waits out throttling. */
public enum ClientUse {
    /** Queries, point reads and the control plane: the SDK waits and asks again. */
    READ,
    /** Bulk writes: the writer waits and asks again, so that it can count and pace. */
    WRITE
}
