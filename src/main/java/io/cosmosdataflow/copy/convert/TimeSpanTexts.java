package io.cosmosdataflow.copy.convert;

import java.io.Serial;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Texts to time spans and back by a format of .NET in a culture. Called by generated code. Time spans are carried in
 * .NET's constant form.
 *
 * <p>Source: Microsoft Learn, standard-timespan-format-strings, custom-timespan-format-strings, system.timespan.parse.
 */
public final class TimeSpanTexts implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final long TICKS = 10_000_000;
    private static final int TICK_DIGITS = 7;
    private static final long SECONDS_OF_DAY = 86_400;
    private static final Pattern PARSED = Pattern.compile(
            "(?<sign>-)?(?:(?<only>\\d{1,8})|(?:(?<days>\\d{1,8})(?:\\.|:(?=\\d{1,2}:\\d{1,2}:)))?"
                    + "(?<hours>\\d{1,2}):(?<minutes>\\d{1,2})(?::(?<seconds>\\d{1,2})(?:[.,](?<fraction>\\d{1,7}))?)?)");

    private final String format;
    private final String culture;
    private transient Pattern pattern;

    /** @throws IllegalArgumentException if .NET has no such format */
    public TimeSpanTexts(String format, String culture) {
        this.format = format;
        this.culture = culture;
        if (!standard()) {
            pattern();
        }
    }

    /** In the constant form, from the form of the format. */
    public UTF8String constant(UTF8String text) {
        Matcher matcher =
                (standard() ? PARSED : pattern()).matcher(text.toString().strip());
        Long ticks = matcher.matches() ? ticks(matcher) : null;
        return ticks == null ? null : UTF8String.fromString(constant(ticks));
    }

    /** In the form of the format, from the constant form. */
    public UTF8String text(UTF8String constant) {
        Matcher matcher = PARSED.matcher(constant.toString());
        Long ticks = matcher.matches() ? ticks(matcher) : null;
        return ticks == null ? null : UTF8String.fromString(shown(ticks));
    }

    private boolean standard() {
        return format.isEmpty() || "ctTgG".contains(format);
    }

    private static Long ticks(Matcher matcher) {
        long days = part(matcher, "only") + part(matcher, "days");
        long hours = part(matcher, "hours");
        long minutes = part(matcher, "minutes");
        long seconds = part(matcher, "seconds");
        if (hours > 23 || minutes > 59 || seconds > 59) {
            return null;
        }
        String fraction = group(matcher, "fraction");
        long ticks = fraction == null || fraction.isEmpty()
                ? 0
                : Long.parseLong((fraction + "0000000").substring(0, TICK_DIGITS));
        long all = (days * SECONDS_OF_DAY + hours * 3600 + minutes * 60 + seconds) * TICKS + ticks;
        return group(matcher, "sign") == null ? all : -all;
    }

    private static long part(Matcher matcher, String name) {
        String digits = group(matcher, name);
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static String group(Matcher matcher, String name) {
        return matcher.pattern().pattern().contains("(?<" + name + ">") ? matcher.group(name) : null;
    }

    private String shown(long ticks) {
        if (format.isEmpty() || "ctT".contains(format)) {
            return constant(ticks);
        }
        long all = Math.abs(ticks);
        char point = Culture.of(culture).orElse(Culture.INVARIANT).decimal();
        long days = all / TICKS / SECONDS_OF_DAY;
        String sign = ticks < 0 ? "-" : "";
        if (format.equals("g")) {
            return sign
                    + (days == 0 ? "" : days + ":")
                    + custom(all, "%h\\:mm\\:ss" + (all % TICKS == 0 ? "" : "\\" + point + "FFFFFFF"));
        }
        return format.equals("G") ? sign + custom(all, "%d\\:hh\\:mm\\:ss\\" + point + "fffffff") : custom(all, format);
    }

    private static String constant(long ticks) {
        long all = Math.abs(ticks);
        long seconds = all / TICKS;
        String fraction = all % TICKS == 0 ? "" : String.format(Locale.ROOT, ".%07d", all % TICKS);
        long days = seconds / SECONDS_OF_DAY;
        return (ticks < 0 ? "-" : "") + (days == 0 ? "" : days + ".") + two(seconds / 3600 % 24) + ":"
                + two(seconds / 60 % 60) + ":" + two(seconds % 60) + fraction;
    }

    private static String two(long value) {
        return value < 10 ? "0" + value : String.valueOf(value);
    }

    /** By a custom format, which shows no sign. */
    private static String custom(long ticks, String format) {
        StringBuilder text = new StringBuilder();
        TimeSpanFormat.each(format, text::append, (letter, count) -> {
            long seconds = ticks / TICKS;
            if (letter == 'f' || letter == 'F') {
                String digits = String.valueOf(TICKS + ticks % TICKS).substring(1, 1 + count);
                text.append(letter == 'F' ? digits.replaceFirst("0+$", "") : digits);
            } else {
                long value = letter == 'd'
                        ? seconds / SECONDS_OF_DAY
                        : letter == 'h' ? seconds / 3600 % 24 : letter == 'm' ? seconds / 60 % 60 : seconds % 60;
                text.append(String.format(Locale.ROOT, "%0" + count + "d", value));
            }
        });
        return text.toString();
    }

    private Pattern pattern() {
        if (pattern == null) {
            pattern = TimeSpanFormat.pattern(format);
        }
        return pattern;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeSpanTexts texts && format.equals(texts.format) && culture.equals(texts.culture);
    }

    @Override
    public int hashCode() {
        return 31 * format.hashCode() + culture.hashCode();
    }

    @Override
    public String toString() {
        return "TimeSpanTexts[" + format + (culture.isEmpty() ? "" : ", " + culture) + "]";
    }
}
