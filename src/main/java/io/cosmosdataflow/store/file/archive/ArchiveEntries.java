package io.cosmosdataflow.store.file.archive;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.storage.PathGuard;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * The files in an archive, one after the other as they come; nothing is unpacked to a disk. A name that leaves the
 * archive, a link and an archive beyond its limits are errors.
 */
public final class ArchiveEntries implements Closeable {

    private final String name;
    private final FSDataInputStream raw;
    private final InputStream archive;
    private final ArchiveLimits.Meter meter;
    private String path;

    /**
     * @param raw the archive's bytes, closed with this
     * @param name of the archive, for messages
     * @param codec one of the archives
     */
    public ArchiveEntries(FSDataInputStream raw, String name, Compression.Codec codec, Configuration configuration)
            throws IOException {
        this.name = name;
        this.raw = raw;
        this.meter = ArchiveLimits.of(configuration).new Meter(name, this::packed);
        InputStream in = new BufferedInputStream(raw, 1 << 16);
        this.archive = codec == Compression.Codec.ZIP_DEFLATE
                ? new WholeZip(in)
                : new WholeTar(codec == Compression.Codec.TAR_GZIP ? new GZIPInputStream(in) : in);
    }

    /**
     * Goes on to the next file; folders are passed over.
     *
     * @return whether there is one
     * @throws JobException {@code FileNameInvalid}, {@code ArchiveTooLarge}; {@code FileMalformed} if it is no
     *     archive, or ends before its end
     */
    public boolean next() throws IOException {
        String entry = archive instanceof WholeZip zip ? zipped(zip) : tarred((WholeTar) archive);
        if (entry == null) {
            return false;
        }
        meter.entry();
        path = PathGuard.entry(name, entry);
        return true;
    }

    /** Path of the file in the archive. */
    public String path() {
        return path;
    }

    /** Bytes of the file; its end does not close the archive. */
    public InputStream content() {
        return meter.counted(archive);
    }

    private String zipped(WholeZip zip) throws IOException {
        ZipEntry entry = zip.getNextEntry();
        while (entry != null && entry.isDirectory()) {
            entry = zip.getNextEntry();
        }
        requireEnd(entry, zip.ended);
        return entry == null ? null : entry.getName();
    }

    private String tarred(WholeTar tar) throws IOException {
        TarArchiveEntry entry = tar.getNextTarEntry();
        while (entry != null && (entry.isDirectory() || !entry.isFile())) {
            entry = tar.getNextTarEntry();
        }
        requireEnd(entry, tar.ended);
        if (entry != null && (entry.isLink() || entry.isSymbolicLink())) {
            throw JobException.of(
                    ErrorCode.FileNameInvalid,
                    "Entry '" + entry.getName() + "' of archive '" + name + "' is a link to '" + entry.getLinkName()
                            + "', and links in archives are not followed. Pack the file itself.");
        }
        return entry == null ? null : entry.getName();
    }

    private void requireEnd(Object entry, boolean ended) {
        if (entry == null && !ended) {
            throw JobException.of(
                    ErrorCode.FileMalformed,
                    "File '" + name + "' is no archive of the compression of its dataset, or it was cut off: its bytes"
                            + " end, or are others, where an entry or the end of the archive must be. Write it again,"
                            + " or correct the compression.");
        }
    }

    private long packed() {
        try {
            return raw.getPos();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Closeable last = raw) {
            archive.close();
        }
    }

    /**
     * Java ends the entries at whatever is none. Source: PKWARE, APPNOTE, 4.3: the central directory, or the end of one
     * without entries, comes after the last entry.
     */
    private static final class WholeZip extends ZipInputStream {

        private static final List<String> ENDS = List.of("PK\1\2", "PK\5\6", "PK\6\6");

        private boolean ended;

        WholeZip(InputStream in) {
            super(in);
        }

        @Override
        public ZipEntry getNextEntry() throws IOException {
            closeEntry();
            byte[] signature = in.readNBytes(4);
            ((PushbackInputStream) in).unread(signature);
            ended = ENDS.contains(new String(signature, StandardCharsets.ISO_8859_1));
            return super.getNextEntry();
        }
    }

    /** Commons Compress takes the end of the bytes for the block of zeros that ends an archive. Source: POSIX, ustar. */
    private static final class WholeTar extends TarArchiveInputStream {

        private boolean ended;

        WholeTar(InputStream in) {
            super(in);
        }

        @Override
        protected boolean isEOFRecord(byte[] block) {
            boolean end = super.isEOFRecord(block);
            ended |= end && block != null;
            return end;
        }
    }
}
