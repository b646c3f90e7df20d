package io.cosmosdataflow.store.cosmos.write.bulk;

/** Decides what becomes of an operation that has come back. Called on any thread. */
public interface OperationJudge {

    /** Calls exactly one of {@link Decision#settled} and {@link Decision#again}, as {@link #lost} does. */
    void judge(PendingWrite write, Answer answer, Decision decision);

    /** The operation was not sent, or not answered: nobody knows whether it is done. */
    void lost(PendingWrite write, Throwable why, Decision decision);

    /** From now on nothing is tried again. */
    void giveUp();
}
