package io.cosmosdataflow.store.sql.local;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A type that takes all values of a column: {@code INTEGER}, {@code BIGINT}, {@code DECIMAL} of 38 digits,
 * {@code DOUBLE PRECISION}, {@code BOOLEAN}, {@code DATE}, {@code TIMESTAMP}, the same with an offset, else a text.
 * Numbers with leading zeros or a plus sign are texts. Decimals are wide, as a seed says nothing of the values that a run
 * writes to the column.
 */
final class ValueShape {

    private static final int MOST_DIGITS = 38;
    /** As tables have it that a sink makes. */
    private static final int USUAL_SCALE = 18;

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern FRACTION = Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+");
    private static final Pattern SCIENTIFIC = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?[eE][-+]?[0-9]{1,3}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");
    private static final Pattern TIME = Pattern.compile(
            DAY + "[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[-+][0-9]{2}:[0-9]{2})?");

    private enum Kind {
        BOOLEAN,
        INTEGER,
        BIGINT,
        DECIMAL,
        DOUBLE,
        DATE,
        TIMESTAMP,
        OFFSET,
        TEXT;

        boolean number() {
            return this == INTEGER || this == BIGINT || this == DECIMAL || this == DOUBLE;
        }
    }

    private Kind kind;
    private int wholeDigits = 1;
    private int scale;

    void add(SeedValue value) {
        if (kind == Kind.TEXT) {
            return;
        }
        Kind next = kindOf(value);
        if (next.number()) {
            BigDecimal number = new BigDecimal(value.text());
            wholeDigits = Math.max(wholeDigits, number.precision() - number.scale());
            scale = Math.max(scale, number.scale());
        }
        kind = kind == null ? next : common(kind, next);
        if (kind == Kind.DECIMAL && wholeDigits + scale > MOST_DIGITS) {
            kind = Kind.TEXT;
        }
    }

    private static Kind kindOf(SeedValue value) {
        String text = value.text();
        if (!value.textual()) {
            if (WHOLE.matcher(text).matches()) {
                return whole(text);
            }
            if (FRACTION.matcher(text).matches()) {
                return Kind.DECIMAL;
            }
            if (SCIENTIFIC.matcher(text).matches()) {
                return Kind.DOUBLE;
            }
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                return Kind.BOOLEAN;
            }
        }
        if (DAY.matcher(text).matches()) {
            return Kind.DATE;
        }
        if (TIME.matcher(text).matches()) {
            return text.endsWith("Z") || text.lastIndexOf('-') > 7 || text.indexOf('+') > 0
                    ? Kind.OFFSET
                    : Kind.TIMESTAMP;
        }
        return Kind.TEXT;
    }

    private static Kind whole(String text) {
        int bits = new BigDecimal(text).toBigInteger().bitLength();
        if (bits < Integer.SIZE) {
            return Kind.INTEGER;
        }
        return bits < Long.SIZE ? Kind.BIGINT : Kind.DECIMAL;
    }

    private static Kind common(Kind one, Kind other) {
        if (one == other) {
            return one;
        }
        Kind wider = one.compareTo(other) > 0 ? one : other;
        if (one.number() && other.number()) {
            return wider;
        }
        boolean days = one == Kind.DATE || other == Kind.DATE;
        return days && wider == Kind.TIMESTAMP ? Kind.TIMESTAMP : Kind.TEXT;
    }

    /** None for whole numbers; else the usual one, as far as the whole digits of the seed leave room for it. */
    private int wideScale() {
        return scale == 0 ? 0 : Math.max(scale, Math.min(USUAL_SCALE, MOST_DIGITS - wholeDigits));
    }

    /** As H2 takes it in each mode; a column without values is a text. */
    String type() {
        if (kind == null) {
            return "VARCHAR";
        }
        return switch (kind) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DECIMAL -> "DECIMAL(" + MOST_DIGITS + ", " + wideScale() + ")";
            case DOUBLE -> "DOUBLE PRECISION";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP(7)";
            case OFFSET -> "TIMESTAMP(7) WITH TIME ZONE";
            case TEXT -> "VARCHAR";
        };
    }
}
