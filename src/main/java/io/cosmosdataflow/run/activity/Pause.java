package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time in which an activity does nothing. */
public final class Pause {

    private Pause() {}

    /** @throws JobException {@link ErrorCode#ActivityFailed} at once if the thread is interrupted */
    public static void of(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The run was cancelled.", e);
        }
    }
}
