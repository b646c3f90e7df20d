package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.azure.cosmos.implementation.spark.OperationContext;
import azure_cosmos_spark.com.azure.cosmos.implementation.spark.OperationContextAndListenerTuple;
import azure_cosmos_spark.com.azure.cosmos.implementation.spark.OperationListener;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.UUID;

/**
 * Listens to the requests of a change feed that the SDK reads, as {@link ReadDiagnostics} does to those of the
 * connector: by the hook that the SDK has for the connector.
 */
public final class FeedListener {

    private static final OperationListener LISTENER = new ReadDiagnostics().getLogger(FeedListener.class);

    private FeedListener() {}

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
        Optional<MethodHandle> accessor = SdkEntry.FEED_OPTIONS.find();
        Optional<MethodHandle> setter = SdkEntry.FEED_LISTENER.find();
        if (accessor.isEmpty()
                || setter.isEmpty()
                || SdkEntry.REQUEST_CHARGE.find().isEmpty()) {
            return false;
        }
        OperationContext reader = new Reader(meter, UUID.randomUUID().toString());
        try {
            Object done =
                    (Object) setter.get().invokeExact((Object) accessor.get().invokeExact(), (Object) options, (Object)
                            new OperationContextAndListenerTuple(reader, LISTENER));
            return true;
        } catch (Throwable e) {
            throw SdkFault.of(e);
        }
    }
}
