package io.cosmosdataflow.emulator.protocol;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of bytes that gives its content away without a copy. */
public final class Bytes extends OutputStream {

    private byte[] content;
    private int length;

    public Bytes(int capacity) {
        content = new byte[Math.max(capacity, 16)];
    }

    @Override
    public void write(int value) {
        reserve(1);
        content[length++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, content, length, count);
        length += count;
    }

    public Bytes add(byte[] source) {
        write(source, 0, source.length);
        return this;
    }

    /** Adds text that consists of ASCII characters only. */
    @SuppressWarnings("deprecation") // the one method of String that copies Latin-1 bytes without an encoder
    public Bytes ascii(String text) {
        int count = text.length();
        reserve(count);
        text.getBytes(0, count, content, length);
        length += count;
        return this;
    }

    public Bytes text(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    public Bytes number(long value) {
        return ascii(Long.toString(value));
    }

    public Bytes int32(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            content[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public Bytes int64(long value) {
        return int32((int) (value >>> 32)).int32((int) value);
    }

    /** Overwrites four bytes that were written before, as lengths and checksums in front of data need it. */
    public void int32At(int position, int value) {
        for (int i = 0; i < 4; i++) {
            content[position + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** The bytes behind this buffer; valid from 0 to {@link #length()} until the next write. */
    public byte[] array() {
        return content;
    }

    public ByteBuffer view() {
        return ByteBuffer.wrap(content, 0, length);
    }

    public byte[] copy() {
        return Arrays.copyOf(content, length);
    }

    private void reserve(int count) {
        if (length + count > content.length) {
            content = Arrays.copyOf(content, Math.max(length + count, content.length * 2));
        }
    }
}
