package io.cosmosdataflow.run;

import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads of a pool, which tell when all that was given to them is done. */
final class CountedThreads implements Executor {

    private final Executor pool;
    private final Phaser underWay = new Phaser(1);

    CountedThreads(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable work) {
        underWay.register();
        try {
            pool.execute(() -> {
                try {
                    work.run();
                } finally {
                    underWay.arriveAndDeregister();
                }
            });
        } catch (RuntimeException | Error e) {
            underWay.arriveAndDeregister();
            throw e;
        }
    }

    /**
     * Waits until all is done that was given so far, however often this thread is interrupted; to be called once.
     *
     * @return whether it was interrupted
     */
    boolean await(long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int phase = underWay.arrive();
        boolean interrupted = false;
        while (true) {
            try {
                underWay.awaitAdvanceInterruptibly(phase, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                return interrupted;
            } catch (TimeoutException e) {
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
