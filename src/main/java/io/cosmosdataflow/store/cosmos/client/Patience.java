package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long a read asks again after failures that pass, with pauses that grow: for five minutes since it has last got
 * on. Throttled requests are not its business; the client waits for them as long as the service says.
 */
public final class Patience {

    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 1_000;

    private final Duration limit;
    private boolean failing;
    private long failingSince;
    private long pause = FIRST_PAUSE;

    public Patience() {
        this(USUAL);
    }

    public Patience(Duration limit) {
        this.limit = limit;
    }

    /**
     * Makes a request again after status 449. Of what may pass it is the only answer that neither the SDK nor the
     * connector waits out.
     */
    public static <T> T ask(Supplier<T> request) {
        Patience patience = new Patience();
        while (true) {
            try {
                return request.get();
            } catch (RuntimeException e) {
                if (!Answers.isLate(e) || !patience.await(Duration.ZERO)) {
                    patience.outlastRetryWith(e);
                }
            }
        }
    }

    /** Something was answered, if nothing new: pauses are short again. */
    public void answered() {
        pause = FIRST_PAUSE;
    }

    /** The read has got on. */
    public void progressed() {
        answered();
        failing = false;
    }

    /**
     * Waits before the next attempt.
     *
     * @throws RuntimeException {@code failure} itself if it is none that passes, or has not passed for too long
     */
    public void outlast(RuntimeException failure) {
        if (!Answers.isLate(failure)) {
            outlast(failure, passing(failure));
        } else if (!await(Duration.ZERO)) {
            throw failure;
        }
    }

    /** As {@link #outlast}, for those who retry all others themselves. */
    public void outlastRetryWith(RuntimeException failure) {
        CosmosException answer = passing(failure);
        outlast(failure, answer != null && Verdict.asksToRetry(answer.getStatusCode()) ? answer : null);
    }

    private void outlast(RuntimeException failure, CosmosException passing) {
        if (passing == null || !await(passing.getRetryAfterDuration())) {
            throw failure;
        }
    }

    /** Null if it is none that passes. */
    private static CosmosException passing(RuntimeException failure) {
        return ServiceFaults.ours(failure).isPresent()
                ? null
                : ServiceFaults.answer(failure)
                        .filter(answer -> Verdict.passes(answer.getStatusCode(), answer.getSubStatusCode()))
                        .orElse(null);
    }

    /**
     * Waits for something that is late.
     *
     * @return false if it was awaited for too long already
     */
    public boolean await(Duration least) {
        long now = System.nanoTime();
        failingSince = failing ? failingSince : now;
        failing = true;
        if (now - failingSince >= limit.toNanos()) {
            return false;
        }
        try {
            Thread.sleep(Math.max(pause, least == null ? 0 : least.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.CosmosReadFailed, "The read was interrupted.", e);
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        return true;
    }
}
