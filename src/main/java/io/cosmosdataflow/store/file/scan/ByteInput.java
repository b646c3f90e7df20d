package io.cosmosdataflow.store.file.scan;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Bytes one by one, with their position and a look ahead; a buffer over a stream. */
final class ByteInput implements Closeable {

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private long passed;

    ByteInput(InputStream in, long position) {
        this.in = in;
        this.passed = position;
    }

    /** The next byte, unsigned; -1 at the end. */
    int read() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        return buffer[next++] & 0xFF;
    }

    int peek() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        return buffer[next] & 0xFF;
    }

    /** Takes {@code bytes} if they come next; takes nothing otherwise. */
    boolean take(byte[] bytes) throws IOException {
        if (peek() != (bytes[0] & 0xFF)) {
            return false;
        }
        while (end - next < bytes.length) {
            if (!fill()) {
                return false;
            }
        }
        for (int i = 1; i < bytes.length; i++) {
            if (buffer[next + i] != bytes[i]) {
                return false;
            }
        }
        next += bytes.length;
        return true;
    }

    /** For {@link #run}: the first byte of each of these, where it has one. */
    static boolean[] stops(byte[]... starts) {
        boolean[] stops = new boolean[256];
        for (byte[] start : starts) {
            if (start.length > 0) {
                stops[start[0] & 0xFF] = true;
            }
        }
        return stops;
    }

    /** How many of the next bytes are buffered and no stops; 0 also at the end. */
    int run(boolean[] stops) throws IOException {
        if (next == end && !fill()) {
            return 0;
        }
        int at = next;
        while (at < end && !stops[buffer[at] & 0xFF]) {
            at++;
        }
        return at - next;
    }

    /** Takes bytes of a {@link #run}. */
    void take(byte[] target, int from, int count) {
        System.arraycopy(buffer, next, target, from, count);
        next += count;
    }

    /** The rest as a stream, for parsers that want one; this input is not used beside it. */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return ByteInput.this.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (next == end && !fill()) {
                    return -1;
                }
                int count = Math.min(length, end - next);
                System.arraycopy(buffer, next, bytes, from, count);
                next += count;
                return count;
            }
        };
    }

    /** How many bytes of the file stand before the next one. */
    long position() {
        return passed + next;
    }

    /** Keeps what is not yet taken, and reads at least one byte more. */
    private boolean fill() throws IOException {
        int kept = end - next;
        if (kept == buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, buffer.length * 2);
        } else if (kept > 0) {
            System.arraycopy(buffer, next, buffer, 0, kept);
        }
        passed += next;
        next = 0;
        end = kept;
        int count = in.read(buffer, kept, buffer.length - kept);
        if (count <= 0) {
            return false;
        }
        end += count;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
