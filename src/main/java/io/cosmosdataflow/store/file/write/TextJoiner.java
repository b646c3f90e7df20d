package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.file.format.CodecStreams;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.TextEncoding;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Joins pieces of text: mark, start, parts with what stands between them, end. Compressed pieces are joined
 * as they are; archives are packed here, with one entry named as the file without the archive's extension.
 */
record TextJoiner(RowText rows, TextEncoding encoding, Compression compression, Configuration configuration)
        implements FileJoiner {

    private static final int BUFFER = 1 << 16;

    @Override
    public boolean wholeAlready(List<Part> parts) {
        return parts.size() == 1
                && compression.codec().joinable()
                && CodecStreams.end(compression).length == 0
                && start().length == 0
                && rows.end().isEmpty();
    }

    @Override
    public void join(FileSystem files, List<Part> parts, Path whole, String name) throws IOException {
        try (OutputStream raw = new BufferedOutputStream(files.create(whole, false), BUFFER)) {
            if (compression.codec().archive()) {
                packed(files, parts, raw, entryName(name));
                return;
            }
            pieces(files, parts, raw, true);
            raw.write(CodecStreams.end(compression));
        }
    }

    private void pieces(FileSystem files, List<Part> parts, OutputStream out, boolean compress) throws IOException {
        piece(start(), out, compress);
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                piece(encoded(rows.between()), out, compress);
            }
            try (InputStream in = files.open(new Path(parts.get(i).uri()))) {
                in.transferTo(out);
            }
        }
        piece(encoded(rows.end()), out, compress);
    }

    private void piece(byte[] text, OutputStream out, boolean compress) throws IOException {
        if (text.length == 0) {
            return;
        }
        if (!compress) {
            out.write(text);
            return;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream piece = CodecStreams.compress(compressed, compression, configuration)) {
            piece.write(text);
        }
        compressed.writeTo(out);
    }

    private void packed(FileSystem files, List<Part> parts, OutputStream raw, String entry) throws IOException {
        if (compression.codec() == Compression.Codec.ZIP_DEFLATE) {
            ZipOutputStream zip = new ZipOutputStream(raw);
            zip.setLevel(CodecStreams.deflaterLevel(compression));
            zip.putNextEntry(new ZipEntry(entry));
            pieces(files, parts, zip, false);
            zip.closeEntry();
            zip.finish();
            return;
        }
        boolean gzip = compression.codec() == Compression.Codec.TAR_GZIP;
        GZIPOutputStream zipped = gzip ? new CodecStreams.LevelledGzip(raw, compression) : null;
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip ? zipped : raw);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        TarArchiveEntry header = new TarArchiveEntry(entry);
        header.setSize(size(parts));
        tar.putArchiveEntry(header);
        pieces(files, parts, tar, false);
        tar.closeArchiveEntry();
        tar.finish();
        if (gzip) {
            zipped.finish();
        }
    }

    private long size(List<Part> parts) {
        long between = Math.max(0, parts.size() - 1) * (long) encoded(rows.between()).length;
        return start().length + parts.stream().mapToLong(Part::textBytes).sum() + between + encoded(rows.end()).length;
    }

    private byte[] start() {
        byte[] mark = encoding.writtenMark();
        byte[] text = encoded(rows.start());
        byte[] both = java.util.Arrays.copyOf(mark, mark.length + text.length);
        System.arraycopy(text, 0, both, mark.length, text.length);
        return both;
    }

    private byte[] encoded(String text) {
        return text.getBytes(encoding.toCharset());
    }

    private String entryName(String name) {
        String extension = compression.codec().extension();
        return name.endsWith(extension) ? name.substring(0, name.length() - extension.length()) : name;
    }
}
