package io.cosmosdataflow.store.cosmos.sdk;

/** Hears of the requests that are made for a task, from the client's threads. */
public interface RequestMeter {

    void charged(double requestUnits);

    void throttledRequest();

    /** The service has said that a physical partition is gone: it was split. */
    void partitionGone();
}
