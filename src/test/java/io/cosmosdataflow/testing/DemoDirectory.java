package io.cosmosdataflow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code target/demo}, where README's commands work: for one test class at a time, of those that run beside each other. */
public final class DemoDirectory implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private DemoDirectory(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits until nobody else has it. */
    public static DemoDirectory taken() {
        try {
            FileChannel channel =
                    FileChannel.open(Path.of("target/demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new DemoDirectory(channel, channel.lock());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
