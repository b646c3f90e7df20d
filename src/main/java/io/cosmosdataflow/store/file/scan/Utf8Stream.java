package io.cosmosdataflow.store.file.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text of another encoding as UTF-8. Bytes that mean no character in it are an error, not a question mark. */
final class Utf8Stream extends InputStream {

    private final Reader reader;
    private final char[] chars = new char[1 << 13];
    private int kept;
    private byte[] bytes = new byte[0];
    private int next;

    Utf8Stream(InputStream in, Charset charset) {
        reader = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        while (next == bytes.length) {
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, target, from, count);
        next += count;
        return count;
    }

    /** A pair of surrogates stays together: its first half waits for the second. */
    private boolean fill() throws IOException {
        int count = reader.read(chars, kept, chars.length - kept);
        if (count < 0) {
            bytes = new String(chars, 0, kept).getBytes(StandardCharsets.UTF_8);
            next = 0;
            kept = 0;
            return bytes.length > 0;
        }
        int all = kept + count;
        kept = all > 0 && Character.isHighSurrogate(chars[all - 1]) ? 1 : 0;
        bytes = new String(chars, 0, all - kept).getBytes(StandardCharsets.UTF_8);
        next = 0;
        if (kept == 1) {
            chars[0] = chars[all - 1];
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
