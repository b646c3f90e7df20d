package io.cosmosdataflow.copy.convert;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.spark.Expressions;
import io.cosmosdataflow.store.type.InterimType;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * Converts the values of a column from one interim type to another.
 *
 * <p>Shapes: a Column of the source's {@link ColumnType#carrier} in, one of {@link #result}'s carrier out, null where a
 * value cannot be converted. Nothing throws, whatever the session's ANSI mode. The session's time zone must be UTC.
 * {@code culture} and {@code format} of a type count where its values are read from texts, those of a String where
 * others are written as texts; those of the settings in both.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Data type mapping".
 */
public final class Conversion {

    private static final String DATETIME_FORMAT = "yyyy-MM-dd HH:mm:ss.fffffff";
    private static final String DATE_FORMAT = "yyyy-MM-dd";

    private final ColumnType from;
    private final ColumnType to;
    private final ConversionSettings settings;
    private final Optional<UnaryOperator<Column>> step;

    private Conversion(ColumnType from, ColumnType to, ConversionSettings settings) {
        this.from = from;
        this.to = sized(from, to);
        this.settings = settings;
        this.step = step();
    }

    /**
     * @return empty if the table of conversions has no tick for it
     * @throws IllegalArgumentException if a side's format is none of .NET's; see {@link ConversionSettings#dateFormat}
     */
    public static Optional<Conversion> between(ColumnType from, ColumnType to, ConversionSettings settings) {
        Objects.requireNonNull(settings, "settings");
        return allowed(from.type(), to.type()) ? Optional.of(new Conversion(from, to, settings)) : Optional.empty();
    }

    public static boolean allowed(InterimType from, InterimType to) {
        return TypeFamily.of(from).converts(TypeFamily.of(to));
    }

    /** The value under the sink's type; null where it cannot be converted. */
    public Column value(Column source) {
        return step.map(each -> each.apply(source)).orElse(source);
    }

    /** Whether a value could not be converted. Inside one projection, Spark computes {@link #value} once. */
    public Column failed(Column source) {
        return step.isEmpty() ? lit(false) : failed(source, value(source));
    }

    /** As {@link #failed(Column)}, where the value is a column already. */
    public static Column failed(Column source, Column value) {
        return value.isNull().and(source.isNotNull());
    }

    /** Whether values stay as they are. */
    public boolean isIdentity() {
        return step.isEmpty();
    }

    /** The sink's type; a Decimal without precision has that of a Decimal source. */
    public ColumnType result() {
        return to;
    }

    /** {@code String to Int32}. */
    public String describe() {
        return from.type().shown() + " to " + to.type().shown();
    }

    private static ColumnType sized(ColumnType from, ColumnType to) {
        boolean open = to.type() == InterimType.DECIMAL
                ? to.precision().isEmpty()
                : to.scale().isEmpty();
        boolean same =
                from.type() == to.type() && (from.ticks() || from.precision().isPresent());
        return open && same ? new ColumnType(to.type(), to.culture(), to.format(), from.precision(), from.scale()) : to;
    }

    private Optional<UnaryOperator<Column>> step() {
        TypeFamily source = TypeFamily.of(from.type());
        TypeFamily sink = TypeFamily.of(to.type());
        if (from.type() == to.type() && from.carrier().equals(to.carrier())) {
            boolean checked = to.momentInMicros() && !from.momentInMicros() && !settings.allowDataTruncation();
            return checked ? Optional.of(DateConversion::inMicros) : Optional.empty();
        }
        if (source == TypeFamily.STRING) {
            return Optional.of(fromText(sink));
        }
        if (sink == TypeFamily.STRING) {
            return toText(source);
        }
        if (sink == TypeFamily.DATE_TIME) {
            return Optional.of(dates()::of);
        }
        return Optional.of(new NumberConversion(from.type(), to, settings.allowDataTruncation())::of);
    }

