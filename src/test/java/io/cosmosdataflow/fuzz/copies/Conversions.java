package io.cosmosdataflow.fuzz.copies;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Values from type to type.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Data type conversion"; for texts .NET:
 * system.globalization.numberstyles, standard-numeric-format-strings ("R"), system.boolean.parse.
 *
 * @param truncates {@code allowDataTruncation}
 * @param booleansAreNumbers {@code treatBooleanAsNumber}
 */
record Conversions(boolean truncates, boolean booleansAreNumbers) {

    private static final DateTimeFormatter TICKS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSS");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d[\\d,]*)?(\\.\\d*)?");
    private static final Pattern DOUBLE = Pattern.compile("[+-]?(\\d[\\d,]*)?(\\.\\d*)?([eE][+-]?\\d+)?");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern BASE64 = Pattern.compile("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
    private static final int MICROSECOND = 1000;

    /** A value that does not fit makes its row incompatible. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message);
        }
    }

    Object convert(Object value, CopyType from, CopyType to) {
        if (value == null || from == to) {
            return value;
        }
        if (to == CopyType.STRING) {
            return text(value, from);
        }
        if (from == CopyType.STRING) {
            return parsed((String) value, to);
        }
        if (from.dated()) {
            LocalDateTime time = value instanceof LocalDate day
                    ? day.atStartOfDay()
                    : value instanceof OffsetDateTime moment ? clock(moment) : (LocalDateTime) value;
            return to == CopyType.DATE ? day(time) : to == CopyType.OFFSET ? time.atOffset(ZoneOffset.UTC) : time;
        }
        return number(value, to);
    }

    /** @param value a Boolean or a number */
    private Object number(Object value, CopyType to) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return to == CopyType.BOOLEAN ? (Object) true : to == CopyType.DOUBLE ? number : unfit(value, to);
        }
        BigDecimal exact = value instanceof Boolean flag
                ? flag ? BigDecimal.ONE : BigDecimal.ZERO
                : value instanceof Double number ? decimal(number) : new BigDecimal(value.toString());
        if (to == CopyType.BOOLEAN) {
            return exact.signum() != 0;
        }
        if (to == CopyType.DOUBLE) {
            double near = value instanceof Double number ? number : exact.doubleValue();
            return lossless(truncates || new BigDecimal(near).compareTo(exact) == 0, near, to);
        }
        if (to.decimal()) {
            BigDecimal rounded = exact.setScale(to.scale(), RoundingMode.HALF_UP);
            boolean fits = rounded.precision() <= to.precision();
            return lossless(fits && (truncates || rounded.compareTo(exact) == 0), rounded, to);
        }
        BigDecimal all = value instanceof Double number ? new BigDecimal(number) : exact;
        BigInteger whole = all.toBigInteger();
        boolean same = new BigDecimal(whole).compareTo(all) == 0;
        return lossless(to.holds(whole) && (truncates || same), whole, to);
    }

    /** A number of a document as it is written. */
    Object number(String written, CopyType to) {
        if (to == CopyType.STRING) {
            return plain(written);
        }
        if (to == CopyType.DOUBLE) {
            double near = Double.parseDouble(written);
            return lossless(Double.isFinite(near), near, to);
        }
        return to.number() || to == CopyType.BOOLEAN ? number(new BigDecimal(written), to) : parsed(plain(written), to);
    }

    /** What .NET writes of the Double, unless that has not all its digits. */
    private static String plain(String written) {
        if (WHOLE.matcher(written).matches()) {
            return written;
        }
        String text = text(Double.parseDouble(written));
        return new BigDecimal(text).compareTo(new BigDecimal(written)) == 0 ? text : written;
    }

    private Object parsed(String text, CopyType to) {
        String trimmed = text.strip();
        if (to == CopyType.BOOLEAN) {
            boolean digit = booleansAreNumbers && (trimmed.equals("1") || trimmed.equals("0"));
            boolean word = trimmed.equalsIgnoreCase("true") || trimmed.equalsIgnoreCase("false");
            return lossless(digit || word, trimmed.equals("1") || trimmed.equalsIgnoreCase("true"), to);
        }
        if (to.whole()) {
            boolean digits = WHOLE.matcher(trimmed).matches();
            BigInteger whole = digits ? new BigInteger(trimmed) : BigInteger.ZERO;
            return lossless(digits && to.holds(whole), whole, to);
        }
        if (to.decimal()) {
            return lossless(digits(DECIMAL, trimmed), number(decimal(trimmed), to), to);
        }
        if (to == CopyType.DOUBLE) {
            boolean word = trimmed.equals("NaN") || trimmed.equals("Infinity") || trimmed.equals("-Infinity");
            double near = word ? Double.parseDouble(trimmed) : decimal(trimmed).doubleValue();
            return lossless(word || digits(DOUBLE, trimmed) && Double.isFinite(near), near, to);
        }
        if (to == CopyType.GUID) {
            return lossless(GUID.matcher(trimmed).matches(), trimmed.toLowerCase(Locale.ROOT), to);
        }
        if (to == CopyType.TIMESPAN) {
            return lossless(RandomValue.span(trimmed) != null, RandomValue.span(trimmed), to);
        }
        if (to == CopyType.BYTES) {
            return lossless(BASE64.matcher(trimmed).matches(), trimmed, to);
        }
        OffsetDateTime moment = RandomValue.time(trimmed);
        if (to == CopyType.OFFSET) {
            return lossless(moment != null, moment, to);
        }
        LocalDateTime time = moment == null
                ? null
                : moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return to == CopyType.DATE ? day(lossless(time != null, time, to)) : lossless(time != null, time, to);
    }

    private static boolean digits(Pattern form, String text) {
        return form.matcher(text).matches() && text.chars().anyMatch(Character::isDigit);
    }

    private static BigDecimal decimal(String text) {
        return digits(DOUBLE, text) ? new BigDecimal(text.replace(",", "")) : BigDecimal.ZERO;
    }

    /** Without its offset. */
    private LocalDateTime clock(OffsetDateTime moment) {
        boolean kept = truncates || moment.getOffset().equals(ZoneOffset.UTC);
        return lossless(kept, moment.toLocalDateTime(), CopyType.DATETIME);
    }

    private LocalDate day(LocalDateTime time) {
        return lossless(truncates || time.toLocalTime().equals(LocalTime.MIDNIGHT), time.toLocalDate(), CopyType.DATE);
    }

    /** Files of typed columns have microseconds. */
    LocalDateTime micros(LocalDateTime time) {
        int lost = time.getNano() % MICROSECOND;
        return lossless(truncates || lost == 0, time.minusNanos(lost), CopyType.DATETIME);
    }

    String text(Object value, CopyType type) {
        if (value instanceof Boolean flag) {
            return booleansAreNumbers ? flag ? "1" : "0" : flag ? "True" : "False";
        }
        if (value instanceof Double number) {
            return text(number.doubleValue());
        }
        if (value instanceof BigDecimal number) {
            BigDecimal known = type == CopyType.DECIMAL ? number.stripTrailingZeros() : number;
            return known.signum() == 0 && type == CopyType.DECIMAL ? "0" : known.toPlainString();
        }
        if (value instanceof OffsetDateTime moment) {
            String zone = moment.getOffset().equals(ZoneOffset.UTC)
                    ? "+00:00"
                    : moment.getOffset().toString();
            return TICKS.format(moment) + " " + zone;
        }
        return value instanceof LocalDateTime time ? TICKS.format(time) : String.valueOf(value);
    }

    private static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = decimal(value);
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -5 + 1 && exponent < 15) {
            return digits.toPlainString();
        }
        String unscaled = digits.unscaledValue().abs().toString();
        String mantissa = unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
        return (value < 0 ? "-" : "") + mantissa + "E" + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** The fewest digits that are read as the same number. */
    private static BigDecimal decimal(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; ; digits++) {
            for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN)) {
                BigDecimal fewer = exact.round(new MathContext(digits, mode));
                if (Double.parseDouble(fewer.toString()) == value) {
                    return fewer.stripTrailingZeros();
                }
            }
        }
    }

    private static <T> T lossless(boolean fits, T value, CopyType to) {
        if (!fits) {
            throw new Unfit(value + " as " + to);
        }
        return value;
    }

    private static Object unfit(Object value, CopyType to) {
        return lossless(false, value, to);
    }
}
