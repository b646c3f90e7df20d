package io.cosmosdataflow.run;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs that activities have started and do not wait for. The process does, at its end. Safe for several threads. */
final class DetachedRuns {

    private static final long MOST_SECONDS_TO_END = 60;

    private final ConcurrentLinkedQueue<Detached> runs = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "called pipeline");
        thread.setDaemon(true);
        return thread;
    });

    private record Detached(String shown, Future<Optional<JobException>> failure) {}

    /**
     * @param shown for messages
     * @param run gives why it failed
     */
    void start(String shown, Callable<Optional<JobException>> run) {
        runs.add(new Detached(shown, threads.submit(run)));
    }

    /**
     * Waits for all, also for those that others start meanwhile. If this thread is interrupted, they are, too, and it
     * has the mark of it afterwards.
     *
     * @return why runs have failed
     */
    List<JobException> await() {
        List<JobException> failures = new ArrayList<>();
        try {
            for (Detached run = runs.poll(); run != null; run = runs.poll()) {
                String shown = run.shown();
                failure(run).ifPresent(why -> failures.add(why.inside(shown + " failed: " + why.getMessage())));
            }
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdown();
        }
        return failures;
    }

    private static Optional<JobException> failure(Detached run) throws InterruptedException {
        try {
            return run.failure().get();
        } catch (ExecutionException e) {
            return Optional.of(Failures.of(e.getCause()));
        }
    }

    private void stop() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }
}