    private UnaryOperator<Column> fromText(TypeFamily sink) {
        ValueTexts values = new ValueTexts(settings.treatBooleanAsNumber());
        return switch (sink) {
            case BOOLEAN -> calling(values, "bool");
            case BYTE_ARRAY -> calling(values, "bytes");
            case GUID -> calling(values, "guid");
            case DATE_TIME -> {
                DateTexts texts = new DateTexts(format(to.type()).orElse(""), culture());
                yield text -> dates().fromText(text, texts);
            }
            case TIMESPAN -> calling(new TimeSpanTexts(format(to.type()).orElse(""), culture()), "constant");
            case DECIMAL -> calling(numbers(), "decimal");
            case FLOAT -> calling(numbers(), to.type() == InterimType.SINGLE ? "single" : "doubleOf");
            default -> wholeFromText();
        };
    }

    private UnaryOperator<Column> wholeFromText() {
        NumberTexts numbers = numbers();
        if (to.type() == InterimType.UINT64) {
            return calling(numbers, "unsigned");
        }
        NumberConversion range = new NumberConversion(InterimType.INT64, to, true);
        return text -> range.inRange(Expressions.call(numbers, "whole", DataTypes.LongType, text));
    }

    private Optional<UnaryOperator<Column>> toText(TypeFamily source) {
        return switch (source) {
            case BOOLEAN -> {
                boolean numbers = settings.treatBooleanAsNumber();
                yield Optional.of(value -> when(value, lit(numbers ? "1" : "True"))
                        .when(value.equalTo(lit(false)), lit(numbers ? "0" : "False")));
            }
            case BYTE_ARRAY -> Optional.of(calling(new ValueTexts(false), "textOfBytes"));
            case DATE_TIME -> {
                DateTexts texts = new DateTexts(format(from.type()).orElseGet(this::plainFormat), culture());
                yield Optional.of(value -> dates().toText(value, texts));
            }
            case TIMESPAN -> format(from.type()).map(format -> calling(new TimeSpanTexts(format, culture()), "text"));
            case FLOAT -> Optional.of(
                    calling(numbers(), from.type() == InterimType.SINGLE ? "textOfSingle" : "textOfDouble"));
            case DECIMAL -> Optional.of(decimalToText());
            case INTEGER -> Optional.of(value -> value.cast(DataTypes.StringType));
            default -> Optional.empty();
        };
    }

    private UnaryOperator<Column> decimalToText() {
        if (from.precision().isEmpty()) {
            return calling(numbers(), "textOfDecimal");
        }
        return culture().isEmpty() ? Expressions::plainText : calling(numbers(), "textOfSizedDecimal");
    }

    /** Without a culture, the forms that sort; with one, the culture's own. */
    private String plainFormat() {
        if (!culture().isEmpty()) {
            return from.type() == InterimType.DATE ? "d" : "G";
        }
        return switch (from.type()) {
            case DATE -> DATE_FORMAT;
            case DATETIMEOFFSET -> DATETIME_FORMAT + " zzz";
            default -> DATETIME_FORMAT;
        };
    }

    private DateConversion dates() {
        return new DateConversion(from, to, settings.allowDataTruncation());
    }

    private NumberTexts numbers() {
        boolean decimal = to.type() == InterimType.DECIMAL;
        DataType carrier = to.carrier();
        int precision = decimal ? ((DecimalType) carrier).precision() : 0;
        int scale = decimal ? ((DecimalType) carrier).scale() : 0;
        return new NumberTexts(culture(), precision, scale, settings.allowDataTruncation());
    }

    private UnaryOperator<Column> calling(Object target, String method) {
        return value -> Expressions.call(target, method, to.carrier(), value);
    }

    /** A text is read as its own side says, else the other; it is written as the side of the text says. */
    private String culture() {
        Optional<String> own = reading() ? from.culture() : Optional.empty();
        return own.or(to::culture).or(settings::culture).orElse("");
    }

    private boolean reading() {
        return from.type() == InterimType.STRING;
    }

    private Optional<String> format(InterimType typed) {
        Optional<String> own = reading() ? from.format() : Optional.empty();
        return own.or(to::format).or(() -> switch (typed) {
            case DATE -> settings.dateFormat();
            case DATETIME -> settings.dateTimeFormat();
            case DATETIMEOFFSET -> settings.dateTimeOffsetFormat();
            default -> settings.timeSpanFormat();
        });
    }
}
