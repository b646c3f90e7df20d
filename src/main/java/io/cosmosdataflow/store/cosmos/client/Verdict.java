package io.cosmosdataflow.store.cosmos.client;

/**
 * What an answer of the service means for the operation that asked.
 *
 * <p>Source: Microsoft Learn, HTTP status codes for Azure Cosmos DB.
 */
public enum Verdict {
    DONE,
    /** Too many requests: ask again when the service says so. */
    THROTTLED,
    /** Timeouts, splits, contention, an unavailable service, a broken connection: ask again later. */
    TRANSIENT,
    CONFLICT,
    TOO_LARGE,
    INVALID,
    UNAUTHORIZED,
    NOT_FOUND,
    PRECONDITION_FAILED,
    FAILED;

    private static final int NOT_THERE = 404;
    private static final int SESSION_NOT_THERE = 1002;
    private static final int CONTAINER_GONE = 1003;
    private static final int RETRY_WITH = 449;
    private static final int GONE = 410;
    private static final int NAME_IS_STALE = 1000;
    private static final int PARTITION_GONE = 1002;
    private static final int COMPLETING_SPLIT = 1007;
    private static final int COMPLETING_MOVE = 1008;
    private static final int FORBIDDEN = 403;
    private static final int PARTITION_KEY_FULL = 1014;

    /** @param status HTTP status; 0 or less for a request that got no answer */
    public static Verdict of(int status) {
        if (status >= 200 && status < 300) {
            return DONE;
        }
        if (status <= 0) {
            return TRANSIENT;
        }
        return switch (status) {
            case 400 -> INVALID;
            case 401, 403 -> UNAUTHORIZED;
            case 404 -> NOT_FOUND;
            case 408, 410, 449, 500, 502, 503, 504 -> TRANSIENT;
            case 409 -> CONFLICT;
            case 412 -> PRECONDITION_FAILED;
            case 413 -> TOO_LARGE;
            case 429 -> THROTTLED;
            default -> FAILED;
        };
    }

    /**
     * Whether a read that is so answered may be answered better a little later.
     *
     * <p>A session that is not there yet is a 404 of its own. Source: READ_SESSION_NOT_AVAILABLE of the SDK's
     * HttpConstants, and Exceptions.canBeTransientFailure of the Spark connector.
     */
    public static boolean passes(int status, int subStatus) {
        return of(status) == TRANSIENT || status == NOT_THERE && subStatus == SESSION_NOT_THERE;
    }

    /** Whether the service asks, with 449, for the same request once more. */
    static boolean asksToRetry(int status) {
        return status == RETRY_WITH;
    }

    /** Whether a 404 with this sub-status is about the container and not about an item. */
    public static boolean containerIsGone(int subStatus) {
        return subStatus == CONTAINER_GONE;
    }

    /**
     * Whether a 410 says that physical partitions are no more what the client believes: of a container made anew, split,
     * merged, or moving.
     *
     * <p>Source: NAME_CACHE_IS_STALE, PARTITION_KEY_RANGE_GONE, COMPLETING_SPLIT and COMPLETING_PARTITION_MIGRATION of
     * the SDK's HttpConstants.
     */
    public static boolean partitionsHaveChanged(int status, int subStatus) {
        return status == GONE
                && (subStatus == NAME_IS_STALE
                        || subStatus == PARTITION_GONE
                        || subStatus == COMPLETING_SPLIT
                        || subStatus == COMPLETING_MOVE);
    }

    /**
     * Whether a 410 says that a physical partition is no more, as after a split.
     *
     * <p>Source: PARTITION_KEY_RANGE_GONE of the SDK's HttpConstants.
     */
    public static boolean partitionIsGone(int status, int subStatus) {
        return status == GONE && subStatus == PARTITION_GONE;
    }

    /**
     * Whether a 403 is about one partition key value, which has no more room, and not about the account.
     *
     * <p>Source: Microsoft Learn, troubleshoot forbidden exceptions.
     */
    public static boolean partitionKeyIsFull(int status, int subStatus) {
        return status == FORBIDDEN && subStatus == PARTITION_KEY_FULL;
    }
}
