package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.ConstantArguments;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.conversion.Conversions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Bytes, texts that stand for them, and sets of bits. */
final class BinaryFunctions {

    private static final DataType BITS = DataTypes.createArrayType(DataTypes.LongType);
    private static final String EXAMPLE_BYTES = "toBinary([toByte(0x1f), toByte(0xad), toByte(0xbe)])";

    private BinaryFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Binary", Kind.SCALAR);
        notations(family);
        charsets(family);
        bitSets(family);
        return family.functions();
    }

    private static void notations(FunctionFamily family) {
        family.add(
                        "hex(value binary) -> string",
                        "The bytes as hexadecimal digits in lower case.",
                        call -> functions.lower(functions.hex(call.column(0))),
                        new Example("hex(" + EXAMPLE_BYTES + ")", "'1fadbe'"))
                .add(
                        "unhex(text string) -> binary",
                        "The bytes that hexadecimal digits stand for; NULL for another text.",
                        call -> functions.unhex(call.column(0)),
                        new Example("unhex('1fadbe') == " + EXAMPLE_BYTES, "true"),
                        new Example(
                                "hex(unhex(md5(5, 'gunchus', 8.2, 'bojjus', true, toDate('2010-4-4'))))",
                                "'4ce8a880bd621a1ffad0bca905e1bc5a'"))
                .add(
                        "toBase64(value any, charset? string) -> string",
                        "The bytes of a text in a character set, UTF-8 if not told, in base 64.",
                        BinaryFunctions::toBase64,
                        new Example("toBase64('bojjus')", "'Ym9qanVz'"),
                        new Example(
                                "toBase64('\u00b1 25000, \u20ac 5.000,- |', 'Windows-1252')",
                                "'sSAyNTAwMCwggCA1LjAwMCwtIHw='"))
                .add(
                        "fromBase64(text string, charset? string) -> string",
                        "The text whose bytes in a character set, UTF-8 if not told, are given in base 64; NULL for"
                                + " what is not base 64.",
                        call -> decoded(call, Builtin.call("try_to_binary", call.column(0), lit("base64"))),
                        new Example("fromBase64('Z3VuY2h1cw==')", "'gunchus'"),
                        new Example("fromBase64('SGVsbG8gV29ybGQ=', 'Windows-1252')", "'Hello World'"))
                .add(
                        "uuid() -> string",
                        "A new UUID for each row.",
                        call -> Builtin.call("uuid"),
                        new Example("uuid()", ""));
    }

    private static void charsets(FunctionFamily family) {
        family.add(
                        "encode(text string, charset? string) -> binary",
                        "The bytes of a text in a character set: US-ASCII, ISO-8859-1, UTF-8 (the default), UTF-16BE,"
                                + " UTF-16LE, UTF-16; NULL for an unknown one.",
                        call -> encoded(call, call.column(0)),
                        new Example(
                                "encode('abc', 'US-ASCII') == toBinary([toByte(97),toByte(98),toByte(99)])", "true"))
                .add(
                        "decode(value any, charset? string) -> string",
                        "The text whose bytes in a character set are given: a binary value or an array of bytes.",
                        call -> decoded(call, Conversions.convert(call.column(0), call.type(0), DataTypes.BinaryType)),
                        new Example("decode(array(toByte(97),toByte(98),toByte(99)), 'US-ASCII')", "'abc'"));
    }

    private static void bitSets(FunctionFamily family) {
        family.add(
                        "toBitSet(positions array) -> array",
                        arguments -> BITS,
                        "A set of bits, 64 in each long, in which these positions, counted from 0, are set.",
                        call -> withBits(Builtin.nothing(BITS), positions(call, 0), lit(false)),
                        new Example("toBitSet([10, 32])", "[4294968320]"))
                .add(
                        "setBitSet(bits array, positions array) -> array",
                        arguments -> BITS,
                        "The set of bits with these positions set as well.",
                        call -> withBits(bits(call), positions(call, 1), lit(true)),
                        new Example("setBitSet(toBitSet([10, 32]), [98])", "[4294968320, 17179869184]"))
                .add(
                        "isBitSet(bits array, position integral) -> boolean",
                        "Whether a position, counted from 0, is set.",
                        BinaryFunctions::isSet,
                        new Example("isBitSet(toBitSet([10, 32, 98]), 10)", "true"));
    }

    /** Spark breaks base 64 into lines of 76 characters. */
    private static Column toBase64(Call call) {
        Column bytes = call.type(0) instanceof BinaryType
                ? call.column(0)
                : encoded(call, Conversions.convert(call.column(0), call.type(0), DataTypes.StringType));
        return functions.translate(functions.base64(bytes), "\r\n", "");
    }

    private static Column encoded(Call call, Column text) {
        return isUnknownCharset(call)
                ? Builtin.nothing(DataTypes.BinaryType)
                : Builtin.call("encode", text, charset(call));
    }

    private static Column decoded(Call call, Column bytes) {
        return isUnknownCharset(call)
                ? Builtin.nothing(DataTypes.StringType)
                : Builtin.call("decode", bytes, charset(call));
    }

    private static Column charset(Call call) {
        return call.size() > 1 ? call.column(1) : lit("UTF-8");
    }

    private static boolean isUnknownCharset(Call call) {
        return ConstantArguments.text(call, 1).filter(name -> !isCharset(name)).isPresent();
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    private static Column bits(Call call) {
        return Conversions.convert(call.column(0), call.type(0), BITS);
    }

    private static Column positions(Call call, int index) {
        return Conversions.convert(
                call.column(index), call.type(index), DataTypes.createArrayType(DataTypes.IntegerType));
    }

    /** As many longs as the highest position needs; negative positions do not count. */
    private static Column withBits(Column before, Column positions, Column mustHave) {
        Column highest = functions.coalesce(functions.array_max(positions), lit(-1));
        Column wanted =
                functions.shiftright(functions.greatest(highest, lit(-1)), 6).plus(1);
        Column given = functions.when(before.isNull(), lit(0)).otherwise(functions.size(before));
        Column words = functions.greatest(wanted, given);
        Column indexes = functions
                .when(words.gt(0), functions.sequence(lit(0), words.minus(1)))
                .otherwise(functions.array().cast("array<int>"));
        Column set = functions.transform(
                indexes,
                word -> functions.aggregate(
                        functions.filter(positions, position -> position.geq(0)
                                .and(functions.shiftright(position, 6).equalTo(word))),
                        functions.coalesce(Builtin.call("get", before, word), lit(0L)),
                        (bits, position) ->
                                bits.bitwiseOR(Builtin.call("shiftleft", lit(1L), position.bitwiseAND(lit(63))))));
        return functions.when(positions.isNotNull().and(before.isNotNull().or(functions.not(mustHave))), set);
    }

    private static Column isSet(Call call) {
        Column position = call.column(1).cast(DataTypes.IntegerType);
        Column bits = bits(call);
        Column word = functions.when(position.geq(0), Builtin.call("get", bits, functions.shiftright(position, 6)));
        Column bit = Builtin.call("shiftrightunsigned", word, position.bitwiseAND(lit(63)))
                .bitwiseAND(lit(1L));
        return functions.when(
                bits.isNotNull().and(position.isNotNull()), functions.coalesce(bit.equalTo(lit(1L)), lit(false)));
    }
}
