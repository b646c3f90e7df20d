package io.cosmosdataflow.emulator.fault;

/** What can go wrong with a request. */
public enum Fault {
    THROTTLED(429, 3200),
    RETRY_WITH(449, 0),
    UNAVAILABLE(503, 0),
    TIMED_OUT(408, 0),
    /** As of a name that is still in use after its container was dropped. */
    CONFLICT(409, 0),
    GONE(410, 0),
    /** Says so only; all ranges stay. */
    SPLIT(410, 1002),
    /** The physical partition that the request names, or the first that it is about, is split; then it is answered. */
    REAL_SPLIT(0, 0),
    INTERNAL(500, 0),
    /** The account lets nobody do this. */
    FORBIDDEN(403, 0),
    /** The documents of one partition key value have all the storage that there is for them. */
    PARTITION_KEY_FULL(403, 1014),
    /** The connection is reset, and nothing has been done. */
    RESET_BEFORE(0, 0),
    /** The connection is reset after the request has been carried out: the client cannot know. */
    RESET_AFTER(0, 0),
    /** The connection is closed as TLS has it, by {@code close_notify}, and nothing has been done. */
    CLOSE_BEFORE(0, 0),
    /** The same, after the request has been carried out. */
    CLOSE_AFTER(0, 0);

    private final int status;
    private final int substatus;

    Fault(int status, int substatus) {
        this.status = status;
        this.substatus = substatus;
    }

    public int status() {
        return status;
    }

    public int substatus() {
        return substatus;
    }

    /** Whether the connection ends with a farewell, where it ends. */
    public boolean isGraceful() {
        return this == CLOSE_BEFORE || this == CLOSE_AFTER;
    }

    /** Whether the request is carried out, though the client does not get its answer. */
    public boolean isCarriedOut() {
        return this == RESET_AFTER || this == CLOSE_AFTER;
    }

    /** Whether it is an answer in place of the service's own. */
    public boolean isAnswer() {
        return status != 0;
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
