package io.cosmosdataflow.function.table;

import static io.cosmosdataflow.function.table.Evaluation.column;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.ByteType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.table.Evaluation.Argument;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestFunctionsTest {

    private static final Argument DAY = column(lit("2010-4-4").cast(DateType), DateType);
    private static final Argument SECOND = column(lit("1970-01-01 00:00:01").cast(TimestampType), TimestampType);

    @Test
    void digestsAreThoseOfTheDocumentation() {
        new Checks()
                .call("4ce8a880bd621a1ffad0bca905e1bc5a", "md5", 5, "gunchus", 8.2, "bojjus", true, DAY)
                .call("46d3b478e8ec4e1f3b453ac3d8e59d5854e282bb", "sha1", 5, "gunchus", 8.2, "bojjus", true, DAY)
                .call(
                        "afe8a553b1761c67d76f8c31ceef7f71b66a1ee6f4e6d3b5478bf68b47d06bd3",
                        "sha2",
                        256,
                        "gunchus",
                        8.2,
                        "bojjus",
                        true,
                        DAY)
                .call("3630253689", "crc32", 256, "gunchus", 8.2, "bojjus", true, DAY)
                .call(
                        "c9521a5080d8da30dffb430c50ce253c345cc4c4effc315dab2162dac974711d",
                        "blake2b",
                        256,
                        "gunchus",
                        8.2,
                        "bojjus",
                        true,
                        DAY)
                .call(
                        "c9521a5080d8da30dffb430c50ce253c345cc4c4effc315dab2162dac974711d",
                        "blake2bBinary",
                        256,
                        "gunchus",
                        8.2,
                        "bojjus",
                        true,
                        DAY)
                .verify();
    }

    /** CRC-32 of the bytes on the left equals that of the values on the right. */
    @Test
    void valuesAreHashedAsMemoryHoldsThem() {
        Object[][] cases = {
            {"61c3a4", "a\u00e4"},
            {"05", (byte) 5},
            {"0201", (short) 0x0102},
            {"ffff", (short) -1},
            {"04030201", 0x01020304},
            {"feffffff", -2},
            {"0807060504030201", 0x0102030405060708L},
            {"feffffffffffffff", -2L},
            {"00000000000004c0", -2.5},
            {"000020c0", -2.5f},
            {"00", false},
            {"6f390000", DAY},
            {"40420f0000000000", SECOND},
            {"312e3530", new BigDecimal("1.50")},
            {"", null},
        };
        Checks checks = new Checks();
        for (Object[] each : cases) {
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            crc.update(HexFormat.of().parseHex((String) each[0]));
            checks.call(String.valueOf(crc.getValue()), "crc32", each[1]);
        }
        checks.call("d41d8cd98f00b204e9800998ecf8427e", "md5", null, null)
                .call("900150983cd24fb0d6963f7d28e17f72", "md5", "a", null, "bc")
                .call("null", "sha2", 255, "abc")
                .call("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "sha2", 0, "abc")
                .call("23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7", "sha2", 224, "abc")
                .call("null", "blake2b", 7, "abc")
                .call("null", "blake2b", 520, "abc")
                .verify();
    }

    @Test
    void blake2bIsThatOfItsSpecification() {
        assertThat(hex("abc", 512))
                .isEqualTo("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
        assertThat(hex("", 256)).isEqualTo("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
        // Lengths around a block of 128 bytes differ in how the last block is filled.
        assertThat(List.of(hex("x".repeat(127), 64), hex("x".repeat(128), 64), hex("x".repeat(129), 64)))
                .containsExactly("8e70a0af447c4ffc", "901ce374e8e12402", "18de14b9d8eea5a3");
    }

    @Test
    void bytesHaveManyNotations() {
        Argument bytes = column(array(lit((byte) 0x1f), lit((byte) 0xad), lit((byte) 0xbe)), createArrayType(ByteType));
        new Checks()
                .call("1fadbe", "toBinary", bytes)
                .call("null", "toBinary", column(lit(null).cast("array<tinyint>"), createArrayType(ByteType)))
                .call("61", "hex", "a")
                .call("1fadbe", "unhex", "1FadBE")
                .call("null", "unhex", "xyz")
                .call("Ym9qanVz", "toBase64", "bojjus")
                .call("sSAyNTAwMCwggCA1LjAwMCwtIHw=", "toBase64", "\u00b1 25000, \u20ac 5.000,- |", "Windows-1252")
                .call("YWFh".repeat(30), "toBase64", "a".repeat(90))
                .call("null", "toBase64", "a", "no-such-charset")
                .call("gunchus", "fromBase64", "Z3VuY2h1cw==")
                .call("Hello World", "fromBase64", "SGVsbG8gV29ybGQ=", "Windows-1252")
                .call("null", "fromBase64", "Z3VuY2h1c")
                .call("null", "fromBase64", "!!!")
                .call("616263", "encode", "abc", "US-ASCII")
                .call("c3a4", "encode", "\u00e4")
                .call(
                        "abc",
                        "decode",
                        column(array(lit((byte) 97), lit((byte) 98), lit((byte) 99)), createArrayType(ByteType)),
                        "US-ASCII")
                .call("null", "decode", "abc", "?")
                .verify();
    }

    @Test
    void bitsAreSetAndFound() {
        Argument positions = ints(10, 32);
        Argument bits = column(Evaluation.call("toBitSet", positions), createArrayType(LongType));
        new Checks()
                .call("[4294968320]", "toBitSet", positions)
                .call("[4294968320, 17179869184]", "setBitSet", bits, ints(98))
                .call("[4294968320]", "setBitSet", bits, ints())
                .call("[4294968321]", "setBitSet", bits, ints(0, -1))
                .call("[]", "toBitSet", ints())
                .call("[-9223372036854775808]", "toBitSet", ints(63))
                .call("true", "isBitSet", bits, 10)
                .call("false", "isBitSet", bits, 11)
                .call("false", "isBitSet", bits, 98)
                .call("false", "isBitSet", bits, -1)
                .call("null", "isBitSet", bits, null)
                .call("true", "isBitSet", column(Evaluation.call("toBitSet", ints(63)), createArrayType(LongType)), 63)
                .verify();
    }

    private static Argument ints(Integer... values) {
        org.apache.spark.sql.Column[] columns = new org.apache.spark.sql.Column[values.length];
        for (int i = 0; i < values.length; i++) {
            columns[i] = lit(values[i]);
        }
        return column(array(columns).cast("array<int>"), createArrayType(IntegerType));
    }

    private static String hex(String text, int bits) {
        return HexFormat.of().formatHex(Blake2b.digest(text.getBytes(StandardCharsets.UTF_8), bits));
    }
}
