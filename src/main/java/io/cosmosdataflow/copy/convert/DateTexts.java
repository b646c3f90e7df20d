package io.cosmosdataflow.copy.convert;

import io.cosmosdataflow.expression.date.DotNetDateFormat;
import io.cosmosdataflow.expression.date.ReadDate;
import io.cosmosdataflow.expression.date.Timestamp;
import io.cosmosdataflow.spark.IsoTimes;
import java.io.Serial;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Texts to dates and back by a format of .NET in a culture. Called by generated code.
 *
 * <p>Without a format: ISO 8601, then what the culture writes for short and long dates with or without a time, then the
 * forms that .NET's invariant culture knows. A time with an offset is taken to UTC where the sink has no offset; one
 * without counts as UTC. Ticks of 100 ns are kept where a text carries the time, else microseconds.
 *
 * <p>Source: Microsoft Learn, system.datetime.parse, custom-date-and-time-format-strings.
 */
public final class DateTexts implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final long MICROS = 1_000_000;
    private static final long MICROS_OF_DAY = 86_400 * MICROS;
    private static final int NANOS_OF_MICRO = 1000;
    private static final int FIRST_FRACTION = 20;
    private static final Pattern ZONED =
            Pattern.compile("(.*\\d(?: *[AaPp][Mm])?) *(?:([+-])(\\d{1,2}):?(\\d{2})|([Zz]|GMT|UTC))");
    private static final DotNetDateFormat CARRIED = DotNetDateFormat.of("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", Locale.ROOT);
    private static final Pattern YEAR_FIRST = Pattern.compile("\\d{4}[-/].*");

    private final String format;
    private final String culture;
    private transient DotNetDateFormat compiled;
    private transient List<DotNetDateFormat> readable;

    /** @throws IllegalArgumentException if .NET has no such format */
    public DateTexts(String format, String culture) {
        this.format = format;
        this.culture = culture;
        if (!format.isEmpty()) {
            compiled();
        }
    }

    /** Microseconds since 1970 in UTC. */
    public Long micros(UTF8String text) {
        return read(text.toString()).map(date -> micros(date.utc())).orElse(null);
    }

    /** As {@link #micros}, and null where a digit of the second would be lost. */
    public Long allMicros(UTF8String text) {
        return read(text.toString())
                .map(ReadDate::utc)
                .filter(time -> time.getNano() % NANOS_OF_MICRO == 0)
                .map(DateTexts::micros)
                .orElse(null);
    }

    /** A text in the form in which a Datetime with seven digits of the second is carried. */
    public UTF8String ticks(UTF8String text) {
        return read(text.toString()).map(date -> ticks(date.utc())).orElse(null);
    }

    /** The text of a Datetime that is carried so. */
    public UTF8String textOfTicks(UTF8String carried) {
        ReadDate date = iso(carried.toString());
        return date == null ? null : UTF8String.fromString(compiled().format(date.time(), ZoneOffset.UTC, ""));
    }

    public UTF8String offsetOfTicks(UTF8String carried) {
        ReadDate date = iso(carried.toString());
        return date == null ? null : carried(date.time(), ZoneOffset.UTC);
    }

    /** The clock of a Datetimeoffset, as a Datetime is carried. */
    public UTF8String clockTicks(UTF8String carried) {
        OffsetDateTime time = carried(carried);
        return time == null ? null : ticks(time.toLocalDateTime());
    }

    /** As {@link #clockTicks}, and null where an offset would be lost. */
    public UTF8String clockTicksOfUtc(UTF8String carried) {
        OffsetDateTime time = carried(carried);
        return time == null || !time.getOffset().equals(ZoneOffset.UTC) ? null : ticks(time.toLocalDateTime());
    }

    private static UTF8String ticks(LocalDateTime time) {
        return UTF8String.fromString(IsoTimes.shortest(time, true));
    }

    /** Days since 1970 in UTC. */
    public Integer day(UTF8String text) {
        Long micros = micros(text);
        return micros == null ? null : (Integer) (int) Math.floorDiv(micros, MICROS_OF_DAY);
    }

    /** As {@link #day}, and null where a time of the day would be lost. */
    public Integer wholeDay(UTF8String text) {
        Long micros = allMicros(text);
        return micros == null || micros % MICROS_OF_DAY != 0 ? null : (Integer) (int) (micros / MICROS_OF_DAY);
    }

    /** A text in the form in which Datetimeoffset is carried. */
    public UTF8String offset(UTF8String text) {
        return read(text.toString())
                .map(date -> carried(date.time(), date.offset().orElse(ZoneOffset.UTC)))
                .orElse(null);
    }

    public UTF8String textOfMicros(long micros) {
        return UTF8String.fromString(compiled().format(time(micros), ZoneOffset.UTC, ""));
    }

    public UTF8String textOfOffset(UTF8String carried) {
        OffsetDateTime time = carried(carried);
        ZoneOffset zone = time == null ? null : time.getOffset();
        return time == null
                ? null
                : UTF8String.fromString(compiled()
                        .format(time.toLocalDateTime(), zone, zone.equals(ZoneOffset.UTC) ? "+00:00" : zone.getId()));
    }

    /** The clock of a Datetimeoffset. */
    public Long clock(UTF8String carried) {
        OffsetDateTime time = carried(carried);
        return time == null ? null : (Long) micros(time.toLocalDateTime());
    }

    /** As {@link #clock}, and null where an offset or a digit of the second would be lost. */
    public Long clockOfUtc(UTF8String carried) {
        OffsetDateTime time = carried(carried);
        boolean kept = time != null && time.getOffset().equals(ZoneOffset.UTC) && time.getNano() % NANOS_OF_MICRO == 0;
        return kept ? (Long) micros(time.toLocalDateTime()) : null;
    }

    /** A Datetimeoffset as it is carried; null where a digit of the second is beyond microseconds. */
    public UTF8String offsetInMicros(UTF8String carried) {
        OffsetDateTime time = carried(carried);
        return time == null || time.getNano() % NANOS_OF_MICRO != 0 ? null : carried;
    }

    public UTF8String offsetOfMicros(long micros) {
        return carried(time(micros), ZoneOffset.UTC);
    }

    private Optional<ReadDate> read(String text) {
        if (!format.isEmpty()) {
            return compiled().parse(text);
        }
        String trimmed = text.strip();
        ReadDate iso = iso(trimmed);
        if (iso != null) {
            return Optional.of(iso);
        }
        Matcher zoned = ZONED.matcher(trimmed);
        if (zoned.matches()) {
            try {
                ZoneOffset zone = zoned.group(2) == null
                        ? ZoneOffset.UTC
                        : ZoneOffset.ofTotalSeconds((zoned.group(2).equals("-") ? -60 : 60)
                                * (Integer.parseInt(zoned.group(3)) * 60 + Integer.parseInt(zoned.group(4))));
                return clockTime(zoned.group(1)).map(time -> new ReadDate(time, Optional.of(zone)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        return clockTime(trimmed).map(time -> new ReadDate(time, Optional.empty()));
    }

    private Optional<LocalDateTime> clockTime(String text) {
        ReadDate iso = iso(text);
        if (iso != null) {
            return Optional.of(iso.time());
        }
        boolean american = culture.isEmpty() || culture.equalsIgnoreCase("en-US");
        if (!american) {
            for (DotNetDateFormat each : readable()) {
                Optional<ReadDate> date = each.parse(text);
                if (date.isPresent()) {
                    return date.map(ReadDate::time);
                }
            }
        }
        return american || YEAR_FIRST.matcher(text).matches()
                ? Timestamp.parse(text).filter(date -> !date.utc()).map(Timestamp::time)
                : Optional.empty();
    }

    /** {@code 2026-01-31} with {@code T} or a blank and a time, a fraction, {@code Z}; null if it is something else. */
    private static ReadDate iso(String text) {
        int length = text.length();
        boolean date = length >= 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
        boolean time = date
                && length >= 19
                && (text.charAt(10) == 'T' || text.charAt(10) == ' ')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
        if (!date || (length > 10 && !time)) {
            return null;
        }
        boolean utc = time && text.charAt(length - 1) == 'Z';
        int end = utc ? length - 1 : length;
        int nano = 0;
        if (time && end > 19) {
            if (text.charAt(19) != '.' || end == FIRST_FRACTION || end > FIRST_FRACTION + 9) {
                return null;
            }
            nano = digits(text, FIRST_FRACTION, end);
            for (int i = end - FIRST_FRACTION; i < 9 && nano >= 0; i++) {
                nano *= 10;
            }
        }
        int year = digits(text, 0, 4);
        int hour = time ? digits(text, 11, 13) : 0;
        int minute = time ? digits(text, 14, 16) : 0;
        int second = time ? digits(text, 17, 19) : 0;
        if (year < 1 || hour < 0 || minute < 0 || second < 0 || nano < 0) {
            return null;
        }
        try {
            LocalDateTime read =
                    LocalDateTime.of(year, digits(text, 5, 7), digits(text, 8, 10), hour, minute, second, nano);
            return new ReadDate(read, utc ? Optional.of(ZoneOffset.UTC) : Optional.empty());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int digits(String text, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static OffsetDateTime carried(UTF8String text) {
        try {
            return OffsetDateTime.parse(text.toString());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static UTF8String carried(LocalDateTime time, ZoneOffset zone) {
        return UTF8String.fromString(CARRIED.format(time, zone, ""));
    }

    private static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * MICROS + time.getNano() / NANOS_OF_MICRO;
    }

    private static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * NANOS_OF_MICRO, ZoneOffset.UTC);
    }

    private DotNetDateFormat compiled() {
        if (compiled == null) {
            compiled = DotNetDateFormat.of(format, locale());
        }
        return compiled;
    }

    private List<DotNetDateFormat> readable() {
        if (readable == null) {
            readable = DotNetDateFormat.readable(locale());
        }
        return readable;
    }

    private Locale locale() {
        return Culture.of(culture).orElse(Culture.INVARIANT).locale();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DateTexts texts && format.equals(texts.format) && culture.equals(texts.culture);
    }

    @Override
    public int hashCode() {
        return 31 * format.hashCode() + culture.hashCode();
    }

    @Override
    public String toString() {
        return "DateTexts[" + format + (culture.isEmpty() ? "" : ", " + culture) + "]";
    }
}
