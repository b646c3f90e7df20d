package io.cosmosdataflow.function.conversion;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Texts to numbers and back by a pattern of Java's DecimalFormat. The whole text must be a number; DecimalFormat
 * alone would take {@code 12abc}.
 *
 * <p>Source: Microsoft Learn, data-flow-expressions-usage (toInteger, toString); java.text.DecimalFormat.
 */
final class NumberPattern implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MOST_KEPT = 500;
    private static final Map<String, NumberPattern> KEPT = new ConcurrentHashMap<>();

    private final String pattern;
    private final Locale locale;
    private final boolean valid;
    private final transient ThreadLocal<DecimalFormat> format;

    private NumberPattern(String pattern, Locale locale) {
        this.pattern = pattern;
        this.locale = locale;
        this.format = ThreadLocal.withInitial(this::decimalFormat);
        this.valid = decimalFormat() != null;
    }

    static NumberPattern of(String pattern, String locale) {
        if (KEPT.size() > MOST_KEPT) {
            KEPT.clear();
        }
        return KEPT.computeIfAbsent(locale + '\n' + pattern, key -> new NumberPattern(pattern, Locales.of(locale)));
    }

    @Serial
    private Object readResolve() {
        return of(pattern, locale.toLanguageTag());
    }

    boolean isValid() {
        return valid;
    }

    /** The number in plain digits, which Spark converts to any type; null if {@code text} is none. */
    String parse(String text) {
        if (text == null || !valid) {
            return null;
        }
        String trimmed = text.strip();
        ParsePosition position = new ParsePosition(0);
        Number number = format.get().parse(trimmed, position);
        if (number == null || position.getIndex() < trimmed.length()) {
            return null;
        }
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }

    String format(Number number) {
        return number == null || !valid ? null : format.get().format(number);
    }

    /** Null if there is no such pattern. */
    private DecimalFormat decimalFormat() {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        DecimalFormat made = plain(symbols);
        if (made != null) {
            made.setParseBigDecimal(true);
        }
        return made;
    }

    /** Patterns are written with point and comma as in English; one with the locale's own signs is taken too. */
    private DecimalFormat plain(DecimalFormatSymbols symbols) {
        try {
            return new DecimalFormat(pattern, symbols);
        } catch (IllegalArgumentException e) {
            return localized(symbols);
        }
    }

    private DecimalFormat localized(DecimalFormatSymbols symbols) {
        try {
            DecimalFormat made = new DecimalFormat("", symbols);
            made.applyLocalizedPattern(pattern);
            return made;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
