package io.cosmosdataflow.spark;

import java.io.Serial;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Times in ISO 8601 with as many digits of the second as they need, as documents have them. Its methods are called by
 * generated code.
 */
public final class IsoTimes implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final long MICROS = 1_000_000;
    private static final int NANOS_OF_MICRO = 1000;
    private static final int NANOS_OF_TICK = 100;
    private static final int DIGITS_OF_TICKS = 7;

    /** The text of a timestamp, in UTC. */
    public static Column text(Column timestamp) {
        Column micros = org.apache.spark.sql.functions.call_udf("unix_micros", timestamp);
        return Expressions.call(new IsoTimes(), "ofMicros", DataTypes.StringType, micros);
    }

    public UTF8String ofMicros(long micros) {
        return UTF8String.fromString(shortest(micros, true));
    }

    /**
     * {@code 2026-01-31T08:00:00.12Z}.
     *
     * @param micros since 1970 in UTC
     * @param instant whether it is a point in time, and ends with {@code Z}
     */
    public static String shortest(long micros, boolean instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * NANOS_OF_MICRO, ZoneOffset.UTC);
        return shortest(time, instant);
    }

    /** As {@link #shortest(long, boolean)}; what is shorter than .NET's tick of 100 ns is cut. */
    public static String shortest(LocalDateTime time, boolean instant) {
        StringBuilder text = new StringBuilder(28).append(time.toLocalDate()).append('T');
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        two(text, time.getSecond());
        int ticks = time.getNano() / NANOS_OF_TICK;
        if (ticks > 0) {
            int digits = DIGITS_OF_TICKS;
            while (ticks % 10 == 0) {
                ticks /= 10;
                digits--;
            }
            String shown = Integer.toString(ticks);
            text.append('.').append("0".repeat(digits - shown.length())).append(shown);
        }
        return (instant ? text.append('Z') : text).toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IsoTimes;
    }

    @Override
    public int hashCode() {
        return IsoTimes.class.hashCode();
    }

    @Override
    public String toString() {
        return "iso times";
    }
}
