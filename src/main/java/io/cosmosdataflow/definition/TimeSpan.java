package io.cosmosdataflow.definition;

import io.cosmosdataflow.diagnostic.ErrorCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time spans in settings, as .NET writes them: {@code d.hh:mm:ss.fffffff}, without days, seconds and fractions too. */
public final class TimeSpan {

    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{1,4})\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(\\.\\d{1,7})?)?");
    private static final Pattern CLOCK = Pattern.compile("[^:]*(:[0-5]?\\d){1,2}(\\.\\d+)?");

    private TimeSpan() {}

    /** Empty if the text is no time span. */
    public static Optional<Duration> of(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(matcher.group(1)))
                .plusHours(number(matcher.group(2)))
                .plusMinutes(number(matcher.group(3)))
                .plusSeconds(number(matcher.group(4)))
                .plus(fraction(matcher.group(5))));
    }

    /** Empty also if there are 60 minutes or seconds or more. */
    public static Optional<Duration> ofClock(String text) {
        return CLOCK.matcher(text.trim()).matches() ? of(text) : Optional.empty();
    }

    /**
     * Reads a setting, and reports one that is no time span.
     *
     * @param reader {@link #of} or {@link #ofClock}
     */
    public static Optional<Duration> read(
            Properties settings, String name, Function<String, Optional<Duration>> reader) {
        return settings.text(name).flatMap(text -> {
            Optional<Duration> span = reader.apply(text);
            if (span.isEmpty()) {
                settings.issues()
                        .error(
                                ErrorCode.InvalidProperty,
                                settings.spanOf(name),
                                "'" + name + "' of " + settings.owner() + " is '" + text + "', which is no timespan.",
                                "Write it as hours:minutes:seconds, for instance 00:30:00.");
            }
            return span;
        });
    }

    private static Duration fraction(String digits) {
        return digits == null
                ? Duration.ZERO
                : Duration.ofNanos(
                        new BigDecimal("0" + digits).movePointRight(9).longValueExact());
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
