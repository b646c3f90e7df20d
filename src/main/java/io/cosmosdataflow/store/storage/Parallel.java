package io.cosmosdataflow.store.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks a store about many files at a time, on the driver: each answer is quick and its way is long. */
public final class Parallel {

    private static final int THREADS = 16;

    private Parallel() {}

    /** The results in the order of {@code items}; the first failure, after all have ended. */
    public static <T, R> List<R> map(List<T> items, Function<T, R> function) {
        return map(items, THREADS, function);
    }

    /** @param threads how many items are worked on at a time, at most */
    public static <T, R> List<R> map(List<T> items, int threads, Function<T, R> function) {
        if (items.size() <= 1) {
            return items.stream().map(function).toList();
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, items.size()));
        try {
            List<Future<R>> running = new ArrayList<>();
            for (T item : items) {
                running.add(pool.submit(() -> function.apply(item)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while files were looked at.", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
