package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.azure.cosmos.implementation.spark.OperationContext;
import azure_cosmos_spark.com.azure.cosmos.implementation.spark.OperationContextAndListenerTuple;
import azure_cosmos_spark.com.azure.cosmos.implementation.spark.OperationListener;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosQueryRequestOptions;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.UUID;

/**
 * Listens to the requests of change feeds and queries that the SDK reads, as {@link ReadDiagnostics} does to those of the
 * connector: by the hook that the SDK has for the connector.
 */
public final class RequestListener {

    private static final OperationListener LISTENER = new ReadDiagnostics().getLogger(RequestListener.class);

    private RequestListener() {}

    /** Whom the requests are made for. */
    record Reader(RequestMeter meter, String activity) implements OperationContext {

        @Override
        public String getCorrelationActivityId() {
            return activity;
        }
    }

    /**
     * @param options of one attempt
     * @return false if this SDK cannot be listened to; then throttled requests stay unknown, and the cost of each page
     *     has to be asked of it
     */
    public static boolean listen(CosmosChangeFeedRequestOptions options, RequestMeter meter) {
        return listen(SdkEntry.FEED_OPTIONS, SdkEntry.FEED_LISTENER, options, meter);
    }

    /** As {@link #listen(CosmosChangeFeedRequestOptions, RequestMeter)}. */
    public static boolean listen(CosmosQueryRequestOptions options, RequestMeter meter) {
        return listen(SdkEntry.QUERY_OPTIONS, SdkEntry.QUERY_LISTENER, options, meter);
    }

    private static boolean listen(SdkEntry accessor, SdkEntry setter, Object options, RequestMeter meter) {
        Optional<MethodHandle> get = accessor.find();
        Optional<MethodHandle> set = setter.find();
        if (get.isEmpty() || set.isEmpty() || SdkEntry.REQUEST_CHARGE.find().isEmpty()) {
            return false;
        }
        OperationContext reader = new Reader(meter, UUID.randomUUID().toString());
        Object listener = new OperationContextAndListenerTuple(reader, LISTENER);
        try {
            Object unused = (Object) set.get().invokeExact((Object) get.get().invokeExact(), options, listener);
            return true;
        } catch (Throwable e) {
            throw SdkFault.of(e);
        }
    }
}
