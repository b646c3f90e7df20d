package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.file.format.CodecStreams;
import io.cosmosdataflow.store.file.format.Compression;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Joins the rows of parts: start, rows with what stands between them, end. Compressed pieces are joined as they are;
 * archives are packed here, with one entry named as the file without the archive's extension.
 */
record TextJoiner(TextFrame frame, Configuration configuration) implements FileJoiner {

    private static final int BUFFER = 1 << 16;

    @Override
    public boolean wholeAlready(List<Part> parts) {
        return parts.size() == 1 && frame.aroundParts();
    }

    @Override
    public long join(FileSystem files, List<Part> parts, Path whole, String name) throws IOException {
        FSDataOutputStream stored = files.create(whole, true);
        try (OutputStream raw = new BufferedOutputStream(stored, BUFFER)) {
            if (frame.compression().codec().archive()) {
                packed(files, parts, raw, entryName(name));
            } else {
                raw.write(frame.piece(frame.start(), configuration));
                bodies(files, parts, frame.piece(frame.between(), configuration), raw);
                raw.write(frame.lastPiece(configuration));
            }
        }
        return stored.getPos();
    }

    private void plain(FileSystem files, List<Part> parts, OutputStream out) throws IOException {
        out.write(frame.start());
        bodies(files, parts, frame.between(), out);
        out.write(frame.end());
    }

    private static void bodies(FileSystem files, List<Part> parts, byte[] between, OutputStream out)
            throws IOException {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                out.write(between);
            }
            Part part = parts.get(i);
            try (FSDataInputStream in = files.open(new Path(part.uri()))) {
                if (part.sizes().head() > 0) {
                    in.seek(part.sizes().head());
                }
                body(in, part, out);
            }
        }
    }

    private static void body(FSDataInputStream in, Part part, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = part.sizes().body(); left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException(part.uri() + " ends " + left + " bytes too early");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private void packed(FileSystem files, List<Part> parts, OutputStream raw, String entry) throws IOException {
        if (frame.compression().codec() == Compression.Codec.ZIP_DEFLATE) {
            ZipOutputStream zip = new ZipOutputStream(raw);
            zip.setLevel(CodecStreams.deflaterLevel(frame.compression()));
            zip.putNextEntry(new ZipEntry(entry));
            plain(files, parts, zip);
            zip.closeEntry();
            zip.finish();
            return;
        }
        boolean gzip = frame.compression().codec() == Compression.Codec.TAR_GZIP;
        GZIPOutputStream zipped = gzip ? new CodecStreams.LevelledGzip(raw, frame.compression()) : null;
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip ? zipped : raw);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        TarArchiveEntry header = new TarArchiveEntry(entry);
        header.setSize(size(parts));
        tar.putArchiveEntry(header);
        plain(files, parts, tar);
        tar.closeArchiveEntry();
        tar.finish();
        if (gzip) {
            zipped.finish();
        }
    }

    private long size(List<Part> parts) {
        long between = Math.max(0, parts.size() - 1) * (long) frame.between().length;
        long rows = parts.stream().mapToLong(part -> part.sizes().text()).sum();
        return frame.start().length + rows + between + frame.end().length;
    }

    private String entryName(String name) {
        String extension = frame.compression().codec().extension();
        return name.endsWith(extension) ? name.substring(0, name.length() - extension.length()) : name;
    }
}
