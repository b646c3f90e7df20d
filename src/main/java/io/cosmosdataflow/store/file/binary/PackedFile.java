package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.file.format.CodecStreams;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.Compression.Codec;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;

/** The bytes of a file of the sink, as they come or packed: contents one behind the other, or entries of an archive. */
abstract class PackedFile implements Closeable {

    /** @param raw stays open */
    static PackedFile on(OutputStream raw, Compression compression, Configuration configuration) throws IOException {
        OutputStream kept = new KeptOpen(raw);
        return switch (compression.codec()) {
            case ZIP_DEFLATE -> new Zip(kept, compression);
            case TAR, TAR_GZIP -> new Tar(kept, compression);
            default -> new OneStream(kept, compression, configuration);
        };
    }

    /**
     * Begins the next content.
     *
     * @param path in an archive, once
     * @param size in bytes, which must be that of the content for a tar file
     */
    abstract void begin(String path, long size, Instant modified) throws IOException;

    abstract void write(byte[] bytes, int count) throws IOException;

    abstract void end() throws IOException;

    private static final class OneStream extends PackedFile {

        private final OutputStream raw;
        private final OutputStream packed;
        private final Compression compression;

        OneStream(OutputStream raw, Compression compression, Configuration configuration) throws IOException {
            this.raw = raw;
            this.packed = CodecStreams.compress(raw, compression, configuration);
            this.compression = compression;
        }

        @Override
        void begin(String path, long size, Instant modified) {
            // contents have no names here
        }

        @Override
        void write(byte[] bytes, int count) throws IOException {
            packed.write(bytes, 0, count);
        }

        @Override
        void end() {
            // and no marks between them
        }

        @Override
        public void close() throws IOException {
            packed.close();
            raw.write(CodecStreams.end(compression));
            raw.flush();
        }
    }

    private static final class Zip extends PackedFile {

        private final ZipOutputStream zip;

        Zip(OutputStream raw, Compression compression) {
            this.zip = new ZipOutputStream(raw);
            zip.setLevel(CodecStreams.deflaterLevel(compression));
        }

        @Override
        void begin(String path, long size, Instant modified) throws IOException {
            ZipEntry entry = new ZipEntry(path);
            entry.setLastModifiedTime(FileTime.from(modified));
            zip.putNextEntry(entry);
        }

        @Override
        void write(byte[] bytes, int count) throws IOException {
            zip.write(bytes, 0, count);
        }

        @Override
        void end() throws IOException {
            zip.closeEntry();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    private static final class Tar extends PackedFile {

        private final TarArchiveOutputStream tar;
        private final Set<String> paths = new HashSet<>();

        Tar(OutputStream raw, Compression compression) throws IOException {
            OutputStream packed =
                    compression.codec() == Codec.TAR_GZIP ? new CodecStreams.LevelledGzip(raw, compression) : raw;
            this.tar = new TarArchiveOutputStream(packed, "UTF-8");
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
        }

        @Override
        void begin(String path, long size, Instant modified) throws IOException {
            if (!paths.add(path)) {
                throw new IOException("duplicate entry: " + path);
            }
            TarArchiveEntry entry = new TarArchiveEntry(path, true);
            entry.setSize(size);
            entry.setModTime(modified.toEpochMilli());
            tar.putArchiveEntry(entry);
        }

        @Override
        void write(byte[] bytes, int count) throws IOException {
            tar.write(bytes, 0, count);
        }

        @Override
        void end() throws IOException {
            tar.closeArchiveEntry();
        }

        @Override
        public void close() throws IOException {
            tar.close();
        }
    }

    /** The file is closed, or given up, by whoever has opened it. */
    private static final class KeptOpen extends FilterOutputStream {

        KeptOpen(OutputStream raw) {
            super(raw);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
