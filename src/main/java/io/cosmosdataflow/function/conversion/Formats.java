package io.cosmosdataflow.function.conversion;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Types;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Texts to values and back by Java's patterns. Spark's own functions do what they do alike: formatting with common
 * patterns in English. The rest is for {@link DatePattern} and {@link NumberPattern}.
 */
public final class Formats {

    private static final ZoneId UTC = ZoneId.of("UTC");

    /** Runs of letters that SimpleDateFormat and Spark's DateTimeFormatter write alike, and text between them. */
    private static final Pattern ALIKE = Pattern.compile(
            "(yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|EEEE|EEE|a|'[^']*'|[^A-Za-z'\\[\\]{}#])*+");

    private static final Pattern RUNS_TOGETHER = Pattern.compile("yyyyy|MMMMM|ddd|HHH|hhh|mmm|sss|SSSS|EEEEE|aa");

    private Formats() {}

    /** By the first of several formats that fits. */
    static Column parse(Column text, DataType to, List<String> formats) {
        if (to instanceof BooleanType) {
            return bool(text, formats);
        }
        Column[] parsed = formats.stream()
                .map(format -> parse(text, to, format, Locales.DEFAULT))
                .toArray(Column[]::new);
        return parsed.length == 1 ? parsed[0] : coalesce(parsed);
    }

    public static Column parse(Column text, DataType to, String format, String locale) {
        if (to instanceof DateType) {
            DatePattern pattern = DatePattern.of(format, locale);
            UDF1<String, Integer> parser = pattern::parseDay;
            return day(udf(parser, DataTypes.IntegerType).apply(text));
        }
        if (to instanceof TimestampType) {
            return timestamp(text, format, locale, UTC);
        }
        if (!Types.isNumber(to)) {
            return Conversions.convert(text, DataTypes.StringType, to);
        }
        NumberPattern pattern = NumberPattern.of(format, locale);
        UDF1<String, String> parser = pattern::parse;
        return udf(parser, DataTypes.StringType).apply(text).cast(to);
    }

    public static Column timestamp(Column text, String format, String locale, ZoneId zone) {
        DatePattern pattern = DatePattern.of(format, locale);
        UDF1<String, Long> parser = value -> pattern.parse(value, zone);
        return Conversions.ofMillis(udf(parser, DataTypes.LongType).apply(text));
    }

    /** By a format that another one may be in each row. */
    public static Column parse(Column text, DataType to, Column format, String locale) {
        if (to instanceof DateType) {
            UDF2<String, String, Integer> parser = (value, pattern) ->
                    pattern == null ? null : DatePattern.of(pattern, locale).parseDay(value);
            return day(udf(parser, DataTypes.IntegerType).apply(text, format));
        }
        if (to instanceof TimestampType) {
            return timestamp(text, format, locale, UTC);
        }
        UDF2<String, String, String> parser = (value, pattern) ->
                pattern == null ? null : NumberPattern.of(pattern, locale).parse(value);
        return udf(parser, DataTypes.StringType).apply(text, format).cast(to);
    }

    public static Column timestamp(Column text, Column format, String locale, ZoneId zone) {
        UDF2<String, String, Long> parser = (value, pattern) ->
                pattern == null ? null : DatePattern.of(pattern, locale).parse(value, zone);
        return Conversions.ofMillis(udf(parser, DataTypes.LongType).apply(text, format));
    }

    /** A date, timestamp or number as text. A format that is none makes NULL. */
    public static Column format(Column value, DataType from, String format, String locale) {
        boolean english = locale.equals(Locales.DEFAULT);
        if (Types.isDatetime(from)) {
            if (english && areAlike(format)) {
                return functions.date_format(value, format);
            }
            DatePattern pattern = DatePattern.of(format, locale);
            UDF1<Long, String> writer = pattern::format;
            return udf(writer, DataTypes.StringType).apply(Conversions.millis(value, from));
        }
        if (!Types.isNumber(from)) {
            return value.cast(DataTypes.StringType);
        }
        NumberPattern pattern = NumberPattern.of(format, locale);
        if (!pattern.isValid()) {
            return Builtin.nothing(DataTypes.StringType);
        }
        if (english && !format.isEmpty()) {
            return Builtin.call("format_number", value, lit(format));
        }
        UDF1<Number, String> writer = pattern::format;
        return udf(writer, DataTypes.StringType).apply(value);
    }

    public static Column format(Column value, DataType from, Column format, String locale) {
        if (Types.isDatetime(from)) {
            UDF2<Long, String, String> writer = (millis, pattern) ->
                    pattern == null ? null : DatePattern.of(pattern, locale).format(millis);
            return udf(writer, DataTypes.StringType).apply(Conversions.millis(value, from), format);
        }
        if (!Types.isNumber(from)) {
            return value.cast(DataTypes.StringType);
        }
        UDF2<Number, String, String> writer = (number, pattern) ->
                pattern == null ? null : NumberPattern.of(pattern, locale).format(number);
        return udf(writer, DataTypes.StringType).apply(value, format);
    }

    private static boolean areAlike(String format) {
        return !format.isEmpty()
                && ALIKE.matcher(format).matches()
                && !RUNS_TOGETHER.matcher(format).find();
    }

    private static Column day(Column sinceEpoch) {
        return Builtin.call("date_from_unix_date", sinceEpoch);
    }

    /** {@code yes|no}, or one word each. */
    private static Column bool(Column text, List<String> formats) {
        List<String> words = formats.size() == 1 ? List.of(formats.get(0).split("\\|", -1)) : formats;
        if (words.size() != 2) {
            return text.cast(DataTypes.BooleanType);
        }
        Column word = lower(trim(text));
        return when(word.equalTo(words.get(0).strip().toLowerCase(Locale.ROOT)), lit(true))
                .when(word.equalTo(words.get(1).strip().toLowerCase(Locale.ROOT)), lit(false));
    }
}
