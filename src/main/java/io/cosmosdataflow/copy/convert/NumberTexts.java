package io.cosmosdataflow.copy.convert;

import io.cosmosdataflow.spark.PlainNumbers;
import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Texts to numbers and back as .NET does in a culture. Called by generated code.
 *
 * <p>Whole numbers: digits with a sign before them, blanks around; no separators. Decimals: with thousands separators,
 * a sign before or behind, no exponent. Doubles: with thousands separators, an exponent, {@code Infinity},
 * {@code -Infinity} and {@code NaN}; what is too large is refused, as in .NET Framework.
 *
 * <p>Source: Microsoft Learn, system.globalization.numberstyles; standard-numeric-format-strings ("G", "R").
 *
 * @param cultureName empty for the invariant one
 * @param precision of decimals
 * @param scale of decimals
 * @param cut whether digits behind the scale may be lost; they are rounded then
 */
public record NumberTexts(String cultureName, int precision, int scale, boolean cut) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MOST_DIGITS_OF_LONG = 18;
    private static final int MOST_CHARACTERS = 400;

    private static final ThreadLocal<Culture> LAST = ThreadLocal.withInitial(() -> Culture.INVARIANT);

    static NumberTexts of(String culture) {
        return new NumberTexts(culture, 0, 0, true);
    }

    /** A whole number that a long holds; its range is checked by the caller. */
    public Long whole(UTF8String text) {
        int start = 0;
        int end = text.numBytes();
        while (start < end && blank(at(text, start))) {
            start++;
        }
        while (end > start && blank(at(text, end - 1))) {
            end--;
        }
        boolean negative = start < end && at(text, start) == '-';
        if (start < end && (negative || at(text, start) == '+')) {
            start++;
        }
        while (start < end - 1 && at(text, start) == '0') {
            start++;
        }
        if (start == end || end - start > MOST_DIGITS_OF_LONG + 1) {
            return null;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = at(text, i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = value * 10 - digit;
            if (value > 0) {
                return null;
            }
        }
        return negative ? (Long) value : value == Long.MIN_VALUE ? null : (Long) (-value);
    }

    /** A whole number from 0 to 18446744073709551615. */
    public Decimal unsigned(UTF8String text) {
        String digits = text.toString().strip();
        if (!digits.matches("\\+?\\d{1,40}|-0+")) {
            return null;
        }
        BigDecimal value = new BigDecimal(digits).abs();
        return value.toBigInteger().bitLength() > Long.SIZE ? null : Decimal.apply(value, 20, 0);
    }

    public Double doubleOf(UTF8String text) {
        String plain = plain(text, true, false);
        if (plain == null) {
            return special(text);
        }
        double value = Double.parseDouble(plain);
        return Double.isInfinite(value) ? null : (Double) value;
    }

    public Float single(UTF8String text) {
        String plain = plain(text, true, false);
        if (plain == null) {
            Double special = special(text);
            return special == null ? null : (Float) special.floatValue();
        }
        float value = Float.parseFloat(plain);
        return Float.isInfinite(value) ? null : (Float) value;
    }

    public Decimal decimal(UTF8String text) {
        String plain = plain(text, false, true);
        if (plain == null || plain.length() > MOST_CHARACTERS) {
            return null;
        }
        BigDecimal exact = new BigDecimal(plain);
        BigDecimal value = exact.setScale(scale, RoundingMode.HALF_UP);
        boolean fits = value.precision() <= precision && (cut || value.compareTo(exact) == 0);
        return fits ? Decimal.apply(value, precision, scale) : null;
    }

    /** The shortest text that is read as the same number. */
    public UTF8String textOfDouble(double value) {
        return local(PlainNumbers.text(value));
    }

    public UTF8String textOfSingle(float value) {
        return local(PlainNumbers.text(value));
    }

    /** Without zeros at the end, for a decimal whose own scale nobody knows. */
    public UTF8String textOfDecimal(Decimal value) {
        BigDecimal plain = value.toJavaBigDecimal().stripTrailingZeros();
        return local(plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString());
    }

    /** With all its digits. */
    public UTF8String textOfSizedDecimal(Decimal value) {
        return local(value.toJavaBigDecimal().toPlainString());
    }

    private Culture culture() {
        if (cultureName.isEmpty()) {
            return Culture.INVARIANT;
        }
        Culture last = LAST.get();
        if (!last.locale().toLanguageTag().equalsIgnoreCase(cultureName)) {
            last = Culture.of(cultureName).orElse(Culture.INVARIANT);
            LAST.set(last);
        }
        return last;
    }

    /** As Java reads it; null if it is no number. Most texts need no change. */
    private String plain(UTF8String text, boolean exponent, boolean signBehind) {
        String trimmed = text.toString().strip();
        if (cultureName.isEmpty() && simple(trimmed)) {
            return trimmed;
        }
        Culture culture = culture();
        StringBuilder plain = new StringBuilder(trimmed.length());
        int length = trimmed.length();
        boolean behind = signBehind && length > 1 && "+-".indexOf(trimmed.charAt(length - 1)) >= 0;
        int end = behind ? length - 1 : length;
        int at = 0;
        if (at < end && "+-".indexOf(trimmed.charAt(0)) >= 0) {
            if (behind) {
                return null;
            }
            plain.append(trimmed.charAt(at++));
        } else if (behind) {
            plain.append(trimmed.charAt(length - 1));
        }
        int digits = 0;
        boolean fraction = false;
        for (; at < end; at++) {
            char character = trimmed.charAt(at);
            if (character >= '0' && character <= '9') {
                plain.append(character);
                digits++;
            } else if (character == culture.decimal() && !fraction) {
                plain.append('.');
                fraction = true;
            } else if (!culture.groups(character) || fraction || digits == 0) {
                break;
            }
        }
        if (digits == 0) {
            return null;
        }
        return at == end ? plain.toString() : exponent ? withExponent(plain, trimmed.substring(at)) : null;
    }

    private static String withExponent(StringBuilder plain, String rest) {
        return rest.matches("[eE][+-]?\\d{1,9}") ? plain.append(rest).toString() : null;
    }

    /** An optional minus, digits, and perhaps a point with digits. */
    private static boolean simple(String text) {
        int digits = 0;
        boolean point = false;
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= '0' && character <= '9') {
                digits++;
            } else if (character == '.' && !point) {
                point = true;
            } else {
                return false;
            }
        }
        return digits > 0;
    }

    private static Double special(UTF8String text) {
        return switch (text.toString().strip()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> null;
        };
    }

    private UTF8String local(String plain) {
        Culture culture = culture();
        return UTF8String.fromString(culture.decimal() == '.' ? plain : plain.replace('.', culture.decimal()));
    }

    private static byte at(UTF8String text, int index) {
        return Platform.getByte(text.getBaseObject(), text.getBaseOffset() + index);
    }

    private static boolean blank(byte character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }
}
