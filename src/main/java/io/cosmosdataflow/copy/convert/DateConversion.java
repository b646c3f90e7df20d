package io.cosmosdataflow.copy.convert;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.spark.Expressions;
import io.cosmosdataflow.spark.IsoTimes;
import io.cosmosdataflow.store.type.InterimType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * Dates and times among each other, and to and from texts. A Datetimeoffset that loses its offset keeps its clock; a
 * Datetime that gets one counts as UTC. A Datetime with {@link ColumnType#ticks} is a text in ISO 8601 that ends with
 * {@code Z}.
 */
record DateConversion(ColumnType from, ColumnType to, boolean cut) {

    private static final DateTexts PLAIN = new DateTexts("", "");

    static Column timestamp(DateTexts texts, Column text) {
        return ofMicros(Expressions.call(texts, "micros", DataTypes.LongType, text));
    }

    Column of(Column value) {
        return switch (to.type()) {
            case DATETIME -> to.ticks() ? ticks(value) : datetime(value);
            case DATE -> date(datetime(value));
            default -> from.ticks()
                    ? text(PLAIN, "offsetOfTicks", value)
                    : Expressions.call(PLAIN, "offsetOfMicros", DataTypes.StringType, micros(datetime(value)));
        };
    }

    /** A Datetimeoffset as it is; null where it has a digit beyond microseconds. */
    static Column inMicros(Column offset) {
        return text(PLAIN, "offsetInMicros", offset);
    }

    Column fromText(Column text, DateTexts texts) {
        return switch (to.type()) {
            case DATETIME -> to.ticks()
                    ? text(texts, "ticks", text)
                    : ofMicros(Expressions.call(texts, cut ? "micros" : "allMicros", DataTypes.LongType, text));
            case DATE -> Expressions.call(texts, cut ? "day" : "wholeDay", DataTypes.DateType, text);
            default -> text(texts, "offset", text);
        };
    }

    Column toText(Column value, DateTexts texts) {
        if (from.type() == InterimType.DATETIMEOFFSET) {
            return text(texts, "textOfOffset", value);
        }
        return from.ticks()
                ? text(texts, "textOfTicks", value)
                : Expressions.call(texts, "textOfMicros", DataTypes.StringType, micros(datetime(value)));
    }

    private Column ticks(Column value) {
        return from.type() == InterimType.DATETIMEOFFSET
                ? text(PLAIN, cut ? "clockTicks" : "clockTicksOfUtc", value)
                : IsoTimes.text(datetime(value));
    }

    private Column datetime(Column value) {
        return switch (from.type()) {
            case DATE -> value.cast(DataTypes.TimestampType);
            case DATETIMEOFFSET -> ofMicros(
                    Expressions.call(PLAIN, cut ? "clock" : "clockOfUtc", DataTypes.LongType, value));
            default -> from.ticks()
                    ? ofMicros(Expressions.call(PLAIN, cut ? "micros" : "allMicros", DataTypes.LongType, value))
                    : value;
        };
    }

    private Column date(Column timestamp) {
        Column date = timestamp.cast(DataTypes.DateType);
        return cut ? date : when(date.cast(DataTypes.TimestampType).equalTo(timestamp), date);
    }

    private static Column text(DateTexts texts, String method, Column value) {
        return Expressions.call(texts, method, DataTypes.StringType, value);
    }

    private static Column micros(Column timestamp) {
        return call_udf("unix_micros", timestamp);
    }

    private static Column ofMicros(Column micros) {
        return call_udf("timestamp_micros", micros);
    }
}
