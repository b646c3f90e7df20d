package io.cosmosdataflow.run;

import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
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
        } catch (RejectedExecutionException e) {
            underWay.arriveAndDeregister();
            throw e;
        }
    }

    /** Waits until all is done that was given so far; to be called once. */
    boolean await(long seconds) throws InterruptedException {
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
