package io.cosmosdataflow.store.cosmos.write.bulk;

/**
 * How much may be in flight. Half as much after the service had no room, and more again, little by little, with what is
 * settled: additive increase, multiplicative decrease. Guarded by the pipeline's lock.
 */
final class CongestionWindow {

    private static final int SETTLED_FOR_ONE_MORE = 4;

    private final WriteLimits limits;
    private final int smallest;
    private int size;
    /** Settled since the window has grown. */
    private int settled;

    private int operations;
    private long bytes;
    private int underWay;

    CongestionWindow(WriteLimits limits, int smallest) {
        this.limits = limits;
        this.smallest = smallest;
        this.size = limits.operations();
    }

    /** An operation that is larger than the limit goes alone. */
    boolean hasRoom(int more) {
        return isEmpty() || (underWay < size && operations < limits.operations() && bytes + more <= limits.bytes());
    }

    boolean isEmpty() {
        return operations == 0;
    }

    /** What is submitted and not settled. */
    int operations() {
        return operations;
    }

    void submitted(PendingWrite write) {
        operations++;
        bytes += write.bytes();
    }

    /** Only what is under way counts for the window: an operation that waits for its next try fills no request. */
    void departed() {
        underWay++;
    }

    void returned() {
        underWay--;
    }

    void settled(PendingWrite write) {
        operations--;
        bytes -= write.bytes();
        if (size < limits.operations() && ++settled >= SETTLED_FOR_ONE_MORE) {
            size++;
            settled = 0;
        }
    }

    void halve() {
        size = Math.max(smallest, Math.min(size, underWay) / 2);
        settled = 0;
    }
}
