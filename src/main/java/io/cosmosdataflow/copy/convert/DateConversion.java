package io.cosmosdataflow.copy.convert;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.store.type.Invocation;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * Dates and times among each other, and to and from texts. A Datetimeoffset that loses its offset keeps its clock; a
 * Datetime that gets one counts as UTC.
 */
record DateConversion(InterimType from, InterimType to, boolean cut) {

    private static final DateTexts PLAIN = new DateTexts("", "");

    static Column timestamp(DateTexts texts, Column text) {
        return ofMicros(Invocation.call(texts, "micros", DataTypes.LongType, text));
    }

    Column of(Column value) {
        return switch (to) {
            case DATETIME -> datetime(value);
            case DATE -> date(datetime(value));
            default -> Invocation.call(PLAIN, "offsetOfMicros", DataTypes.StringType, micros(datetime(value)));
        };
    }

    Column fromText(Column text, DateTexts texts) {
        return switch (to) {
            case DATETIME -> timestamp(texts, text);
            case DATE -> Invocation.call(texts, cut ? "day" : "wholeDay", DataTypes.DateType, text);
            default -> Invocation.call(texts, "offset", DataTypes.StringType, text);
        };
    }

    Column toText(Column value, DateTexts texts) {
        return from == InterimType.DATETIMEOFFSET
                ? Invocation.call(texts, "textOfOffset", DataTypes.StringType, value)
                : Invocation.call(texts, "textOfMicros", DataTypes.StringType, micros(datetime(value)));
    }

    private Column datetime(Column value) {
        return switch (from) {
            case DATE -> value.cast(DataTypes.TimestampType);
            case DATETIMEOFFSET -> ofMicros(
                    Invocation.call(PLAIN, cut ? "clock" : "clockOfUtc", DataTypes.LongType, value));
            default -> value;
        };
    }

    private Column date(Column timestamp) {
        Column date = timestamp.cast(DataTypes.DateType);
        return cut ? date : when(date.cast(DataTypes.TimestampType).equalTo(timestamp), date);
    }

    private static Column micros(Column timestamp) {
        return call_udf("unix_micros", timestamp);
    }

    private static Column ofMicros(Column micros) {
        return call_udf("timestamp_micros", micros);
    }
}
