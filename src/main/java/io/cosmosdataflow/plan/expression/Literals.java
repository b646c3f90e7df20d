package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.script.Expression.NumberLiteral;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;

/** Constants as they are written. Whole numbers are integers, or longs if they must; others are doubles. */
final class Literals {

    private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int MOST_DIGITS = 38;
    private static final int MOST_CHARACTERS = 1_000;

    private Literals() {}

    /** {@code NULL}, {@code True} and the like, where no column is called so. */
    static Optional<TypedExpression> word(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "null" -> Optional.of(Constant.nothing());
            case "true" -> Optional.of(Constant.of(true));
            case "false" -> Optional.of(Constant.of(false));
            default -> Optional.empty();
        };
    }

    static TypedExpression number(NumberLiteral literal, Issues issues) {
        if (literal.text().length() > MOST_CHARACTERS) {
            issues.error(
                    ErrorCode.ScriptSyntax,
                    literal.span(),
                    "The number that starts here has more than " + MOST_CHARACTERS + " characters.",
                    "");
            return new UnknownValue("a number", Types.UNKNOWN);
        }
        String text = literal.text().toLowerCase(Locale.ROOT);
        try {
            if (text.startsWith("0x") || text.startsWith("-0x")) {
                return hexadecimal(text);
            }
            if (text.endsWith("l")) {
                return new Constant(Long.parseLong(text.substring(0, text.length() - 1)), DataTypes.LongType);
            }
            if (text.endsWith("f")) {
                return new Constant((float) finite(Float.parseFloat(text)), DataTypes.FloatType);
            }
            return text.matches("-?\\d+") ? whole(new BigInteger(text)) : fraction(text);
        } catch (ArithmeticException | NumberFormatException e) {
            issues.error(
                    ErrorCode.ScriptSyntax,
                    literal.span(),
                    "'" + literal.text() + "' is not a number that a type of data flows has.",
                    "");
            return new UnknownValue(literal.text(), Types.UNKNOWN);
        }
    }

    private static Constant hexadecimal(String text) {
        boolean isLong = text.endsWith("l");
        BigInteger value = new BigInteger(text.replaceFirst("0x", "").replaceFirst("l$", ""), 16);
        return isLong ? new Constant(value.longValueExact(), DataTypes.LongType) : whole(value);
    }

    private static Constant whole(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return new Constant(value.intValue(), DataTypes.IntegerType);
        }
        if (value.compareTo(LEAST_LONG) >= 0 && value.compareTo(GREATEST_LONG) <= 0) {
            return new Constant(value.longValue(), DataTypes.LongType);
        }
        BigDecimal wide = new BigDecimal(value);
        if (wide.precision() > MOST_DIGITS) {
            throw new NumberFormatException(value.toString());
        }
        return new Constant(wide, DataTypes.createDecimalType(MOST_DIGITS, 0));
    }

    private static Constant fraction(String text) {
        return new Constant(finite(Double.parseDouble(text)), DataTypes.DoubleType);
    }

    private static double finite(double value) {
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("beyond the type");
        }
        return value;
    }
}
