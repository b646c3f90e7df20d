package io.cosmosdataflow.function.conversion;

import java.io.Serial;
import java.io.Serializable;
import java.text.DateFormatSymbols;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Texts to milliseconds and back by a pattern of Java's SimpleDateFormat. Milliseconds are those of a wall clock
 * at UTC, as the session's time zone is UTC.
 *
 * <p>Spark's own patterns are those of DateTimeFormatter, which asks for exact numbers of digits, has no two-digit
 * years of the last century and refuses what stands behind the pattern; so parsing is done here. Digits need not be
 * as many as letters, blanks may precede a number, text behind the pattern is not looked at, two-digit years lie
 * within 80 years before and 20 years after today: all as SimpleDateFormat does. A day, minute or second that does not
 * exist makes no date; SimpleDateFormat can be told so, and Spark 2 told it so.
 *
 * <p>Source: Microsoft Learn, data-flow-expressions-usage (toDate, toTimestamp); java.text.SimpleDateFormat.
 */
final class DatePattern implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final String KNOWN_LETTERS = "yMLdDHkKhmsSaEuzZX";
    private static final int MOST_KEPT = 500;
    private static final Map<String, DatePattern> KEPT = new ConcurrentHashMap<>();

    private final String pattern;
    private final Locale locale;
    private final boolean valid;
    private final transient List<DateField> fields;
    private final transient ThreadLocal<SimpleDateFormat> format;

    private DatePattern(String pattern, Locale locale) {
        this.pattern = pattern;
        this.locale = locale;
        this.valid = isPattern(pattern, locale);
        this.format = ThreadLocal.withInitial(this::simpleDateFormat);
        this.fields = valid ? split(pattern, new DateFormatSymbols(locale)) : List.of();
    }

    /** The same object for the same arguments, as long as there are not too many. */
    static DatePattern of(String pattern, String locale) {
        if (KEPT.size() > MOST_KEPT) {
            KEPT.clear();
        }
        return KEPT.computeIfAbsent(locale + '\n' + pattern, key -> new DatePattern(pattern, Locales.of(locale)));
    }

    @Serial
    private Object readResolve() {
        return of(pattern, locale.toLanguageTag());
    }

    /** Whether SimpleDateFormat knows all its letters. */
    boolean isValid() {
        return valid;
    }

    /**
     * @param zone where the wall clock of the result hangs; it matters only if the text has a zone of its own
     * @return null if {@code text} does not fit
     */
    Long parse(String text, ZoneId zone) {
        if (text == null || !valid) {
            return null;
        }
        if (fields.isEmpty()) {
            return parseSlowly(text, zone);
        }
        DateFields found = new DateFields();
        int at = 0;
        for (DateField field : fields) {
            at = field.parse(text, at, found);
            if (at < 0) {
                return null;
            }
        }
        return found.millis(zone);
    }

    /** Days since 1970-01-01. */
    Integer parseDay(String text) {
        Long millis = parse(text, UTC);
        return millis == null ? null : (int) Math.floorDiv(millis, DateFields.MILLIS_OF_DAY);
    }

    String format(Long millis) {
        return millis == null || !valid ? null : format.get().format(new Date(millis));
    }

    /** Week years, eras and weeks of a month: rare enough to leave them to Java. */
    private Long parseSlowly(String text, ZoneId zone) {
        Date date = format.get().parse(text, new ParsePosition(0));
        boolean zoned = DateField.lettersOf(pattern).chars().anyMatch(letter -> "zZX".indexOf(letter) >= 0);
        return date == null
                ? null
                : (Long) (date.getTime() + (zoned ? TimeZone.getTimeZone(zone).getOffset(date.getTime()) : 0L));
    }

    private SimpleDateFormat simpleDateFormat() {
        SimpleDateFormat made = new SimpleDateFormat(pattern, locale);
        made.setTimeZone(TimeZone.getTimeZone(UTC));
        made.setLenient(false);
        return made;
    }

    private static boolean isPattern(String pattern, Locale locale) {
        try {
            return !new SimpleDateFormat(pattern, locale).toPattern().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Empty if there is a letter that only SimpleDateFormat can do. */
    private static List<DateField> split(String pattern, DateFormatSymbols symbols) {
        String letters = DateField.lettersOf(pattern);
        if (letters.chars().anyMatch(letter -> KNOWN_LETTERS.indexOf(letter) < 0)) {
            return List.of();
        }
        return new ArrayList<>(DateField.split(pattern, symbols));
    }
}
