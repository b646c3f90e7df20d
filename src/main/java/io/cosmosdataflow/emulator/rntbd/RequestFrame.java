package io.cosmosdataflow.emulator.rntbd;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * One request on the wire: the length of its head, kinds of resource and operation, the client's activity, tokens; and
 * where a token says so, the length of a body and the body.
 */
record RequestFrame(int resource, int operation, byte[] activity, FrameTokens tokens, byte[] body) {

    private static final int LENGTH_BYTES = 4;
    private static final int ACTIVITY_BYTES = 16;
    private static final int SMALLEST_HEAD = LENGTH_BYTES + 2 + 2 + ACTIVITY_BYTES;
    private static final int LARGEST_HEAD = 1 << 20;
    private static final int LARGEST_BODY = 8 << 20;

    /**
     * The next one; empty where the client is done. No more memory is taken than has arrived.
     *
     * @throws MalformedFrameException if it is none, or larger than any that makes sense
     */
    static Optional<RequestFrame> read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        byte[] rest = exactly(in, LENGTH_BYTES - 1);
        int length = first | (rest[0] & 0xFF) << 8 | (rest[1] & 0xFF) << 16 | rest[2] << 24;
        if (length < SMALLEST_HEAD || length > LARGEST_HEAD) {
            throw new MalformedFrameException("the head of a frame has " + SMALLEST_HEAD + " bytes to 1 MB, not "
                    + Integer.toUnsignedString(length));
        }
        ByteBuffer head = ByteBuffer.wrap(exactly(in, length - LENGTH_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int resource = head.getShort() & 0xFFFF;
        int operation = head.getShort() & 0xFFFF;
        byte[] activity = new byte[ACTIVITY_BYTES];
        head.get(activity);
        FrameTokens tokens = FrameTokens.read(head);
        boolean hello = resource == 0 && operation == 0;
        byte[] body = !hello && tokens.isSet(RequestToken.PAYLOAD_PRESENT) ? body(in) : new byte[0];
        return Optional.of(new RequestFrame(resource, operation, activity, tokens, body));
    }

    private static byte[] body(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        if (length < 0 || length > LARGEST_BODY) {
            throw new MalformedFrameException(
                    "the body of a frame has up to 8 MB, not " + Integer.toUnsignedString(length));
        }
        return exactly(in, length);
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a frame is cut off");
        }
        return bytes;
    }

    /** Whether it opens a connection. */
    boolean isContext() {
        return resource == 0 && operation == 0;
    }

    /** The activity as it is written in texts: the first three parts are little endian on the wire. */
    String activityId() {
        ByteBuffer bytes = ByteBuffer.wrap(activity).order(ByteOrder.LITTLE_ENDIAN);
        long most =
                (bytes.getInt() & 0xFFFFFFFFL) << 32 | (bytes.getShort() & 0xFFFFL) << 16 | bytes.getShort() & 0xFFFFL;
        return new UUID(most, bytes.order(ByteOrder.BIG_ENDIAN).getLong()).toString();
    }
}
