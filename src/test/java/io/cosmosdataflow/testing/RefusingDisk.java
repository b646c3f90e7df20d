package io.cosmosdataflow.testing;

import io.cosmosdataflow.emulator.disk.Appending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** A disk that takes some bytes and then refuses with what an operating system says, until there is room again. */
public final class RefusingDisk implements Appending {

    private final String reason;
    private long room;

    /** @param reason as strerror(3) of Linux has it */
    public RefusingDisk(String reason) {
        this.reason = reason;
        this.room = Long.MAX_VALUE;
    }

    /** From now on there is room for so many bytes, the first part of a record among them. */
    public synchronized void leave(long bytes) {
        room = bytes;
    }

    public void mend() {
        leave(Long.MAX_VALUE);
    }

    @Override
    public SeekableByteChannel open(Path file) throws IOException {
        return new Limited(Appending.TO_FILES.open(file));
    }

    private synchronized int write(SeekableByteChannel file, ByteBuffer content) throws IOException {
        if (room == 0) {
            throw new IOException(reason);
        }
        ByteBuffer part = content.duplicate();
        part.limit(part.position() + (int) Math.min(content.remaining(), room));
        int written = file.write(part);
        content.position(content.position() + written);
        room -= room == Long.MAX_VALUE ? 0 : written;
        return written;
    }

    private final class Limited implements SeekableByteChannel {

        private final SeekableByteChannel file;

        Limited(SeekableByteChannel file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public int write(ByteBuffer content) throws IOException {
            return RefusingDisk.this.write(file, content);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long newPosition) throws IOException {
            file.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
