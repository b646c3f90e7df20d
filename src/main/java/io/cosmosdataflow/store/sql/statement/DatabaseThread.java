package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlConnections;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A connection, and the thread that uses it. Drivers wait in calls that no interrupt ends, and an interrupt in the middle
 * of one closes the file of an embedded database; so the caller waits, is interrupted, and cancels the statement.
 */
final class DatabaseThread implements AutoCloseable {

    private static final long SECONDS_TO_END = 10;
    private static final String CANCELLED = "57014";

    private final SqlDatabase database;
    private final ExecutorService thread;
    private volatile Connection connection;
    private volatile Statement running;
    private volatile boolean ended;

    /** What is done on the thread. */
    @FunctionalInterface
    interface Work<T> {

        T on(Connection connection) throws SQLException;
    }

    DatabaseThread(SqlDatabase database) {
        this.database = database;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "statements of " + database.name());
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Connects if that has not been done, and waits for the work.
     *
     * @param seconds after which its statement is cancelled; 0 for none
     * @throws SQLException of the work
     * @throws JobException {@code ActivityFailed} after an interrupt, {@code RunTimedOut}; why there is no connection
     */
    <T> T run(Work<T> work, long seconds) throws SQLException {
        Future<T> future = thread.submit(() -> {
            if (connection == null) {
                connection = SqlConnections.open(database);
            }
            return work.on(connection);
        });
        try {
            return seconds > 0 ? future.get(seconds, TimeUnit.SECONDS) : future.get();
        } catch (TimeoutException e) {
            end(future);
            throw JobException.of(
                    ErrorCode.RunTimedOut,
                    "A statement at linked service '" + database.name() + "' did not end within " + seconds
                            + " s, and was cancelled. Raise 'scriptBlockExecutionTimeout' of the activity, or the command"
                            + " timeout of the linked service.",
                    e);
        } catch (InterruptedException e) {
            end(future);
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException answer) {
                throw answer;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** The statement, which is cancelled if the caller is interrupted while it runs. */
    <S extends Statement> S tracked(S statement) throws SQLException {
        running = statement;
        if (ended) {
            statement.close();
            throw new SQLException("The run was cancelled.", CANCELLED);
        }
        return statement;
    }

    private void end(Future<?> work) {
        ended = true;
        Statement cancelled = running;
        if (cancelled != null) {
            try {
                cancelled.cancel();
            } catch (SQLException e) {
                abort();
            }
        }
        // While it connects there is nothing to cancel; the thread closes what it gets by then.
        if (connection != null && !hasEnded(work)) {
            abort();
        }
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone then.
            return;
        }
    }

    @Override
    public void close() {
        Future<?> closing = thread.submit(() -> {
            if (connection != null) {
                connection.close();
            }
            return null;
        });
        thread.shutdown();
        if (connection != null && !hasEnded(closing)) {
            abort();
        }
    }

    /** Waits for it, whether or not this thread is interrupted. */
    private static boolean hasEnded(Future<?> work) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    work.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return true;
                } catch (TimeoutException e) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
