package io.cosmosdataflow.function.table;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.ConstantArguments;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TimeZones;
import io.cosmosdataflow.function.TypeRule;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.conversion.Conversions;
import io.cosmosdataflow.function.conversion.Formats;
import io.cosmosdataflow.function.conversion.Locales;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Conversions by name, and the questions whether a text can be converted. A format and a locale are looked at only
 * where a text is read or written; locales and time zones must be constants, else they are en-US and UTC.
 */
final class ConversionFunctions {

    private static final Map<String, DataType> NUMBERS = Map.of(
            "Byte", DataTypes.ByteType,
            "Short", DataTypes.ShortType,
            "Integer", DataTypes.IntegerType,
            "Long", DataTypes.LongType,
            "Float", DataTypes.FloatType,
            "Double", DataTypes.DoubleType);

    private static final int PRECISION = 10;
    private static final int SCALE = 2;
    private static final int MOST_DIGITS = 38;

    private ConversionFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Conversion", Kind.SCALAR);
        toNumbers(family);
        toOthers(family);
        questions(family);
        return family.functions();
    }

    private static void toNumbers(FunctionFamily family) {
        number(
                family,
                "Byte",
                "The value as a whole number from -128 to 127; larger numbers lose their high bits.",
                new Example("toByte(123)", "123"),
                new Example("toByte(0xFF)", "-1"),
                new Example("toByte('123')", "123"));
        number(
                family,
                "Short",
                "The value as a whole number of 16 bits.",
                new Example("toShort(123)", "123"),
                new Example("toShort('123')", "123"),
                new Example("toShort('$123', '$###')", "123"));
        number(
                family,
                "Integer",
                "The value as a whole number of 32 bits; what stands behind the point is cut off.",
                new Example("toInteger(123)", "123"),
                new Example("toInteger('123')", "123"),
                new Example("toInteger('$123', '$###')", "123"));
        number(
                family,
                "Long",
                "The value as a whole number of 64 bits; of a timestamp, the milliseconds since 1970.",
                new Example("toLong(123)", "123"),
                new Example("toLong('123')", "123"),
                new Example("toLong('$123', '$###')", "123"));
        number(
                family,
                "Float",
                "The value as a floating-point number of 32 bits.",
                new Example("toFloat(123.45)", "123.45"),
                new Example("toFloat('123.45')", "123.45"),
                new Example("toFloat('$123.45', '$###.00')", "123.45"));
        number(
                family,
                "Double",
                "The value as a floating-point number of 64 bits.",
                new Example("toDouble(123.45)", "123.45"),
                new Example("toDouble('123.45')", "123.45"),
                new Example("toDouble('$123.45', '$###.00')", "123.45"),
                new Example("toDouble('\u00c7123,45', '\u00c7###,##', 'de')", "123.45"));
        family.add(
                "toDecimal(value any, precision?! integral, scale?! integral, format? string, locale?! string) -> decimal",
                ConversionFunctions::decimal,
                "The value with so many digits, 10 if not told, of them so many, 2 if not told, behind the point; the"
                        + " rest is rounded, and what has too many digits is NULL.",
                call -> converted(call, call.result(), 3, 4),
                new Example("toDecimal(123.45)", "123.45"),
                new Example("toDecimal('123.45', 8, 4)", "123.4500"),
                new Example("toDecimal('$123.45', 8, 4,'$###.00')", "123.4500"),
                new Example("toDecimal('\u00c7123,45', 10, 2, '\u00c7###,##', 'de')", "123.45"));
    }

    private static void number(FunctionFamily family, String name, String documentation, Example... examples) {
        DataType type = NUMBERS.get(name);
        String signature = "to" + name + "(value any, format? string, locale?! string) -> " + Types.name(type);
        family.add(signature, documentation, call -> converted(call, type, 1, 2), examples);
    }

    private static void toOthers(FunctionFamily family) {
        family.add(
                        "toString(value any, format? string, locale?! string) -> string",
                        "The value as text, numbers, dates and timestamps by a format; structs, arrays and maps are"
                                + " written as JSON.",
                        ConversionFunctions::text,
                        new Example("toString(10)", "'10'"),
                        new Example("toString('engineer')", "'engineer'"),
                        new Example("toString(123456.789, '##,###.##')", "'123,456.79'"),
                        new Example("toString(123.78, '000000.000')", "'000123.780'"),
                        new Example("toString(12345, '##0.#####E0')", "'12.345E3'"),
                        new Example("toString(toDate('2018-12-31'))", "'2018-12-31'"),
                        new Example("isNull(toString(toDate('2018-12-31', 'MM/dd/yy')))", "true"),
                        new Example("toString(4 == 20)", "'false'"),
                        new Example(
                                "toString(toDate('12/31/18', 'MM/dd/yy', 'es-ES'), 'MM/dd/yy', 'de-DE')", "'12/31/18'"))
                .add(
                        "toBoolean(value any) -> boolean",
                        "t, true, y, yes and 1 are true, f, false, n, no and 0 are false, all else is NULL.",
                        call -> converted(call, DataTypes.BooleanType, 1, 2),
                        new Example("toBoolean('true')", "true"),
                        new Example("toBoolean('n')", "false"),
                        new Example("isNull(toBoolean('truthy'))", "true"))
                .add(
                        "toBinary(value any) -> binary",
                        "The bytes of a whole number, highest first, of an array of bytes, or of the text of any other"
                                + " value.",
                        call -> converted(call, DataTypes.BinaryType, 1, 2),
                        new Example("hex(toBinary(3))", "'00000003'"))
                .add(
                        "toDate(value any, format? string, locale?! string) -> date",
                        "The day that a text names, as yyyy-[M]M-[d]d or by a format.",
                        call -> converted(call, DataTypes.DateType, 1, 2),
                        new Example("toDate('2012-8-18')", "2012-08-18"),
                        new Example("toDate('12/18/2012', 'MM/dd/yyyy')", "2012-12-18"))
                .add(
                        "toTimestamp(value any, format? string, zone?! string) -> timestamp",
                        "The time that a text names, as yyyy-[M]M-[d]d hh:mm:ss[.f...] or by a format, to the"
                                + " millisecond; a number is milliseconds since 1970. A time zone is where the clock"
                                + " hangs: it counts if the text has a zone of its own.",
                        ConversionFunctions::timestamp,
                        new Example("toTimestamp('2016-12-31 00:12:00')", "2016-12-31 00:12:00"),
                        new Example(
                                "toTimestamp('2016-12-31T00:12:00', 'yyyy-MM-dd\\'T\\'HH:mm:ss', 'PST')",
                                "2016-12-31 00:12:00"),
                        new Example(
                                "toTimestamp('12/31/2016T00:12:00', 'MM/dd/yyyy\\'T\\'HH:mm:ss')",
                                "2016-12-31 00:12:00"),
                        new Example(
                                "millisecond(toTimestamp('2019-02-03 05:19:28.871', 'yyyy-MM-dd HH:mm:ss.SSS'))",
                                "871"));
    }

    private static void questions(FunctionFamily family) {
        question(family, "Boolean", "(text string)", DataTypes.BooleanType, "true", "no", "microsoft");
        for (String name : List.of("Byte", "Short", "Integer", "Long", "Float", "Double")) {
            question(
                    family,
                    name,
                    "(text string, format? string, locale?! string)",
                    NUMBERS.get(name),
                    "123",
                    "-7",
                    "chocolate");
        }
        // No digit is lost: any number of up to 38 digits before the point is a decimal.
        question(
                family,
                "Decimal",
                "(text string, format? string, locale?! string)",
                DataTypes.createDecimalType(MOST_DIGITS, 0),
                "123.45",
                "-7",
                "12/12/2000");
        question(
                family,
                "Date",
                "(text string, format? string, locale?! string)",
                DataTypes.DateType,
                "2012-8-18",
                "2012",
                "12/18--234234");
        family.add(
                "isTimestamp(text string, format? string, zone?! string) -> boolean",
                "Whether toTimestamp can convert the text.",
                call -> timestamp(call).isNotNull(),
                new Example("isTimestamp('2016-12-31 00:12:00')", "true"),
                new Example("isTimestamp('2016-12-31T00:12:00', 'yyyy-MM-dd\\'T\\'HH:mm:ss', 'PST')", "true"),
                new Example("isTimestamp('2012-8222.18')", "false"));
    }

    private static void question(
            FunctionFamily family, String name, String parameters, DataType type, String one, String two, String none) {
        String function = "is" + name;
        family.add(
                function + parameters + " -> boolean",
                "Whether to" + name + " can convert the text.",
                call -> converted(call, type, 1, 2).isNotNull(),
                new Example(function + "('" + one + "')", "true"),
                new Example(function + "('" + two + "')", "true"),
                new Example(function + "('" + none + "')", "false"));
    }

    private static Column converted(Call call, DataType to, int format, int locale) {
        Column value = call.column(0);
        DataType from = call.type(0);
        if (call.size() <= format || !Types.isText(from)) {
            return Conversions.convert(value, from, to);
        }
        String language = ConstantArguments.text(call, locale).orElse(Locales.DEFAULT);
        return ConstantArguments.text(call, format)
                .map(constant -> Formats.parse(value, to, constant, language))
                .orElseGet(() -> Formats.parse(value, to, call.column(format), language));
    }

    private static Column timestamp(Call call) {
        Column value = call.column(0);
        DataType from = call.type(0);
        if (call.size() == 1 || !Types.isText(from)) {
            return Conversions.convert(value, from, DataTypes.TimestampType);
        }
        ZoneId zone = ConstantArguments.text(call, 2).flatMap(TimeZones::find).orElse(ZoneId.of("UTC"));
        return ConstantArguments.text(call, 1)
                .map(constant -> Formats.timestamp(value, constant, Locales.DEFAULT, zone))
                .orElseGet(() -> Formats.timestamp(value, call.column(1), Locales.DEFAULT, zone));
    }

    private static Column text(Call call) {
        Column value = call.column(0);
        DataType from = call.type(0);
        boolean formatted = call.size() > 1 && (Types.isNumber(from) || Types.isDatetime(from));
        if (!formatted) {
            return Conversions.convert(value, from, DataTypes.StringType);
        }
        String language = ConstantArguments.text(call, 2).orElse(Locales.DEFAULT);
        return ConstantArguments.text(call, 1)
                .map(constant -> Formats.format(value, from, constant, language))
                .orElseGet(() -> Formats.format(value, from, call.column(1), language));
    }

    private static DataType decimal(TypeRule.ArgumentTypes arguments) {
        int precision = Math.max(1, Math.min(MOST_DIGITS, number(arguments, 1).orElse(PRECISION)));
        int scale = Math.max(0, Math.min(precision, number(arguments, 2).orElse(SCALE)));
        return DataTypes.createDecimalType(precision, scale);
    }

    private static Optional<Integer> number(TypeRule.ArgumentTypes arguments, int index) {
        return arguments.size() <= index
                ? Optional.empty()
                : arguments.constant(index).filter(Number.class::isInstance).map(value -> ((Number) value).intValue());
    }
}
