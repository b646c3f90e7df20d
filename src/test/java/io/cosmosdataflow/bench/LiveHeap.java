package io.cosmosdataflow.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** What is alive in the heap while work goes on: what a full collection leaves, several times a second. */
final class LiveHeap {

    private static final long PAUSE_NANOS = 300_000_000L;

    private LiveHeap() {}

    /** The most bytes alive at any look. */
    static long peakOf(Runnable work) {
        AtomicBoolean done = new AtomicBoolean();
        long[] peak = new long[1];
        Thread watcher = new Thread(
                () -> {
                    while (!done.get()) {
                        System.gc();
                        Runtime heap = Runtime.getRuntime();
                        peak[0] = Math.max(peak[0], heap.totalMemory() - heap.freeMemory());
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                "live heap");
        watcher.start();
        try {
            work.run();
        } finally {
            done.set(true);
            try {
                watcher.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return peak[0];
    }
}
