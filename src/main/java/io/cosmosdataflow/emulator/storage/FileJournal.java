package io.cosmosdataflow.emulator.storage;

import io.cosmosdataflow.emulator.disk.Appending;
import io.cosmosdataflow.emulator.disk.DiskRefusal;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a file: records of length, checksum and content, one behind the other.
 *
 * <p>A record is written with one call, so it survives the end of the process; one that was torn by it has a wrong
 * checksum and ends the file when that is read again. What the disk takes of a record that it then refuses is cut off
 * before another one follows, as whoever reads the file would stop there.
 */
final class FileJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final int HEAD = 8;
    private static final int LARGEST = 512 * 1024 * 1024;

    private final Path file;
    private final Appending appending;
    private SeekableByteChannel channel;
    /** Where the last whole record ends. */
    private long end;

    private boolean isTorn;
    private boolean isClosed;

    private FileJournal(Path file, Appending appending) throws IOException {
        this.file = file;
        this.appending = appending;
        this.channel = appending.open(file);
        this.end = channel.size();
    }

    static FileJournal open(Path file) throws IOException {
        return open(file, Appending.TO_FILES);
    }

    static FileJournal open(Path file, Appending appending) throws IOException {
        return new FileJournal(file, appending);
    }

    /** Reads all records that are whole, and cuts off what follows them. */
    static void replay(Path file, JournalEntry.Visitor visitor) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
            FileChannel source = in.getChannel();
            long size = source.size();
            long position = 0;
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            while (position + HEAD <= size) {
                read(source, head.clear(), position);
                int length = head.getInt();
                int checksum = head.getInt();
                if (length < 0 || length > LARGEST || position + HEAD + length > size) {
                    break;
                }
                ByteBuffer content = ByteBuffer.allocate(length);
                read(source, content, position + HEAD);
                if (checksum(content.array(), 0, length) != checksum) {
                    break;
                }
                JournalEntry.read(content, visitor);
                position += HEAD + length;
            }
            source.truncate(position);
        }
    }

    private static void read(FileChannel source, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = source.read(buffer, at);
            if (count < 0) {
                throw new IOException("unexpected end of file");
            }
            at += count;
        }
        buffer.flip();
    }

    private static int checksum(byte[] content, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, offset, length);
        return (int) checksum.getValue();
    }

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public Bytes record() {
        return new Bytes(4096).int64(0);
    }

    @Override
    public synchronized void append(Bytes record) {
        if (isClosed) {
            throw ServiceError.ownerGone();
        }
        int length = record.length() - HEAD;
        record.int32At(0, length);
        record.int32At(4, checksum(record.array(), HEAD, length));
        try {
            write(record.view());
            end += record.length();
        } catch (IOException e) {
            throw new DiskRefusal(file, record.length(), e).answer();
        }
    }

    private void write(ByteBuffer content) throws IOException {
        if (!channel.isOpen()) {
            // A thread that is interrupted while it writes closes the channel for all others.
            channel = appending.open(file);
        }
        if (isTorn) {
            channel.truncate(end);
        }
        isTorn = true;
        try {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            isTorn = false;
        } finally {
            if (isTorn) {
                mend();
            }
        }
    }

    /** Where that fails, too, it is done before the next record. */
    private void mend() {
        try {
            channel.truncate(end);
            isTorn = false;
        } catch (IOException e) {
            LOG.warn("The rest of a record stays at the end of {} for now", file, e);
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
