package io.cosmosdataflow.emulator.rntbd;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tokens of one frame by their ids. One that is unknown is kept and does no harm. */
final class FrameTokens {

    private static final int ID_BYTES = 2;

    private final Map<Integer, byte[]> values;

    private FrameTokens(Map<Integer, byte[]> values) {
        this.values = values;
    }

    /** @param bytes from the first token to the end of the frame, little endian */
    static FrameTokens read(ByteBuffer bytes) throws MalformedFrameException {
        Map<Integer, byte[]> values = new HashMap<>();
        try {
            while (bytes.hasRemaining()) {
                int id = (int) number(take(bytes, ID_BYTES));
                TokenType type = TokenType.of(bytes.get() & 0xFF);
                long length = type.counted() ? number(take(bytes, type.size())) : type.size();
                if (length > bytes.remaining()) {
                    throw new MalformedFrameException("token " + id + " is longer than its frame");
                }
                values.put(id, take(bytes, (int) length));
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedFrameException("the last token of a frame is cut off");
        }
        return new FrameTokens(values);
    }

    private static byte[] take(ByteBuffer bytes, int count) {
        byte[] taken = new byte[count];
        bytes.get(taken);
        return taken;
    }

    private static long number(byte[] bytes) {
        long value = 0;
        for (int i = Math.min(bytes.length, Long.BYTES) - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    Optional<byte[]> bytes(RequestToken token) {
        return Optional.ofNullable(values.get(token.id()));
    }

    /** Of a text, or of bytes that hold one. */
    Optional<String> text(RequestToken token) {
        return bytes(token).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** Unsigned, as far as 64 bits go. */
    Optional<Long> number(RequestToken token) {
        return bytes(token).map(FrameTokens::number);
    }

    boolean isSet(RequestToken token) {
        return number(token).filter(value -> value != 0).isPresent();
    }
}
