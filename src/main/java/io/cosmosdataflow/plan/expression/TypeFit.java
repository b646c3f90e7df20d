package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.function.Types;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import scala.collection.JavaConverters;

/**
 * Whether a value is still the same one after its conversion to another type: for values that a person gives, where a
 * conversion that loses something is a mistake. A number is no date, and a text no number unless all of it is one.
 *
 * <p>Values are as Spark's Rows hold them, with Scala collections.
 */
public final class TypeFit {

    private TypeFit() {}

    /** @param to what the conversion made of {@code from}; null if it cannot convert */
    public static boolean fits(Object from, DataType fromType, Object to, DataType toType) {
        if (from == null || Types.isUnknown(toType)) {
            return true;
        }
        if (to == null) {
            return false;
        }
        if (Types.isNested(toType)) {
            return nested(from, fromType, to, toType);
        }
        if (Types.isNested(fromType)) {
            return toType instanceof StringType;
        }
        if (toType instanceof NumericType) {
            return number(from, to, toType);
        }
        if (toType instanceof DateType) {
            return fromType instanceof DateType
                    || fromType instanceof StringType
                    || fromType instanceof TimestampType && isMidnight(from);
        }
        if (toType instanceof TimestampType) {
            return fromType instanceof DateType || fromType instanceof StringType || fromType instanceof TimestampType;
        }
        if (toType instanceof BooleanType) {
            return fromType instanceof BooleanType || fromType instanceof StringType || fromType instanceof NumericType;
        }
        return toType instanceof BinaryType
                ? fromType instanceof BinaryType || fromType instanceof StringType
                : toType instanceof StringType;
    }

    private static boolean nested(Object from, DataType fromType, Object to, DataType toType) {
        if (fromType instanceof ArrayType array && toType instanceof ArrayType wanted) {
            List<?> items = JavaConverters.seqAsJavaList((scala.collection.Seq<?>) from);
            List<?> converted = JavaConverters.seqAsJavaList((scala.collection.Seq<?>) to);
            boolean all = items.size() == converted.size();
            for (int i = 0; all && i < items.size(); i++) {
                all = fits(items.get(i), array.elementType(), converted.get(i), wanted.elementType());
            }
            return all;
        }
        if (fromType instanceof MapType map && toType instanceof MapType wanted) {
            List<?> values = List.copyOf(JavaConverters.asJavaCollection(((scala.collection.Map<?, ?>) from).toSeq()));
            List<?> converted = List.copyOf(JavaConverters.asJavaCollection(((scala.collection.Map<?, ?>) to).toSeq()));
            boolean all = values.size() == converted.size();
            for (int i = 0; all && i < values.size(); i++) {
                scala.Tuple2<?, ?> before = (scala.Tuple2<?, ?>) values.get(i);
                scala.Tuple2<?, ?> after = (scala.Tuple2<?, ?>) converted.get(i);
                all = fits(before._1(), map.keyType(), after._1(), wanted.keyType())
                        && fits(before._2(), map.valueType(), after._2(), wanted.valueType());
            }
            return all;
        }
        return fromType instanceof StructType struct
                && toType instanceof StructType wanted
                && fields((Row) from, struct, (Row) to, wanted);
    }

    /** A field that the type does not have would be lost. */
    private static boolean fields(Row from, StructType fromType, Row to, StructType toType) {
        boolean all = true;
        for (int i = 0; all && i < fromType.length(); i++) {
            StructField field = fromType.fields()[i];
            String[] names = toType.fieldNames();
            int at = List.of(names).indexOf(field.name());
            all = at >= 0 && fits(from.get(i), field.dataType(), to.get(at), toType.fields()[at].dataType());
        }
        return all;
    }

    private static boolean number(Object from, Object to, DataType toType) {
        Optional<BigDecimal> before = decimal(from);
        if (toType instanceof DoubleType || toType instanceof FloatType) {
            double after = ((Number) to).doubleValue();
            boolean named = from instanceof Double || from instanceof Float || from instanceof String;
            return Double.isFinite(after) ? before.isPresent() : named && before.isEmpty();
        }
        return before.isPresent()
                && decimal(to)
                        .filter(after -> after.compareTo(before.get()) == 0)
                        .isPresent();
    }

    /** Empty for what is no finite number. */
    private static Optional<BigDecimal> decimal(Object value) {
        if (!(value instanceof Number) && !(value instanceof String)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(value.toString().trim()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isMidnight(Object value) {
        Instant instant = value instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) value;
        LocalDate day = instant.atOffset(ZoneOffset.UTC).toLocalDate();
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).equals(instant);
    }
}
