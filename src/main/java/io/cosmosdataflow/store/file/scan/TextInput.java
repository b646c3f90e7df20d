package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.store.file.archive.ArchiveEntries;
import io.cosmosdataflow.store.file.archive.ArchiveLimits;
import io.cosmosdataflow.store.file.format.CodecStreams;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.TextEncoding;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The texts in a file, one after the other, as UTF-8 without byte order mark: one text, or each entry of an
 * archive.
 */
final class TextInput implements Closeable {

    private final FileSlice slice;
    private final FileFormat.Text format;
    private final Configuration configuration;
    private final boolean archiveAsFolder;
    private final FSDataInputStream raw;
    private ArchiveEntries archive;
    private boolean used;
    private String relative;
    private boolean utf8;

    /** @param files the file system of the slice, which stays open */
    TextInput(FileSystem files, FileSlice slice, TextSource source) throws IOException {
        this.configuration = source.access().configuration();
        this.slice = slice;
        this.format = source.format();
        this.archiveAsFolder = source.archiveAsFolder();
        this.raw = files.open(new Path(slice.file().uri()));
    }

    /** The next text, aligned to the first line of the slice; null if there is no more. */
    ByteInput next() throws IOException {
        if (!format.compression().codec().archive()) {
            if (used) {
                return null;
            }
            used = true;
            relative = slice.file().relative();
            return slice.start() > 0 ? aligned() : decoded(unpacked());
        }
        if (archive == null) {
            archive = new ArchiveEntries(
                    raw, slice.file().relative(), format.compression().codec(), configuration);
        }
        if (!archive.next()) {
            return null;
        }
        relative = relativeOf(archive.path());
        return decoded(archive.content());
    }

    /** Path of the text that {@link #next} gave, below the folder of the source. */
    String relative() {
        return relative;
    }

    /** Whether the bytes of the text that {@link #next} gave are those of the file. */
    boolean utf8() {
        return utf8;
    }

    private InputStream unpacked() throws IOException {
        InputStream in = CodecStreams.decompress(raw, format.compression(), configuration);
        boolean packed = format.compression().codec() != Compression.Codec.NONE;
        return packed && format.whole()
                ? ArchiveLimits.of(configuration).new Meter(slice.file().relative(), this::packed).counted(in)
                : in;
    }

    private long packed() {
        try {
            return raw.getPos();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteInput aligned() throws IOException {
        raw.seek(slice.start() - 1);
        ByteInput input = new ByteInput(raw, slice.start() - 1);
        for (int c = input.read(); c != '\n' && c != -1; ) {
            c = input.read();
        }
        return input;
    }

    private ByteInput decoded(InputStream in) throws IOException {
        PushbackInputStream start = new PushbackInputStream(in, TextEncoding.LONGEST_MARK);
        byte[] head = new byte[TextEncoding.LONGEST_MARK];
        int length = start.readNBytes(head, 0, head.length);
        TextEncoding.Announced announced = format.encoding().announcedBy(head, length);
        start.unread(head, announced.markLength(), length - announced.markLength());
        utf8 = announced.encoding().utf8();
        return utf8
                ? new ByteInput(start, announced.markLength())
                : new ByteInput(new Utf8Stream(start, announced.encoding().toCharset()), 0);
    }

    private String relativeOf(String entry) {
        String file = slice.file().relative();
        String folder = file.contains("/") ? file.substring(0, file.lastIndexOf('/') + 1) : "";
        return (archiveAsFolder ? file + "/" : folder) + entry;
    }

    @Override
    public void close() throws IOException {
        try (Closeable last = raw) {
            if (archive != null) {
                archive.close();
            }
        }
    }
}
