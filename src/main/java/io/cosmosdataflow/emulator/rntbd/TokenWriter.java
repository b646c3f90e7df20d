package io.cosmosdataflow.emulator.rntbd;

import io.cosmosdataflow.emulator.protocol.Bytes;
import java.nio.charset.StandardCharsets;

/** Writes tokens one behind the other. */
final class TokenWriter {

    private final Bytes out = new Bytes(256);

    TokenWriter flag(int id, boolean value) {
        return number(id, TokenType.BYTE, value ? 1 : 0);
    }

    TokenWriter number(int id, TokenType type, long value) {
        head(id, type);
        littleEndian(value, type.size());
        return this;
    }

    TokenWriter real(int id, double value) {
        return number(id, TokenType.DOUBLE, Double.doubleToLongBits(value));
    }

    TokenWriter text(int id, TokenType type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        head(id, type);
        littleEndian(text.length, type.size());
        out.add(text);
        return this;
    }

    private void head(int id, TokenType type) {
        littleEndian(id, 2);
        out.write(type.code());
    }

    private void littleEndian(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> 8 * i));
        }
    }

    Bytes bytes() {
        return out;
    }
}
