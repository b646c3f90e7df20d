package io.cosmosdataflow.store.cosmos.write.bulk;

/** Where a pipeline is between its first operation and its end. Guarded by the pipeline's lock. */
final class Lifecycle {

    enum Phase {
        OPEN,
        /** The last operation was submitted. */
        DRAINING,
        /** What is in flight may never be decided. */
        BROKEN,
        /** Nothing is sent any more. */
        CLOSED;

        private boolean mayBecome(Phase next) {
            return switch (this) {
                case OPEN -> next != OPEN;
                case DRAINING -> next == BROKEN || next == CLOSED;
                case BROKEN -> next == CLOSED;
                case CLOSED -> false;
            };
        }
    }

    private Phase phase = Phase.OPEN;
    /** Why it is broken. */
    private RuntimeException failure;

    private void become(Phase next) {
        if (!phase.mayBecome(next)) {
            throw new IllegalStateException("A pipeline that is " + phase + " cannot be " + next + ".");
        }
        phase = next;
    }

    Phase phase() {
        return phase;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** To be called before an operation is submitted. */
    void checkSubmit() {
        checkAlive();
        if (phase != Phase.OPEN) {
            throw new IllegalStateException("No operation may follow the last one.");
        }
    }

    /** To be called as long as somebody waits for operations. */
    void checkAlive() {
        if (phase == Phase.BROKEN) {
            throw failure;
        }
        if (phase == Phase.CLOSED) {
            throw new IllegalStateException("The pipeline is closed.");
        }
    }

    void drain() {
        checkAlive();
        become(Phase.DRAINING);
    }

    /** What goes wrong afterwards follows from it; and what goes wrong after the end is nobody's. */
    void fail(Throwable why) {
        if (phase == Phase.OPEN || phase == Phase.DRAINING) {
            become(Phase.BROKEN);
            failure = why instanceof RuntimeException fault ? fault : new IllegalStateException(why);
        }
    }

    /** @return false if it was closed before */
    boolean close() {
        if (isClosed()) {
            return false;
        }
        become(Phase.CLOSED);
        return true;
    }
}
