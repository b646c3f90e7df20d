package io.cosmosdataflow.emulator.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens a file to append to it; it is made if it is not there. */
@FunctionalInterface
public interface Appending {

    /** On the disk. */
    Appending TO_FILES = file ->
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    SeekableByteChannel open(Path file) throws IOException;
}
