package io.cosmosdataflow.http;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How a request is sent.
 *
 * @param timeout from the start of a request to the head of its answer
 * @param total from the start of a request to the last byte of its answer
 * @param attempts how often it may be sent if it meets a failure that passes
 * @param interval between two requests of a sender at least
 * @param mostBytes of an answer
 */
public record SendingLimits(Duration timeout, Duration total, int attempts, Duration interval, int mostBytes)
        implements Serializable {

    /** What a text of the JVM can hold, with room for what is made of it. */
    private static final int MOST_BYTES = 512 << 20;

    public SendingLimits {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(interval, "interval");
    }

    /** One time for the whole answer. */
    public static SendingLimits of(Duration timeout) {
        return new SendingLimits(timeout, timeout, 1, Duration.ZERO, MOST_BYTES);
    }

    /** With more time for the rest of an answer whose head has come. */
    public SendingLimits withReading(Duration rest) {
        return new SendingLimits(timeout, timeout.plus(rest), attempts, interval, mostBytes);
    }

    public SendingLimits withAttempts(int most) {
        return new SendingLimits(timeout, total, most, interval, mostBytes);
    }

    public SendingLimits withInterval(Duration least) {
        return new SendingLimits(timeout, total, attempts, least, mostBytes);
    }

    public SendingLimits withMostBytes(int most) {
        return new SendingLimits(timeout, total, attempts, interval, most);
    }
}
