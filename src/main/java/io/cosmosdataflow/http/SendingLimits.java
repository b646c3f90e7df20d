package io.cosmosdataflow.http;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How a request is sent.
 *
 * @param timeout from the start of a request to the last byte of its answer
 * @param attempts how often it may be sent if it meets a failure that passes
 * @param interval between two requests of a sender at least
 * @param mostBytes of an answer
 */
public record SendingLimits(Duration timeout, int attempts, Duration interval, int mostBytes) implements Serializable {

    /** What a text of the JVM can hold, with room for what is made of it. */
    private static final int MOST_BYTES = 512 << 20;

    public SendingLimits {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(interval, "interval");
    }

    public static SendingLimits of(Duration timeout) {
        return new SendingLimits(timeout, 1, Duration.ZERO, MOST_BYTES);
    }

    public SendingLimits withAttempts(int most) {
        return new SendingLimits(timeout, most, interval, mostBytes);
    }

    public SendingLimits withInterval(Duration least) {
        return new SendingLimits(timeout, attempts, least, mostBytes);
    }

    public SendingLimits withMostBytes(int most) {
        return new SendingLimits(timeout, attempts, interval, most);
    }
}
