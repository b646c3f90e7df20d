package io.cosmosdataflow.store.cosmos.client;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * For how long the SDK is waited for. It can lose a request, and the answer then never comes: see docs/connectors.md,
 * requests of many operations.
 */
public final class Answers {

    /** For one request of the control plane: twice as long as the SDK waits for an answer of the gateway. */
    public static final Duration LONGEST = Duration.ofMinutes(2);

    /**
     * For a page of documents, since anything was last heard of its requests. In direct mode the SDK tries a read for
     * 30 s, and waits 5 s for the last answer. Source: GoneAndRetryWithRetryPolicy, and networkRequestTimeout of
     * DirectConnectionConfig.
     */
    private static final Duration PAGE_OF_DIRECT_MODE = Duration.ofSeconds(40);

    /** The SDK waits 60 s. Source: networkRequestTimeout of GatewayConnectionConfig. */
    private static final Duration PAGE_OF_GATEWAY_MODE = Duration.ofSeconds(70);

    /** Where nothing is heard of requests: a page may be what is left of very many. */
    private static final Duration PAGE_UNHEARD = Duration.ofMinutes(15);

    private Answers() {}

    /** @param heard whether requests are heard of */
    public static Duration longestForAPage(CosmosAccount account, boolean heard) {
        if (!heard) {
            return PAGE_UNHEARD;
        }
        return account.gatewayMode() ? PAGE_OF_GATEWAY_MODE : PAGE_OF_DIRECT_MODE;
    }

    /** Whether somebody has waited for as long as that, and it may come when it is asked for again. */
    public static boolean isLate(Throwable failure) {
        return ExceptionUtils.indexOfThrowable(failure, TimeoutException.class) >= 0;
    }
}
