package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkExecutionOptions;
import java.lang.invoke.MethodHandle;

/** Options of the SDK's bulk executor. */
public final class BulkRequests {

    private static final MethodHandle SIZE = SdkEntry.BULK_REQUEST_SIZE.get();

    private BulkRequests() {}

    /** @param operations the most that one request holds */
    public static CosmosBulkExecutionOptions ofAtMost(int operations) {
        CosmosBulkExecutionOptions options = new CosmosBulkExecutionOptions();
        try {
            Object same = SIZE.invokeExact((Object) options, operations);
        } catch (Throwable e) {
            throw SdkFault.of(e);
        }
        return options;
    }
}
