package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;

/** Hears of the requests that are made for a task, from the client's threads. */
public interface RequestMeter {

    void charged(double requestUnits);

    void throttledRequest();

    /** The service has said that a physical partition is gone: it was split. */
    void partitionGone();

    /** A request has failed in a way that passes. Where the SDK does not ask again, all that it does fails, if later. */
    default void failed(CosmosException answer) {}
}
