package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.azure.cosmos.CosmosDiagnostics;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the SDK notes about a request. */
public final class RequestNotes {

    private static final Logger LOG = LoggerFactory.getLogger(RequestNotes.class);
    private static final Optional<MethodHandle> NOTES = SdkEntry.NOTES_OF_REQUEST.find();
    private static final Optional<MethodHandle> ANSWERS = SdkEntry.ANSWERS_OF_REPLICAS.find();
    private static final Optional<MethodHandle> RETRIES = SdkEntry.RETRIES_OF_REQUEST.find();

    private RequestNotes() {}

    /**
     * Whether it is certain that the request was sent once, so that its answer is about itself and not about an earlier
     * try of the SDK's own. False where the SDK does not tell.
     */
    public static boolean sentOnce(CosmosDiagnostics diagnostics) {
        if (diagnostics == null || NOTES.isEmpty() || ANSWERS.isEmpty() || RETRIES.isEmpty()) {
            return false;
        }
        try {
            Object notes = (Object) NOTES.get().invokeExact((Object) diagnostics);
            if (notes == null) {
                return false;
            }
            Collection<?> answers = (Collection<?>) ANSWERS.get().invokeExact(notes);
            int retries = (int) RETRIES.get().invokeExact(notes);
            return answers.size() <= 1 && retries == 0;
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            LOG.debug("The notes about a request cannot be read", e);
            return false;
        }
    }
}
