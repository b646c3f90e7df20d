package io.cosmosdataflow.function.conversion;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.spark.Expressions;
import io.cosmosdataflow.spark.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The language's own conversions: what {@code toInteger} and its kind, {@code ? type}, the cast transformation and a
 * source's projection do. What cannot be converted is NULL; nothing throws.
 *
 * <p>Shapes: a Column of type {@code from} in, one of type {@code to} out, whatever the data. Texts become numbers
 * as Spark casts them ({@code '12.9'} is the integer 12, blanks around do not matter), dates are
 * {@code yyyy}, {@code yyyy-[M]M}, {@code yyyy-[M]M-[d]d}, {@code yyyy-[M]M-[d]dT*}, timestamps keep milliseconds,
 * numbers are milliseconds since 1970 where a timestamp is asked for, and the other way round. Narrowing truncates.
 * Decimals become texts with all digits of their scale; structs, arrays and maps JSON text; structs become structs by the names of their
 * fields (exact ones before those of other upper and lower case), or by position if no name fits.
 *
 * <p>Source: Microsoft Learn, data-flow-conversion-functions and data-flow-expressions-usage.
 */
public final class Conversions {

    private static final int DIGITS_OF_YEAR = 4;

    /** From the first moment of the year 1 to the last of 9999. */
    private static final long FIRST_MILLIS = -62_135_596_800_000L;

    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private Conversions() {}

    /** Whether dates and timestamps can be read by the pattern; by one that is none, everything is NULL. */
    public static boolean isDateFormat(String pattern) {
        return DatePattern.of(pattern, Locales.DEFAULT).isValid();
    }

    /** Without a format. If {@code to} is unknown, the value stays as it is. */
    public static Column convert(Column value, DataType from, DataType to) {
        return convert(value, from, to, List.of());
    }

    /**
     * @param formats of texts, tried one after the other: patterns of SimpleDateFormat for dates and timestamps, of
     *     DecimalFormat for numbers, {@code yes|no} (or the two words as two formats) for booleans. To text, the first
     *     one counts. Empty for the language's own form.
     */
    public static Column convert(Column value, DataType from, DataType to, List<String> formats) {
        if (Types.isUnknown(to)) {
            return value;
        }
        if (Types.isUnknown(from)) {
            return Builtin.nothing(to);
        }
        if (from.catalogString().equals(to.catalogString())) {
            return value;
        }
        if (Types.isNested(to)) {
            return toNested(value, from, to, formats);
        }
        if (to instanceof BinaryType) {
            return toBinary(value, from);
        }
        if (Types.isText(to)) {
            return toText(value, from, formats);
        }
        if (Types.isText(from)) {
            return fromText(value, to, formats);
        }
        if (from instanceof BinaryType) {
            return fromText(value.cast(DataTypes.StringType), to, formats);
        }
        return betweenValues(value, from, to);
    }

    private static Column betweenValues(Column value, DataType from, DataType to) {
        if (Types.isNested(from)) {
            return Builtin.nothing(to);
        }
        if (from instanceof BooleanType) {
            return Types.isDatetime(to) ? Builtin.nothing(to) : value.cast(to);
        }
        if (Types.isDatetime(from)) {
            if (Types.isDatetime(to)) {
                return value.cast(to);
            }
            return to instanceof BooleanType
                    ? Builtin.nothing(to)
                    : millis(value, from).cast(to);
        }
        if (to instanceof BooleanType) {
            return when(value.equalTo(lit(1)), lit(true)).when(value.equalTo(lit(0)), lit(false));
        }
        if (Types.isDatetime(to)) {
            Column millis = value.cast(DataTypes.LongType);
            // Spark ends the job for a number that no timestamp can hold.
            return when(millis.between(FIRST_MILLIS, LAST_MILLIS), ofMillis(millis))
                    .cast(to);
        }
        return value.cast(to);
    }

    /** Milliseconds since 1970, as a long, of a date or timestamp. */
    public static Column millis(Column value, DataType type) {
        Column timestamp = type instanceof TimestampType ? value : value.cast(DataTypes.TimestampType);
        return Builtin.call("unix_millis", timestamp);
    }

    /** The timestamp of a long. */
    static Column ofMillis(Column millis) {
        return Builtin.call("timestamp_millis", millis);
    }

    private static Column fromText(Column text, DataType to, List<String> formats) {
        if (!formats.isEmpty()) {
            return Formats.parse(text, to, formats);
        }
        if (Types.isDatetime(to)) {
            return datetime(functions.trim(text), to);
        }
        return text.cast(to);
    }

