package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.udf;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.conversion.Conversions;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Fingerprints of several values. The documented digests tell what is hashed: the values one behind the other as
 * memory holds them, little-endian numbers (a date is its days since 1970 in four bytes), UTF-8 texts, one byte for a
 * boolean, nothing between them. NULL adds nothing. What the documentation leaves open: a timestamp is its microseconds
 * since 1970 in eight bytes, as Spark holds it; decimals and nested values are their texts.
 *
 * <p>Spark has no function for the bits of a float or double; these alone take a user-defined function.
 */
final class DigestFunctions {

    private static final String ROW = "'gunchus', 8.2, 'bojjus', true, toDate('2010-4-4')";

    private DigestFunctions() {}

    static List<Function> all() {
        UDF2<byte[], Integer, byte[]> blake2b = Blake2b::digest;
        return new FunctionFamily("Fingerprints", Kind.SCALAR)
                .add(
                        "md5(first any, more... any) -> string",
                        "The MD5 digest of all values, as 32 hexadecimal digits.",
                        call -> functions.md5(bytes(call, 0)),
                        new Example("md5(5, " + ROW + ")", "'4ce8a880bd621a1ffad0bca905e1bc5a'"))
                .add(
                        "sha1(first any, more... any) -> string",
                        "The SHA-1 digest of all values, as 40 hexadecimal digits.",
                        call -> functions.sha1(bytes(call, 0)),
                        new Example("sha1(5, " + ROW + ")", "'46d3b478e8ec4e1f3b453ac3d8e59d5854e282bb'"))
                .add(
                        "sha2(bits integral, first any, more... any) -> string",
                        "The SHA-2 digest of all values but the first, which says how many bits it has: 224, 256 (or"
                                + " 0), 384 or 512; NULL for another number.",
                        call -> Builtin.call(
                                "sha2", bytes(call, 1), call.column(0).cast(DataTypes.IntegerType)),
                        new Example(
                                "sha2(256, " + ROW + ")",
                                "'afe8a553b1761c67d76f8c31ceef7f71b66a1ee6f4e6d3b5478bf68b47d06bd3'"))
                .add(
                        "crc32(first any, more... any) -> long",
                        "The CRC-32 checksum of all values, also of a first one that looks like a number of bits.",
                        call -> functions.crc32(bytes(call, 0)),
                        new Example("crc32(256, " + ROW + ")", "3630253689"))
                .addUserDefined(
                        "blake2b(bits integral, first any, more... any) -> string",
                        "The BLAKE2b digest of all values but the first, which says how many bits it has, a multiple of"
                                + " 8 up to 512, in hexadecimal digits; NULL for another number.",
                        call -> functions.lower(functions.hex(blake2b(blake2b, call))),
                        new Example(
                                "blake2b(256, " + ROW + ")",
                                "'c9521a5080d8da30dffb430c50ce253c345cc4c4effc315dab2162dac974711d'"))
                .addUserDefined(
                        "blake2bBinary(bits integral, first any, more... any) -> binary",
                        "The BLAKE2b digest as bytes.",
                        call -> blake2b(blake2b, call),
                        new Example(
                                "hex(blake2bBinary(256, " + ROW + "))",
                                "'c9521a5080d8da30dffb430c50ce253c345cc4c4effc315dab2162dac974711d'"))
                .functions();
    }

    private static Column blake2b(UDF2<byte[], Integer, byte[]> digest, Call call) {
        return udf(digest, DataTypes.BinaryType)
                .apply(bytes(call, 1), call.column(0).cast(DataTypes.IntegerType));
    }

    /** All arguments from {@code first} on, one behind the other. */
    private static Column bytes(Call call, int first) {
        Column[] pieces = IntStream.range(first, call.size())
                .mapToObj(index -> Types.isUnknown(call.type(index))
                        ? lit(new byte[0])
                        : coalesce(bytes(call.column(index), call.type(index)), lit(new byte[0])))
                .toArray(Column[]::new);
        return pieces.length == 1 ? pieces[0] : concat(pieces);
    }

    private static Column bytes(Column value, DataType type) {
        if (type instanceof BinaryType || type instanceof ByteType) {
            return value.cast(DataTypes.BinaryType);
        }
        if (type instanceof BooleanType) {
            return value.cast(DataTypes.ByteType).cast(DataTypes.BinaryType);
        }
        if (type instanceof ShortType) {
            Column wide = value.cast(DataTypes.IntegerType);
            return shiftleft(wide, 8)
                    .bitwiseOR(shiftright(wide, 8).bitwiseAND(lit(0xFF)))
                    .cast(DataTypes.ShortType)
                    .cast(DataTypes.BinaryType);
        }
        if (type instanceof IntegerType) {
            return littleEndianInteger(value);
        }
        if (type instanceof LongType) {
            return littleEndianLong(value);
        }
        if (type instanceof DateType) {
            return littleEndianInteger(Builtin.call("unix_date", value));
        }
        if (type instanceof TimestampType) {
            return littleEndianLong(Builtin.call("unix_micros", value));
        }
        if (type instanceof DoubleType) {
            UDF1<Double, Long> bits = number -> number == null ? null : (Long) Double.doubleToLongBits(number);
            return littleEndianLong(udf(bits, DataTypes.LongType).apply(value));
        }
        if (type instanceof FloatType) {
            UDF1<Float, Integer> bits = number -> number == null ? null : (Integer) Float.floatToIntBits(number);
            return littleEndianInteger(udf(bits, DataTypes.IntegerType).apply(value));
        }
        return Conversions.convert(value, type, DataTypes.StringType).cast(DataTypes.BinaryType);
    }

    /** Spark writes numbers with the highest byte first. */
    private static Column littleEndianInteger(Column value) {
        return shiftleft(value, 24)
                .bitwiseOR(shiftleft(value.bitwiseAND(lit(0xFF00)), 8))
                .bitwiseOR(shiftrightunsigned(value, 8).bitwiseAND(lit(0xFF00)))
                .bitwiseOR(shiftrightunsigned(value, 24))
                .cast(DataTypes.BinaryType);
    }

    private static Column littleEndianLong(Column value) {
        Column low = value.cast(DataTypes.IntegerType);
        Column high = shiftrightunsigned(value, 32).cast(DataTypes.IntegerType);
        return concat(littleEndianInteger(low), littleEndianInteger(high));
    }
}
