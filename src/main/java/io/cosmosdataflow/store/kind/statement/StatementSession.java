package io.cosmosdataflow.store.kind.statement;

/**
 * Runs statements of one attempt of an activity, one after the other, on one connection. An interrupt of the thread that
 * waits for a statement ends it. Not thread-safe.
 */
public interface StatementSession extends AutoCloseable {

    /**
     * Runs a stored procedure to its end. Rows that it gives are passed over.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException what the store says; {@code ActivityFailed} after an interrupt
     */
    void call(ProcedureCall call);

    /**
     * Runs a block of a script to its end.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException as {@link #call}; {@code RunTimedOut}
     */
    ScriptAnswer run(ScriptBlock block);

    @Override
    void close();
}
