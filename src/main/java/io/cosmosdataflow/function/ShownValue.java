package io.cosmosdataflow.function;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/** Values of rows as text, in the notation of the language; {@link Example#result} tells how. */
public final class ShownValue {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ShownValue() {}

    /**
     * @param value as Spark's Row has it
     * @param type of the value; timestamps are shown in UTC, with milliseconds if there are any
     */
    public static String of(Object value, DataType type) {
        if (value == null) {
            return "NULL";
        }
        if (type instanceof ArrayType array) {
            return array(value, array);
        }
        if (type instanceof MapType map) {
            return map((scala.collection.Map<?, ?>) value, map);
        }
        if (type instanceof StructType struct) {
            return struct((Row) value, struct);
        }
        return single(value);
    }

    private static String single(Object value) {
        if (value instanceof String text) {
            return "'" + text + "'";
        }
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Timestamp timestamp) {
            return time(timestamp.toInstant());
        }
        if (value instanceof Instant instant) {
            return time(instant);
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof LocalDate date) {
            return date.toString();
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static String time(Instant time) {
        return (time.getNano() < 1_000_000 ? SECONDS : MILLIS).format(time);
    }

    private static String array(Object value, ArrayType type) {
        List<?> items = JavaConverters.seqAsJavaList((scala.collection.Seq<?>) value);
        return items.stream().map(item -> of(item, type.elementType())).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String map(scala.collection.Map<?, ?> value, MapType type) {
        return JavaConverters.mapAsJavaMap(value).entrySet().stream()
                .map(entry -> of(entry.getKey(), type.keyType()) + " -> " + of(entry.getValue(), type.valueType()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String struct(Row value, StructType type) {
        StructField[] fields = type.fields();
        return IntStream.range(0, fields.length)
                .mapToObj(i -> fields[i].name() + "=" + of(value.get(i), fields[i].dataType()))
                .collect(Collectors.joining(", ", "@(", ")"));
    }
}
