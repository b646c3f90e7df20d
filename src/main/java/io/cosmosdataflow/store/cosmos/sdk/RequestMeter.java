package io.cosmosdataflow.store.cosmos.sdk;

/** Hears of the requests that the connector makes for a task, from the client's threads. */
public interface RequestMeter {

    void charged(double requestUnits);

    void throttledRequest();

    /** For another reason than throttling; the request may be made again. */
    void failedRequest();

    long failedRequests();

    /** The service has said that a physical partition is gone: it was split. */
    void partitionGone();
}
