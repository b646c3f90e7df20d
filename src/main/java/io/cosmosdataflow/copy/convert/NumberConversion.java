package io.cosmosdataflow.copy.convert;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.spark.Expressions;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Booleans and numbers as numbers and booleans, by Spark's own expressions.
 *
 * <p>What lies outside the range of the sink's type is null. Where digits may be lost, whole numbers are cut towards zero
 * and decimals are rounded half up; where not, a value that would lose digits is null.
 *
 * @param to of booleans, integers, floats or decimals
 */
record NumberConversion(InterimType from, ColumnType to, boolean cut) {

    private static final Map<InterimType, BigInteger[]> RANGES = new EnumMap<>(InterimType.class);
    private static final DataType WHOLE = DataTypes.createDecimalType(38, 0);
    private static final DataType TWENTY_DIGITS = DataTypes.createDecimalType(20, 0);

    /** Doubles from here on have no fraction. */
    private static final double FIRST_WITHOUT_FRACTION = 9_007_199_254_740_992d;

    static {
        signed(InterimType.SBYTE, 8);
        signed(InterimType.INT16, 16);
        signed(InterimType.INT32, 32);
        signed(InterimType.INT64, 64);
        unsigned(InterimType.BYTE, 8);
        unsigned(InterimType.UINT16, 16);
        unsigned(InterimType.UINT32, 32);
        unsigned(InterimType.UINT64, 64);
    }

    Column of(Column value) {
        DataType type = to.carrier();
        if (from == InterimType.BOOLEAN) {
            return Expressions.tryCast(value.cast(DataTypes.IntegerType), type);
        }
        return switch (TypeFamily.of(to.type())) {
            case BOOLEAN -> value.notEqual(lit(0));
            case INTEGER -> RANGES.containsKey(from) ? integer(value) : cutInteger(value);
            case DECIMAL -> kept(Expressions.tryCast(value, type), value);
            default -> floating(value);
        };
    }

    /** What lies in the range of the sink's type, given a long. */
    Column inRange(Column whole) {
        return ranged(whole, InterimType.INT64);
    }

    private Column integer(Column value) {
        return ranged(value, from);
    }

    private Column ranged(Column value, InterimType source) {
        BigInteger[] has = RANGES.get(source);
        BigInteger[] takes = RANGES.get(to.type());
        Column cast = value.cast(to.carrier());
        boolean below = has[0].compareTo(takes[0]) < 0;
        boolean above = has[1].compareTo(takes[1]) > 0;
        if (!below && !above) {
            return cast;
        }
        Column least = value.geq(literal(takes[0]));
        Column most = value.leq(literal(takes[1]));
        return when(below && above ? least.and(most) : below ? least : most, cast);
    }

    private Column cutInteger(Column value) {
        BigInteger[] range = RANGES.get(to.type());
        boolean floats = TypeFamily.of(from) == TypeFamily.FLOAT;
        Column least = floats && to.type() == InterimType.INT64
                ? value.geq(lit(range[0].doubleValue()))
                : value.gt(bound(range[0].subtract(BigInteger.ONE), floats));
        Column most = value.lt(bound(range[1].add(BigInteger.ONE), floats));
        Column whole =
                to.type() == InterimType.UINT64 ? unsigned(value, floats) : Expressions.tryCast(value, to.carrier());
        Column fits = least.and(most);
        return when(cut ? fits : fits.and(value.equalTo(whole)), whole);
    }

    private static Column unsigned(Column value, boolean floats) {
        Column cut = floats
                ? when(
                                value.lt(lit(FIRST_WITHOUT_FRACTION)),
                                value.cast(DataTypes.LongType).cast(TWENTY_DIGITS))
                        .otherwise(Expressions.tryCast(value, TWENTY_DIGITS))
                : Expressions.tryCast(floor(value), TWENTY_DIGITS);
        return when(value.lt(lit(0)), lit(0).cast(TWENTY_DIGITS)).otherwise(cut);
    }

    private Column floating(Column value) {
        Column cast = value.cast(to.carrier());
        if (from == InterimType.DOUBLE && to.type() == InterimType.SINGLE) {
            Column finite =
                    abs(cast).lt(lit(Float.POSITIVE_INFINITY)).or(abs(value).geq(lit(Double.POSITIVE_INFINITY)));
            return when(cut ? finite : value.equalTo(cast.cast(DataTypes.DoubleType)), cast);
        }
        boolean exact = from == InterimType.SINGLE || from == to.type();
        if (exact || cut) {
            return cast;
        }
        if (TypeFamily.of(from) == TypeFamily.INTEGER) {
            return when(value.cast(WHOLE).equalTo(Expressions.tryCast(cast, WHOLE)), cast);
        }
        // The shortest text of a float has the digits that count
        Column digits = Expressions.tryCast(cast, DataTypes.createDecimalType(38, 18));
        return when(digits.equalTo(value), cast);
    }

    private Column kept(Column decimal, Column value) {
        if (cut) {
            return decimal;
        }
        return when(TypeFamily.of(from) == TypeFamily.FLOAT ? same(decimal, value) : decimal.equalTo(value), decimal);
    }

    private Column same(Column decimal, Column value) {
        return decimal.cast(from.carrier()).equalTo(value);
    }

    private static Column literal(BigInteger bound) {
        return bound.bitLength() < Long.SIZE ? lit(bound.longValue()) : lit(new BigDecimal(bound));
    }

    private static Column bound(BigInteger bound, boolean floats) {
        return floats ? lit(bound.doubleValue()) : lit(new BigDecimal(bound));
    }

    private static void signed(InterimType type, int bits) {
        BigInteger beyond = BigInteger.ONE.shiftLeft(bits - 1);
        RANGES.put(type, new BigInteger[] {beyond.negate(), beyond.subtract(BigInteger.ONE)});
    }

    private static void unsigned(InterimType type, int bits) {
        RANGES.put(type, new BigInteger[] {
            BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)
        });
    }
}