    /**
     * As Spark casts, which takes what the documentation names and ISO 8601 too. But Spark sets a time without a
     * date on today, and takes years of more than four digits, 201212 for instance; both are NULL here.
     */
    private static Column datetime(Column text, DataType to) {
        if (!(to instanceof TimestampType)) {
            Column hyphen = functions.instr(text, "-");
            Column year = hyphen.equalTo(0).and(functions.length(text).leq(DIGITS_OF_YEAR));
            return when(year.or(hyphen.between(1, DIGITS_OF_YEAR + 1)), text.cast(to));
        }
        return ofMillis(Builtin.call("unix_millis", moment(text)));
    }

    /**
     * As {@code toTimestamp}, but with the microseconds that the text has: those of a file are not to be lost on the way
     * to another.
     */
    public static Column timestamp(Column text) {
        return moment(functions.trim(text));
    }

    private static Column moment(Column text) {
        Column hyphen = functions.instr(text, "-");
        Column year = hyphen.equalTo(0).and(functions.length(text).leq(DIGITS_OF_YEAR));
        Column colon = functions.instr(text, ":");
        Column dated =
                hyphen.between(2, DIGITS_OF_YEAR + 1).and(colon.equalTo(0).or(hyphen.lt(colon)));
        return when(year.or(dated), text.cast(DataTypes.TimestampType));
    }

    private static Column toText(Column value, DataType from, List<String> formats) {
        if (Types.isNested(from)) {
            return JsonWriter.text(value, from, false);
        }
        if (from instanceof DecimalType && formats.isEmpty()) {
            return Expressions.plainText(value);
        }
        if (formats.isEmpty() || from instanceof BinaryType || from instanceof BooleanType) {
            return value.cast(DataTypes.StringType);
        }
        return Formats.format(value, from, formats.get(0), Locales.DEFAULT);
    }

    /** Whole numbers and booleans as big-endian bytes, the bytes of the text for all else. */
    private static Column toBinary(Column value, DataType from) {
        if (from instanceof ArrayType array && array.elementType() instanceof ByteType) {
            Column digits = functions.transform(
                    value, each -> functions.lpad(functions.hex(each.bitwiseAND(lit(0xFF))), 2, "0"));
            return functions.unhex(functions.array_join(digits, ""));
        }
        if (Types.isIntegral(from)) {
            return value.cast(DataTypes.BinaryType);
        }
        if (from instanceof BooleanType) {
            return value.cast(DataTypes.ByteType).cast(DataTypes.BinaryType);
        }
        return toText(value, from, List.of()).cast(DataTypes.BinaryType);
    }

    private static Column toNested(Column value, DataType from, DataType to, List<String> formats) {
        if (from instanceof ArrayType given && to instanceof ArrayType wanted) {
            return functions.transform(
                    value, each -> convert(each, given.elementType(), wanted.elementType(), formats));
        }
        if (from instanceof MapType given && to instanceof MapType wanted) {
            return map(value, given, wanted, formats);
        }
        if (from instanceof StructType given && to instanceof StructType wanted) {
            return struct(value, given, wanted, formats);
        }
        // A text is not parsed: that is what the parse transformation is for.
        return Builtin.nothing(to);
    }

    private static Column map(Column value, MapType given, MapType wanted, List<String> formats) {
        if (given.keyType().catalogString().equals(wanted.keyType().catalogString())) {
            return functions.transform_values(
                    value, (key, each) -> convert(each, given.valueType(), wanted.valueType(), formats));
        }
        // Spark's maps have no NULL keys. Of equal keys, the session keeps the last.
        Column entries = functions.transform(
                functions.map_entries(value),
                entry -> functions.struct(
                        convert(entry.getField("key"), given.keyType(), wanted.keyType(), formats)
                                .as("key"),
                        convert(entry.getField("value"), given.valueType(), wanted.valueType(), formats)
                                .as("value")));
        return functions.map_from_entries(
                functions.filter(entries, entry -> entry.getField("key").isNotNull()));
    }

    private static Column struct(Column value, StructType given, StructType wanted, List<String> formats) {
        boolean byPosition = given.length() == wanted.length()
                && List.of(given.fieldNames()).stream()
                        .noneMatch(name -> position(wanted, name).isPresent());
        Column[] fields = new Column[wanted.length()];
        for (int i = 0; i < fields.length; i++) {
            String name = wanted.fields()[i].name();
            DataType type = wanted.fields()[i].dataType();
            Optional<Integer> source = byPosition ? Optional.of(i) : position(given, name);
            Column field = source.map(at -> convert(
                            value.getField(given.fields()[at].name()), given.fields()[at].dataType(), type, formats))
                    .orElseGet(() -> Builtin.nothing(type));
            fields[i] = field.as(name);
        }
        return when(value.isNotNull(), functions.struct(fields));
    }

    private static Optional<Integer> position(StructType type, String name) {
        List<String> names = List.of(type.fieldNames());
        int exact = names.indexOf(name);
        return exact >= 0
                ? Optional.of(exact)
                : IntStream.range(0, names.size())
                        .filter(index -> names.get(index).equalsIgnoreCase(name))
                        .boxed()
                        .findFirst();
    }
}
