package io.cosmosdataflow.store.cosmos.write.bulk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The rates of the writes that run in this JVM. */
final class WriteRates {

    private static final int REMEMBERED = 64;

    private static final Map<String, WriteRate> RATES = new LinkedHashMap<>();
    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cosmos-write-rate");
        thread.setDaemon(true);
        return thread;
    });

    private WriteRates() {}

    /**
     * A task begins, that {@link WriteRate#leave leaves} at its end.
     *
     * @param partitions physical ones of the container
     */
    static WriteRate enter(WriteBudget budget, Transport task, int partitions) {
        synchronized (RATES) {
            RATES.values().removeIf(rate -> RATES.size() > REMEMBERED && rate.isDeserted());
            WriteRate rate = RATES.computeIfAbsent(
                    budget.write(),
                    name -> new WriteRate(
                            budget,
                            System::nanoTime,
                            () -> ThreadLocalRandom.current().nextDouble(),
                            WriteRates::later));
            rate.join(task, partitions);
            return rate;
        }
    }

    private static void later(long nanos, Runnable action) {
        SCHEDULER.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }
}
