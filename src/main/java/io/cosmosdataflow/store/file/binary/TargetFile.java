package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.storage.UnnamedFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** A file of the sink that is being written. Closed without {@link #finish} it leaves nothing. */
final class TargetFile implements Closeable {

    private static final int BUFFER = 1 << 18;
    private static final int MOST_TRIES = 3;

    private final SinkFiles sink;
    private final String name;
    private final Path named;
    private final Path written;
    private final FSDataOutputStream out;
    private final PackedFile packed;
    private boolean ended;
    private boolean finished;

    /**
     * @param name below the folder of the sink
     * @param named where it has its name
     * @param written where it is until then; the same if the store gives it the name when the stream ends
     */
    TargetFile(SinkFiles sink, String name, Path named, Path written) throws IOException {
        this.sink = sink;
        this.name = name;
        this.named = named;
        this.written = written;
        this.out = sink.files().create(written, true);
        this.packed = PackedFile.on(
                out, sink.target().compression(), sink.target().access().configuration());
    }

    String name() {
        return name;
    }

    /** As {@link PackedFile#begin}. */
    void begin(String path, long size, Instant modified) {
        try {
            packed.begin(path, size, modified);
        } catch (IOException | RuntimeException e) {
            throw sink.failed(name, e);
        }
    }

    void write(byte[] bytes, int count) {
        try {
            packed.write(bytes, count);
        } catch (IOException | RuntimeException e) {
            throw sink.failed(name, e);
        }
    }

    void end() {
        try {
            packed.end();
        } catch (IOException | RuntimeException e) {
            throw sink.failed(name, e);
        }
    }

    /**
     * Gives the whole file its name.
     *
     * @param source the file that it is a copy of, for messages
     * @param digest MD5 of what was read, if what was written is to be read again
     * @return bytes on storage
     * @throws SourceFault if the store has something else
     */
    long finish(String source, Optional<byte[]> digest) {
        try {
            packed.close();
            long bytes = out.getPos();
            out.close();
            ended = true;
            long stored = sink.files().getFileStatus(written).getLen();
            if (stored != bytes) {
                throw SourceFault.different(source, "has " + stored + " bytes, and " + bytes + " were written");
            }
            if (digest.isPresent() && !Arrays.equals(digest.get(), stored())) {
                throw SourceFault.different(source, "has other bytes than those that were read");
            }
            if (!sink.direct()) {
                sink.makeFolder(named.getParent());
                place();
            }
            finished = true;
            return bytes;
        } catch (IOException | RuntimeException e) {
            throw sink.failed(name, e);
        }
    }

    private byte[] stored() throws IOException {
        MessageDigest md5 = md5();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new DigestInputStream(sink.files().open(written), md5)) {
            for (int count = in.read(buffer); count >= 0; ) {
                count = in.read(buffer);
            }
        }
        return md5.digest();
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has MD5.", e);
        }
    }

    /** Another attempt of the task may give the same file its name at this moment. */
    private void place() throws IOException {
        UnnamedFile whole = new UnnamedFile(sink.files(), written);
        for (int i = 0; i < MOST_TRIES; i++) {
            if (whole.place(named, UnnamedFile.status(sink.files(), named))) {
                return;
            }
        }
        throw new IOException("the whole file '" + written + "' cannot be given its name");
    }

    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        if (sink.direct() && !ended) {
            out.abort();
            return;
        }
        try {
            out.close();
        } finally {
            sink.files().delete(written, false);
        }
    }
}
