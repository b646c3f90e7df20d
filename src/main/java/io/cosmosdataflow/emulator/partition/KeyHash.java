package io.cosmosdataflow.emulator.partition;

import io.cosmosdataflow.emulator.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * The effective partition key of a value, in the forms that clients compute too.
 *
 * <p>V2 is the 128 bit Murmur hash in big-endian order with the two highest bits cleared, so the space is
 * {@code 00..} to {@code 3F..}; hierarchical keys put the hashes of their levels one after the other; V1 is the
 * order-preserving encoding of the 32 bit hash, followed by that of the value itself.
 */
final class KeyHash {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final int UNDEFINED = 0;
    private static final int NULL = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;
    private static final int NUMBER = 5;
    private static final int STRING = 8;
    private static final int LONGEST_V1_STRING = 100;

    private KeyHash() {}

    static String second(PartitionKeyValue key) {
        Bytes bytes = new Bytes(64);
        for (Object component : key.components()) {
            forHashing(component, bytes, 0xFF);
        }
        return hash128(bytes);
    }

    static String hierarchical(PartitionKeyValue key) {
        StringBuilder joined = new StringBuilder(32 * key.components().size());
        for (Object component : key.components()) {
            Bytes bytes = new Bytes(64);
            forHashing(component, bytes, 0xFF);
            joined.append(hash128(bytes));
        }
        return joined.toString();
    }

    static String first(PartitionKeyValue key) {
        Bytes bytes = new Bytes(64);
        for (Object component : key.components()) {
            forHashing(truncated(component), bytes, 0);
        }
        int hash = MurmurHash3.hash32x86(bytes.array(), 0, bytes.length(), 0);
        Bytes encoded = new Bytes(64);
        encode((double) Integer.toUnsignedLong(hash), encoded);
        for (Object component : key.components()) {
            encode(truncated(component), encoded);
        }
        return hex(encoded.array(), encoded.length());
    }

    /** The V1 form of a boundary between ranges: the encoded 32 bit hash alone. */
    static String firstBoundary(long hash) {
        Bytes encoded = new Bytes(16);
        encode((double) hash, encoded);
        return hex(encoded.array(), encoded.length());
    }

    private static Object truncated(Object component) {
        return component instanceof String text && text.length() > LONGEST_V1_STRING
                ? text.substring(0, LONGEST_V1_STRING)
                : component;
    }

    private static void forHashing(Object component, Bytes out, int stringEnd) {
        if (component instanceof String text) {
            out.write(STRING);
            out.add(text.getBytes(StandardCharsets.UTF_8)).write(stringEnd);
        } else if (component instanceof Double number) {
            out.write(NUMBER);
            out.int64(Long.reverseBytes(Double.doubleToLongBits(number)));
        } else {
            out.write(marker(component));
        }
    }

    private static int marker(Object component) {
        if (component == null) {
            return NULL;
        }
        if (component instanceof Boolean flag) {
            return flag ? TRUE : FALSE;
        }
        return UNDEFINED;
    }

    private static void encode(Object component, Bytes out) {
        if (component instanceof String text) {
            out.write(STRING);
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            boolean isShort = utf8.length <= LONGEST_V1_STRING;
            for (int i = 0; i < (isShort ? utf8.length : LONGEST_V1_STRING + 1); i++) {
                int value = utf8[i] & 0xFF;
                out.write(value < 0xFF ? value + 1 : value);
            }
            if (isShort) {
                out.write(0);
            }
        } else if (component instanceof Double number) {
            out.write(NUMBER);
            encodeNumber(number, out);
        } else {
            out.write(marker(component));
        }
    }

    /** Eight bits first, then groups of seven whose lowest bit says that another group follows. */
    private static void encodeNumber(double number, Bytes out) {
        long bits = Double.doubleToRawLongBits(number);
        long payload = bits >= 0 ? bits ^ Long.MIN_VALUE : -bits;
        out.write((int) (payload >>> 56));
        payload <<= 8;
        long group = 0;
        boolean isFirst = true;
        do {
            if (!isFirst) {
                out.write((int) group);
            }
            isFirst = false;
            group = (payload >>> 56) | 1;
            payload <<= 7;
        } while (payload != 0);
        out.write((int) (group & 0xFE));
    }

    private static String hash128(Bytes bytes) {
        long[] hash = MurmurHash3.hash128x64(bytes.array(), 0, bytes.length(), 0);
        Bytes ordered = new Bytes(16);
        ordered.int64(hash[1]).int64(hash[0]);
        byte[] array = ordered.array();
        array[0] &= 0x3F;
        return hex(array, 16);
    }

    private static String hex(byte[] bytes, int length) {
        char[] digits = new char[2 * length];
        for (int i = 0; i < length; i++) {
            digits[2 * i] = HEX[(bytes[i] >> 4) & 0xF];
            digits[2 * i + 1] = HEX[bytes[i] & 0xF];
        }
        return new String(digits);
    }
}
