package io.cosmosdataflow.store.cosmos.write.bulk;

import java.util.Map;
import java.util.Set;

/** Where an operation is between its submission and its end. */
enum OperationState {
    NEW,
    /** An earlier operation on its item has not ended, or may still arrive at the service. */
    WAITING_FOR_ITEM,
    /** The transport is asked for its physical partition. */
    ROUTING,
    /** It waits for the next request to its physical partition, and that for the rate of the write. */
    QUEUED,
    SENT,
    /** It has come back, with or without an answer, and the judge has it. */
    RETURNED,
    /** It waits for its next try. */
    DELAYED,
    /** It is written, or it never will be. */
    SETTLED;

    private static final Map<OperationState, Set<OperationState>> TRANSITIONS = Map.of(
            NEW, Set.of(WAITING_FOR_ITEM, ROUTING),
            WAITING_FOR_ITEM, Set.of(ROUTING),
            ROUTING, Set.of(QUEUED, RETURNED),
            QUEUED, Set.of(SENT),
            SENT, Set.of(RETURNED),
            RETURNED, Set.of(DELAYED, SETTLED),
            DELAYED, Set.of(ROUTING),
            SETTLED, Set.of());

    /**
     * @return {@code next}
     * @throws IllegalStateException if an operation cannot come there from here
     */
    OperationState to(OperationState next) {
        if (!TRANSITIONS.get(this).contains(next)) {
            throw new IllegalStateException("An operation that is " + this + " cannot be " + next + ".");
        }
        return next;
    }
}
