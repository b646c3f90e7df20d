package io.cosmosdataflow.emulator.fault;

/**
 * What can go wrong with a request.
 *
 * <p>Source of the statuses and sub-statuses: Microsoft Learn, HTTP status codes for Azure Cosmos DB; those of 410 that
 * clients in direct mode get: {@code HttpConstants.SubStatusCodes} of the Java SDK.
 */
public enum Fault {
    THROTTLED(429, 3200),
    RETRY_WITH(449, 0),
    UNAVAILABLE(503, 0),
    TIMED_OUT(408, 0),
    /** As of a name that is still in use after its container was dropped. */
    CONFLICT(409, 0),
    GONE(410, 0),
    /** As of a container that was made anew. */
    NAME_IS_STALE(410, 1000),
    /** Says so only; all ranges stay. */
    SPLIT(410, 1002),
    /** As of a partition whose split is being completed; all ranges stay. */
    COMPLETING_SPLIT(410, 1007),
    /** As of a partition that is being moved; all replicas stay. */
    COMPLETING_MIGRATION(410, 1008),
    /** The physical partition that the request names, or the first that it is about, is split; then it is answered. */
    REAL_SPLIT(Ending.ANSWER, true),
    INTERNAL(500, 0),
    /** The account lets nobody do this. */
    FORBIDDEN(403, 0),
    /** The documents of one partition key value have all the storage that there is for them. */
    PARTITION_KEY_FULL(403, 1014),
    /** The connection is reset, and nothing has been done. */
    RESET_BEFORE(Ending.RESET, false),
    /** The connection is reset after the request has been carried out: the client cannot know. */
    RESET_AFTER(Ending.RESET, true),
    /** The connection is closed as TLS has it, by {@code close_notify}, and nothing has been done. */
    CLOSE_BEFORE(Ending.CLOSE, false),
    /** The same, after the request has been carried out. */
    CLOSE_AFTER(Ending.CLOSE, true),
    /** There is never an answer, and nothing has been done; the connection stays. */
    SILENT_BEFORE(Ending.SILENCE, false),
    /** The same, after the request has been carried out. */
    SILENT_AFTER(Ending.SILENCE, true),
    /** The request is carried out at once, and answered only after the delay of the rule. */
    LATE(Ending.ANSWER, true);

    /** What the client gets in the end. */
    public enum Ending {
        ANSWER,
        /** The connection breaks off without a farewell. */
        RESET,
        /** The connection is closed with a farewell. */
        CLOSE,
        SILENCE
    }

    private final int status;
    private final int substatus;
    private final Ending ending;
    private final boolean carriedOut;

    Fault(int status, int substatus) {
        this(status, substatus, Ending.ANSWER, false);
    }

    Fault(Ending ending, boolean carriedOut) {
        this(0, 0, ending, carriedOut);
    }

    Fault(int status, int substatus, Ending ending, boolean carriedOut) {
        this.status = status;
        this.substatus = substatus;
        this.ending = ending;
        this.carriedOut = carriedOut;
    }

    public int status() {
        return status;
    }

    public int substatus() {
        return substatus;
    }

    public Ending ending() {
        return ending;
    }

    public boolean isCarriedOut() {
        return carriedOut;
    }

    /** Whether it is an answer in place of the service's own. */
    public boolean isAnswer() {
        return status != 0;
    }

    /** Whether the client has to wait for longer than it may want to. */
    public boolean isTrialOfPatience() {
        return ending == Ending.SILENCE || this == LATE;
    }

    /** Finds a fault by its name or by its status code. */
    public static Fault named(String text) {
        for (Fault fault : values()) {
            if (fault.name().equalsIgnoreCase(text)
                    || fault.isAnswer() && String.valueOf(fault.status).equals(text)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("unknown fault '" + text + "'");
    }
}
