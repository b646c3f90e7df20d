package io.cosmosdataflow.store.cosmos.write.bulk;

/** What is submitted and not settled, within the limits of its task. Guarded by the pipeline's lock. */
final class InFlight {

    private final WriteLimits limits;
    private int operations;
    private long bytes;

    InFlight(WriteLimits limits) {
        this.limits = limits;
    }

    /** An operation that is larger than the limit goes alone. */
    boolean hasRoom(int more) {
        return isEmpty() || (operations < limits.operations() && bytes + more <= limits.bytes());
    }

    boolean isEmpty() {
        return operations == 0;
    }

    int operations() {
        return operations;
    }

    void submitted(PendingWrite write) {
        operations++;
        bytes += write.bytes();
    }

    void settled(PendingWrite write) {
        operations--;
        bytes -= write.bytes();
    }
}
