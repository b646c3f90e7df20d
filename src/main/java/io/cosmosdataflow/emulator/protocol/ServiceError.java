package io.cosmosdataflow.emulator.protocol;

/**
 * An answer of the service that is not a success: HTTP status, sub-status and the text the service gives.
 *
 * <p>Carries no stack trace: it is a value that travels up to the response, thousands of times per second when
 * a container is throttled.
 */
public final class ServiceError extends RuntimeException {

    public static final int NAME_CACHE_IS_STALE = 1000;
    public static final int PARTITION_KEY_MISMATCH = 1001;
    public static final int PARTITION_KEY_RANGE_GONE = 1002;
    public static final int OWNER_GONE = 1003;
    public static final int COMPLETING_SPLIT = 1007;
    public static final int COLLECTION_RID_MISMATCH = 1024;
    public static final int PATCH_CONDITION_FAILED = 1110;
    public static final int REQUEST_RATE_TOO_LARGE = 3200;

    private final int status;
    private final int substatus;
    private final long retryAfterMillis;

    private ServiceError(int status, int substatus, long retryAfterMillis, String message) {
        super(message, null, false, false);
        this.status = status;
        this.substatus = substatus;
        this.retryAfterMillis = retryAfterMillis;
    }

    public static ServiceError of(int status, String message) {
        return new ServiceError(status, 0, 0, message);
    }

    public static ServiceError of(int status, int substatus, String message) {
        return new ServiceError(status, substatus, 0, message);
    }

    public static ServiceError badRequest(String message) {
        return of(400, message);
    }

    public static ServiceError notFound() {
        return of(404, "Resource Not Found. Learn more: https://aka.ms/cosmosdb-tsg-not-found");
    }

    /** 410 of a request that names a physical partition that is no more. */
    public static ServiceError partitionGone() {
        return of(410, PARTITION_KEY_RANGE_GONE, "The requested resource is no longer available at the server.");
    }

    /** 404 of a request whose database or container does not exist. */
    public static ServiceError ownerGone() {
        return of(404, OWNER_GONE, "Owner resource does not exist. Learn more: https://aka.ms/cosmosdb-tsg-not-found");
    }

    public static ServiceError conflict() {
        return of(409, "Resource with specified id or name already exists.");
    }

    public static ServiceError preconditionFailed() {
        return of(
                412,
                "One of the specified pre-condition is not met. Learn more: https://aka.ms/CosmosDB/sql/errors/precondition-failed");
    }

    public static ServiceError tooLarge() {
        return of(413, "Request size is too large");
    }

    /** 429 with the time after which the container's budget is positive again. */
    public static ServiceError throttled(long retryAfterMillis) {
        return new ServiceError(
                429,
                REQUEST_RATE_TOO_LARGE,
                retryAfterMillis,
                "Request rate is large. More Request Units may be needed, so no changes were made. "
                        + "Please retry this request later. Learn more: http://aka.ms/cosmosdb-error-429");
    }

    /** An answer that a fault rule asked for. */
    public static ServiceError injected(int status, int substatus, long retryAfterMillis, String message) {
        return new ServiceError(status, substatus, retryAfterMillis, message);
    }

    public int status() {
        return status;
    }

    public int substatus() {
        return substatus;
    }

    /** 0 when the answer names no time. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** The service's name of the status, as it stands in {@code "code"} of an error body. */
    public String code() {
        return switch (status) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 408 -> "RequestTimeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 412 -> "PreconditionFailed";
            case 413 -> "RequestEntityTooLarge";
            case 429 -> "429";
            case 449 -> "449";
            case 503 -> "ServiceUnavailable";
            case 507 -> "InsufficientStorage";
            default -> "InternalServerError";
        };
    }
}
